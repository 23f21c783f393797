package town

import (
	"strings"
	"unicode"
)

// folded gives the plain letters of each accented letter that French (and its
// neighbours') names use; all other letters stand for themselves.
var folded = map[rune]string{}

func init() {
	for plain, accented := range map[string]string{
		"a": "àáâãäå", "ae": "æ", "c": "ç", "e": "èéêë", "i": "ìíîï", "n": "ñ",
		"o": "òóôõö", "oe": "œ", "u": "ùúûü", "y": "ýÿ",
	} {
		for _, r := range accented {
			folded[r] = plain
		}
	}
}

// Words cuts a text into its words, in lower case and without accents or
// ligatures: "L’Haÿ-les-Roses" gives l, hay, les, roses. Hyphens, apostrophes
// and everything else that is neither letter nor digit part words.
func Words(text string) []string {
	var b strings.Builder
	for _, r := range text {
		r = unicode.ToLower(r)
		plain, accented := folded[r]
		switch {
		case accented:
			b.WriteString(plain)
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r): // an accent typed apart from its letter
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

// shortened gives the words that people shorten in the names of towns.
var shortened = map[string]string{"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}

// starts gives what the key of a name (its words joined without a gap) may start
// or go on with when it answers the words typed: usually one text, and two when
// the last word is either a shortened one or the start of another, as "st" is of
// "Saint" and of "Strasbourg".
func starts(words []string) []string {
	if len(words) == 0 {
		return nil
	}
	var b strings.Builder
	for _, w := range words[:len(words)-1] {
		b.WriteString(long(w))
	}
	last := words[len(words)-1]
	out := []string{b.String() + last}
	if l := long(last); l != last {
		out = append(out, b.String()+l)
	}
	return out
}

func long(word string) string {
	if l, ok := shortened[word]; ok {
		return l
	}
	return word
}
