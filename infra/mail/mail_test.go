package mail

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"cabas/domain/kernel/ident"
	"cabas/domain/notification"
)

const from = "Cabas <cabas@exemple.fr>"

func letter() notification.Mail {
	return notification.Mail{ID: ident.New("mal"), To: "zoe@exemple.fr", Name: "Zoé Été", Language: "fr", Kind: "order.ready.customer",
		Subject: "Votre commande est prête\u202f!", Text: "Bonjour Zoé,\nvotre commande est prête.\n.\nfin\n", HTML: "<p>Bonjour Zoé</p>",
		CreatedAt: time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)}
}

// read opens a message and checks that it says what the letter does.
func read(t *testing.T, raw io.Reader, want notification.Mail) {
	t.Helper()
	msg, err := mail.ReadMessage(raw)
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject"))
	if err != nil || subject != want.Subject {
		t.Errorf("subject %q, %v", subject, err)
	}
	to, err := msg.Header.AddressList("To")
	if err != nil || to[0].Address != want.To || to[0].Name != want.Name {
		t.Errorf("to %v, %v", to, err)
	}
	if id := msg.Header.Get("Message-Id"); id != "<"+want.ID.String()+"@exemple.fr>" {
		t.Errorf("message id %q", id)
	}
	if msg.Header.Get("Auto-Submitted") != "auto-generated" || msg.Header.Get("X-Mailer") != "" {
		t.Errorf("headers %v", msg.Header)
	}
	kind, params, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("%q, %v", kind, err)
	}
	parts := multipart.NewReader(msg.Body, params["boundary"])
	for _, body := range []string{want.Text, want.HTML} {
		part, err := parts.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil || strings.ReplaceAll(string(got), "\r\n", "\n") != body {
			t.Errorf("body %q, %v", got, err)
		}
	}
}

func TestAFolderKeepsLetters(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mails")
	f, err := NewFolder(dir, from)
	if err != nil {
		t.Fatal(err)
	}
	m := letter()
	for range 2 { // a repeat replaces
		if err := f.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 || files[0].Name() != "20261128-120000-"+m.ID.String()+".eml" {
		t.Fatalf("%v, %v", files, err)
	}
	file, err := os.Open(filepath.Join(dir, files[0].Name()))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	read(t, file, m)
}

func TestAWrongAddressIsRefusedForGood(t *testing.T) {
	f, err := NewFolder(t.TempDir(), from)
	if err != nil {
		t.Fatal(err)
	}
	m := letter()
	m.To = "zoe@exemple.fr\r\nBcc: all@exemple.fr"
	if err := f.Send(t.Context(), m); !errors.Is(err, notification.ErrRefused) {
		t.Fatal(err)
	}
}

func TestAddressesOfMailServers(t *testing.T) {
	for address, ok := range map[string]bool{
		"smtp://mail.exemple.fr": true, "smtp://u:p@mail.exemple.fr:2525?tls=mandatory": true, "smtp://mail?tls=none": true,
		"smtps://u:p@mail.exemple.fr": true, "smtps://mail?tls=none": false, "smtp://mail?tls=maybe": false,
		"http://mail": false, "mail.exemple.fr:25": false, "smtp://mail:99999": false,
	} {
		if _, err := NewSMTP(address, from); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := NewSMTP("smtp://user:geheim@ho st", from); err == nil || strings.Contains(err.Error(), "geheim") {
		t.Errorf("a password was told: %v", err)
	}
	if _, err := NewSMTP("smtp://mail", "nobody"); err == nil {
		t.Error("a sender without an address was taken")
	}
}

func TestADeadServer(t *testing.T) {
	s, err := NewSMTP("smtp://127.0.0.1:1", from) // a port that is given to nobody
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(t.Context(), letter()); err == nil || errors.Is(err, notification.ErrRefused) {
		t.Fatalf("a dead server must be tried again: %v", err)
	}
}

func TestASlowServerIsHungUpOn(t *testing.T) {
	for name, answer := range map[string]*server{
		"silent from the start": nil,
		"silent in the middle":  {data: func() error { <-t.Context().Done(); return nil }},
	} {
		t.Run(name, func(t *testing.T) {
			var s *SMTP
			if answer == nil {
				l, err := net.Listen("tcp", "127.0.0.1:0")
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { l.Close() })
				if s, err = NewSMTP("smtp://"+l.Addr().String(), from); err != nil {
					t.Fatal(err)
				}
			} else {
				s = answer.start(t, "smtp://%s?tls=none")
			}
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			defer cancel()
			begun := time.Now()
			err := s.Send(ctx, letter())
			if err == nil || errors.Is(err, notification.ErrRefused) || time.Since(begun) > time.Minute {
				t.Fatalf("%v after %s", err, time.Since(begun))
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	code := func(n int) error { return &smtp.SMTPError{Code: n, Message: "no"} }
	for name, c := range map[string]struct {
		server *server
		final  bool
	}{
		"the mailbox is busy":        {&server{rcpt: code(450)}, false},
		"the mailbox does not exist": {&server{rcpt: code(550)}, true},
		"the message, for now":       {&server{data: func() error { return code(451) }}, false},
		"the message, for good":      {&server{data: func() error { return code(554) }}, true},
		"the sender":                 {&server{from: code(553)}, false},
	} {
		t.Run(name, func(t *testing.T) {
			err := c.server.start(t, "smtp://%s?tls=none").Send(t.Context(), letter())
			if err == nil || errors.Is(err, notification.ErrRefused) != c.final {
				t.Errorf("got %v", err)
			}
		})
	}
}
