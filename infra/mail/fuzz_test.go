package mail

import (
	"bytes"
	"net/mail"
	"strings"
	"testing"
)

// FuzzNewSMTP: a mail server's address is read or refused, and what is refused
// does not repeat the password.
func FuzzNewSMTP(f *testing.F) {
	for _, s := range []string{"host:587", "host:465?tls=none", "[::1]:25", "host:0", "host:99999", "", "%zz", "host\n", "host?tls=mandatory"} {
		f.Add("smtp", s)
		f.Add("smtps", s)
	}
	f.Fuzz(func(t *testing.T, scheme, rest string) {
		const password = "hunter2hunter2"
		s, err := NewSMTP(scheme+"://user:"+password+"@"+rest, from)
		if err != nil {
			if strings.Contains(err.Error(), password) {
				t.Fatalf("%v repeats the password", err)
			}
			return
		}
		if s.host == "" || s.port < 1 || s.port > 65535 {
			t.Fatalf("%s %q is %s:%d", scheme, rest, s.host, s.port)
		}
	})
}

// FuzzCompose: whatever a letter says, it has the heads of a letter and no
// other, and one recipient.
func FuzzCompose(f *testing.F) {
	f.Add("Zoé Été", "Votre commande est prête\u202f!", "Bonjour\n.\nfin\n")
	f.Add("Zoé\r\nBcc: x@exemple.fr", "Sujet\r\nBcc: x@exemple.fr", "\r\n.\r\nMAIL FROM:<x>")
	f.Add("\xff", "\x00", "\xff\x00")
	f.Add(`"`, `=?utf-8?q?=0D=0ABcc:?=`, "")
	f.Fuzz(func(t *testing.T, name, subject, text string) {
		l := letter()
		l.Name, l.Subject, l.Text = name, subject, text
		s, err := sender(from)
		if err != nil {
			t.Fatal(err)
		}
		m, err := compose(l, s)
		if err != nil {
			return
		}
		var raw bytes.Buffer
		if _, err := m.WriteTo(&raw); err != nil {
			t.Fatalf("%q %q %q: %v", name, subject, text, err)
		}
		read, err := mail.ReadMessage(&raw)
		if err != nil {
			t.Fatalf("%q %q %q: %v", name, subject, text, err)
		}
		to, err := read.Header.AddressList("To")
		if err != nil || len(to) != 1 || to[0].Address != l.To || read.Header.Get("Bcc") != "" || read.Header.Get("Cc") != "" {
			t.Fatalf("%q %q %q goes to %v: %v", name, subject, text, to, err)
		}
	})
}
