// Package speak writes money, dates, times and quantities as French and
// English people do: "4,90 €", "samedi 28 novembre", "10 h 30". It holds no
// sentences; words belong to the rooms and adapters that say them. It imports
// the standard library, money and measure alone.
package speak

import (
	"strconv"
	"strings"
)

// Language is one that the town speaks.
type Language string

// The languages spoken; French comes first.
const (
	French  Language = "fr"
	English Language = "en"
)

// Of gives the language with the code; French for any that is not spoken.
func Of(code string) Language {
	if Language(code) == English {
		return English
	}
	return French
}

// Spaces that keep what they join on one line.
const (
	nbsp = "\u00a0" // before ":" and "»", after "«", before a unit
	thin = "\u202f" // before ";", "!" and "?", between thousands
)

var french = strings.NewReplacer(
	" :", nbsp+":", "« ", "«"+nbsp, " »", nbsp+"»",
	" ;", thin+";", " !", thin+"!", " ?", thin+"?", "'", "’",
)

// Typeset gives a text the spaces and apostrophes that French typography asks
// for; other languages pass unchanged but for the apostrophe. Addresses of
// pages must be added afterwards.
func (l Language) Typeset(text string) string {
	if l == French {
		return french.Replace(text)
	}
	return strings.ReplaceAll(text, "'", "’")
}

// decimal writes n / 10^digits with the language's comma and thousands.
func (l Language) decimal(n int64, digits int, trim bool) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	text := strconv.FormatInt(n, 10)
	if len(text) <= digits {
		text = strings.Repeat("0", digits+1-len(text)) + text
	}
	whole, part := text[:len(text)-digits], text[len(text)-digits:]
	if trim {
		part = strings.TrimRight(part, "0")
	}
	comma, group := ",", thin
	if l == English {
		comma, group = ".", ","
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + group + whole[i:]
	}
	if part == "" {
		return sign + whole
	}
	return sign + whole + comma + part
}
