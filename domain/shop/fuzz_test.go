package shop

import (
	"net/mail"
	"net/url"
	"strings"
	"testing"
)

// FuzzSIRET: what passes is fourteen digits, and no longer passes when one of
// them is mistyped (La Poste's own sum notices only some).
func FuzzSIRET(f *testing.F) {
	for _, s := range []string{"73282932000074", "73282932000075", "35600000049837", "00000000000000", "7328293200007", "７3282932000074", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !ValidSIRET(s) {
			return
		}
		if len(s) != 14 || strings.Trim(s, "0123456789") != "" {
			t.Fatalf("%q passed", s)
		}
		for i := range s {
			wrong := s[:i] + string('0'+(s[i]-'0'+1)%10) + s[i+1:]
			if !strings.HasPrefix(s, laPoste) && !strings.HasPrefix(wrong, laPoste) && ValidSIRET(wrong) {
				t.Fatalf("both %s and %s pass", s, wrong)
			}
		}
	})
}

// FuzzContact: what passes can be dialled, written to and linked to.
func FuzzContact(f *testing.F) {
	f.Add("06 39 98 40 01", "contact@exemple.fr", "https://exemple.fr/")
	f.Add("+33639984001", "Zoé <zoe@exemple.fr>", "javascript:alert(1)")
	f.Add("0039", "a@b@c", "https://exemple.fr\n")
	f.Add("", "", "http://[::1")
	f.Fuzz(func(t *testing.T, phone, email, website string) {
		if validPhone(phone) && strings.Trim(phone, "+0123456789 .-\u00a0\u202f") != "" {
			t.Fatalf("the phone %q passed", phone)
		}
		if validEmail(email) {
			if _, err := mail.ParseAddress(email); err != nil || strings.ContainsAny(email, "\r\n") {
				t.Fatalf("the address %q passed", email)
			}
		}
		if validWebsite(website) {
			if u, err := url.Parse(website); err != nil || u.Scheme != "https" && u.Scheme != "http" || strings.ContainsAny(website, "\r\n\"<>") {
				t.Fatalf("the website %q passed", website)
			}
		}
	})
}
