package db

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// sortKey is a name as lists are sorted by it: lower case, without accents,
// spaces and punctuation. Only letters and digits are left, which every
// collation sorts alike.
func sortKey(name string) string {
	name = strings.NewReplacer("œ", "oe", "æ", "ae", "ß", "ss").Replace(strings.ToLower(name))
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, norm.NFD.String(name))
}
