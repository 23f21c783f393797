package town

import (
	"strings"
	"unicode/utf8"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/geo"
)

// maxText bounds what can be typed as a name; the longest has 45 letters.
const maxText = 80

// Query asks for towns; it has at least one part, and each narrows the answer.
// Without a point, better matches come first and bigger towns first
// among equals; with one, nearer towns come first.
type Query struct {
	// Text is the start of a name or of any of its words; accents, case,
	// hyphens, apostrophes and "St" for "Saint" are forgiven. A word of two to
	// five digits in it is taken for a postcode when Postcode is empty, so that
	// "91410 Dourdan" and "91410" find what they mean; so does "Paris 13".
	Text string
	// Postcode is a postcode or its first digits, at least two.
	Postcode string
	// Near is the point to measure distances from.
	Near *geo.Point
}

// criteria validates the query and analyses it. It answers ErrInvalid naming
// "?query", "?postcode" or "?near"; all empty, "?query" is required. possible is false when no name can answer.
func (q Query) criteria() (c Criteria, possible bool, err error) {
	text, postcode := strings.TrimSpace(q.Text), strings.TrimSpace(q.Postcode)
	var check fault.Check
	check.If(text == "" && postcode == "" && q.Near == nil, "?query", fault.FieldRequired)
	check.If(utf8.RuneCountInString(text) > maxText, "?query", fault.FieldTooLong)
	check.If(len(postcode) == 1, "?postcode", fault.FieldTooShort)
	check.If(len(postcode) > 1 && !isPostcode(postcode), "?postcode", fault.FieldMalformed)
	check.If(q.Near != nil && !q.Near.Valid(), "?near", fault.FieldMalformed)
	if err := check.Err(); err != nil {
		return Criteria{}, false, err
	}
	var names []string
	all := Words(text)
	if city, its, ok := arrondissement(all); ok && postcode == "" {
		all, postcode = []string{city}, its
	}
	for _, w := range all {
		if postcode == "" && isPostcode(w) {
			postcode = w
			continue
		}
		names = append(names, w)
	}
	c = Criteria{Starts: starts(names), Postcode: postcode, Near: q.Near}
	return c, text == "" || len(all) > 0, nil
}

// isPostcode reports whether the text is a postcode or the start of one.
func isPostcode(text string) bool {
	return len(text) >= 2 && len(text) <= 5 && strings.Trim(text, "0123456789") == ""
}
