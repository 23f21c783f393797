package account

import (
	"errors"
	"strings"
	"testing"

	"cabas/domain/kernel/fault"
)

func TestNormalEmail(t *testing.T) {
	for text, want := range map[string]string{
		" Camille.Durand@Exemple.FR\n":    "camille.durand@exemple.fr",
		"a+b@sub.exemple.fr":              "a+b@sub.exemple.fr",
		"o'neil@exemple.fr":               "o'neil@exemple.fr",
		"élodie@épicerie.fr":              "élodie@épicerie.fr",
		"":                                "",
		"camille":                         "",
		"@exemple.fr":                     "",
		"camille@":                        "",
		"camille@exemple":                 "",
		"camille@.fr":                     "",
		"camille@exemple.":                "",
		"camille@exemple..fr":             "",
		"a@b@exemple.fr":                  "",
		"a b@exemple.fr":                  "",
		"a\r\nBcc:x@exemple.fr":           "",
		"<a@exemple.fr>":                  "",
		"a,b@exemple.fr":                  "",
		strings.Repeat("a", 65) + "@b.fr": "",
		"a@" + strings.Repeat("b.", 130):  "",
		"\xff@exemple.fr":                 "",
	} {
		got, err := NormalEmail(text, "/email")
		if want == "" {
			if !errors.Is(err, fault.ErrInvalid) {
				t.Errorf("%q passed as %q: %v", text, got, err)
			}
		} else if err != nil || got != want {
			t.Errorf("%q became %q, %v", text, got, err)
		}
	}
}
