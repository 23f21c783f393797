package town

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzQuery: any text is analysed or refused, and a word is a word again.
func FuzzQuery(f *testing.F) {
	for _, s := range []string{"L’Haÿ-les-Roses", "st", "91410 Dourdan", "Œuf", "e\u0301", "İstanbul", "\xff", "-", ""} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, text, postcode string) {
		if _, _, err := (Query{Text: text, Postcode: postcode}).criteria(); err == nil && utf8.RuneCountInString(strings.TrimSpace(text)) > maxText {
			t.Fatalf("%q passed", text)
		}
		words := Words(text)
		if again := Words(strings.Join(words, " ")); strings.Join(again, " ") != strings.Join(words, " ") {
			t.Fatalf("%q is %q, then %q", text, words, again)
		}
	})
}
