package account

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"
	"unicode"
)

// fewest is how many different characters a password has at least.
const fewest = 4

// known.txt.gz holds what everybody who guesses tries first, in small letters,
// one a line: the passwords of eight letters or of ten characters and more among
// the 30,000 most frequent that zxcvbn 4.4.2 carries (Dropbox, MIT; see
// known.LICENSE.txt), and French ones.
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
// known, with or without figures and signs behind it, or one or few characters
// over and over (OWASP ASVS 4.0.3, 2.1.7; CNIL, recommendation of 2022 on
// passwords).
func guessable(password string) bool {
	small := strings.ToLower(password)
	different := map[rune]bool{}
	for _, r := range small {
		different[r] = true
	}
	word := strings.TrimRightFunc(small, func(r rune) bool { return !unicode.IsLetter(r) })
	return len(different) < fewest || known()[small] || known()[word]
}
