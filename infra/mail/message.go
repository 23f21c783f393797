// Package mail hands the letters of domain/notification to a mail server over
// SMTP, or writes them as files into a folder where there is none. It refuses
// to know what letters say or when they are sent again. It may import the
// domain and the mail library.
package mail

import (
	"fmt"
	"net/mail"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"cabas/domain/notification"
)

// compose writes the mail as a message: the text, and the page as its equal.
func compose(m notification.Mail, from *mail.Address) (*gomail.Msg, error) {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	msg.FromMailAddress(from)
	to, err := mail.ParseAddress(m.To)
	if err != nil {
		return nil, fmt.Errorf("%w: not an address: %w", notification.ErrRefused, err)
	}
	msg.ToMailAddress(&mail.Address{Name: m.Name, Address: to.Address})
	msg.Subject(m.Subject)
	msg.SetDateWithValue(m.CreatedAt)
	// The same for every try, so that a repeat can be recognised.
	_, host, _ := strings.Cut(from.Address, "@")
	msg.SetMessageIDWithValue(m.ID.String() + "@" + host)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("Content-Language", string(m.Language))
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	}
	return msg, nil
}

// sender reads the address that mails come from: "Cabas <cabas@example.org>".
func sender(from string) (*mail.Address, error) {
	a, err := mail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("mail: the sender %q is not an address: %w", from, err)
	}
	return a, nil
}
