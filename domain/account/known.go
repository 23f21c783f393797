package account

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"
)

// fewest is how many different characters a password has at least.
const fewest = 4

// known.txt.gz holds passwords of ten characters and more that everybody who
// guesses tries first, in small letters, one a line: those among the 30,000
// most frequent that zxcvbn 4.4.2 carries (Dropbox, MIT), and a few French ones.
//
//go:embed known.txt.gz
var packedKnown []byte

var known = sync.OnceValue(func() map[string]bool {
	list := map[string]bool{}
	for _, p := range strings.Fields(unpackKnown()) {
		list[p] = true
	}
	return list
})

func unpackKnown() string {
	r, err := gzip.NewReader(bytes.NewReader(packedKnown))
	if err != nil {
		panic("account: known.txt.gz: " + err.Error()) // it was compiled in
	}
	text, err := io.ReadAll(r)
	if err != nil {
		panic("account: known.txt.gz: " + err.Error())
	}
	return string(text)
}

// guessable reports whether a password is among the first that are tried: it is
// known, or one or few characters over and over (OWASP ASVS 5.0, 6.2.4; CNIL,
// recommendation of 2022 on passwords).
func guessable(password string) bool {
	small := strings.ToLower(password)
	different := map[rune]bool{}
	for _, r := range small {
		different[r] = true
	}
	return len(different) < fewest || known()[small]
}
