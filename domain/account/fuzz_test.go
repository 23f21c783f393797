package account

import (
	"strings"
	"testing"
	"time"
	"unicode"
)

// FuzzNormalEmail: what passes is written in one way only, and can stand in the
// head of a mail.
func FuzzNormalEmail(f *testing.F) {
	for _, s := range []string{" Camille.Durand@Exemple.FR\n", "élodie@épicerie.fr", "İ@exemple.fr", "a\r\nBcc:x@exemple.fr", "a@b@exemple.fr", "\xff@exemple.fr", "@", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		email, err := NormalEmail(s, "/email")
		if err != nil {
			return
		}
		if again, err := NormalEmail(email, "/email"); err != nil || again != email {
			t.Fatalf("%q is %q, then %q: %v", s, email, again, err)
		}
		if strings.ContainsFunc(email, unicode.IsControl) || strings.Count(email, "@") != 1 || len(email) > maxEmail {
			t.Fatalf("%q passed", email)
		}
	})
}

// FuzzRefreshToken: a token is read only as it was written.
func FuzzRefreshToken(f *testing.F) {
	_, made := newSession("acc_01h455vb4pex5vsknk084sn02q", "phone", time.Unix(0, 0))
	for _, s := range []string{made, made + ".", made[:40], "ses_.", ".", "", strings.ToUpper(made)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if id, family, secret, ok := parseToken(s); ok {
			again, family2, secret2, ok := parseToken(token(id, family, secret))
			if !ok || again != id || string(family2) != string(family) || string(secret2) != string(secret) {
				t.Fatalf("%q", s)
			}
		}
	})
}
