package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"strconv"

	gomail "github.com/wneessen/go-mail"

	"cabas/domain/notification"
)

// SMTP hands mails to a mail server; it implements notification.Mailer. Each
// mail has a conversation of its own, which ends with its context.
type SMTP struct {
	from       *mail.Address
	host       string
	port       int
	user, pass string
	implicit   bool // TLS from the first byte
	policy     gomail.TLSPolicy
	roots      *x509.CertPool // nil for the machine's
}

// NewSMTP reads the address of a mail server:
//
//	smtp://user:password@host:587?tls=mandatory
//	smtps://user:password@host:465
//
// With smtp, tls is "opportunistic" (the default: encrypted when the server
// can, and no password otherwise), "mandatory" or "none" (a trusted network:
// the password goes in the clear). With smtps all is encrypted. An error never
// repeats the password.
func NewSMTP(address, from string) (*SMTP, error) {
	sent, err := sender(from)
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return nil, errors.New("mail: the mail server must read smtp://user:password@host:port or smtps://…")
	}
	s := &SMTP{from: sent, host: u.Hostname(), user: u.User.Username(), port: 587}
	s.pass, _ = u.User.Password()
	switch policy := u.Query().Get("tls"); {
	case u.Scheme == "smtps" && policy == "":
		s.implicit, s.policy, s.port = true, gomail.NoTLS, 465
	case u.Scheme == "smtp" && (policy == "" || policy == "opportunistic"):
		s.policy = gomail.TLSOpportunistic
	case u.Scheme == "smtp" && policy == "mandatory":
		s.policy = gomail.TLSMandatory
	case u.Scheme == "smtp" && policy == "none":
		s.policy = gomail.NoTLS
	default:
		return nil, errors.New("mail: the mail server needs the scheme smtp (with tls=opportunistic, mandatory or none) or smtps")
	}
	if u.Port() != "" {
		if s.port, err = strconv.Atoi(u.Port()); err != nil || s.port < 1 || s.port > 65535 {
			return nil, errors.New("mail: the mail server's port is not a number up to 65535")
		}
	}
	return s, nil
}

// Send implements notification.Mailer.
func (s *SMTP) Send(ctx context.Context, m notification.Mail) error {
	msg, err := compose(m, s.from)
	if err != nil {
		return err
	}
	ctx, hangUp := context.WithCancel(ctx)
	defer hangUp()
	client, err := s.client(ctx)
	if err != nil {
		return err
	}
	err = client.DialAndSendWithContext(ctx, msg)
	if msg.IsDelivered() {
		return nil // whatever went wrong with the farewell
	}
	return verdict(err)
}

// client prepares one conversation, cut off when ctx ends.
func (s *SMTP) client(ctx context.Context) (*gomail.Client, error) {
	config := &tls.Config{ServerName: s.host, RootCAs: s.roots, MinVersion: tls.VersionTLS12}
	dial := func(dialing context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(dialing, network, address)
		if err != nil {
			return nil, err
		}
		context.AfterFunc(ctx, func() { _ = conn.Close() })
		if !s.implicit {
			return conn, nil
		}
		secure := tls.Client(conn, config)
		return secure, secure.HandshakeContext(dialing)
	}
	options := []gomail.Option{
		gomail.WithPort(s.port), gomail.WithTimeout(notification.SendTimeout), gomail.WithTLSPolicy(s.policy),
		gomail.WithTLSConfig(config), gomail.WithDialContextFunc(dial),
	}
	if s.user != "" {
		plain, login := gomail.SMTPAuthPlain, gomail.SMTPAuthLogin
		if s.policy == gomail.NoTLS && !s.implicit {
			plain, login = gomail.SMTPAuthPlainNoEnc, gomail.SMTPAuthLoginNoEnc
		}
		options = append(options, gomail.WithUsername(s.user), gomail.WithPassword(s.pass),
			gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthSCRAMSHA1, plain, login))
	}
	client, err := gomail.NewClient(s.host, options...)
	if err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	return client, nil
}

// verdict marks the answers after which trying again is useless: the server
// refuses the recipient or the message for good (5xx). A refused password or
// sender is ours to repair, so the mail is kept for another try.
func verdict(err error) error {
	var answer *gomail.SendError
	if errors.As(err, &answer) && answer.ErrorCode() >= 500 {
		switch answer.Reason {
		case gomail.ErrSMTPRcptTo, gomail.ErrSMTPData, gomail.ErrSMTPDataClose:
			return fmt.Errorf("mail: %w: %w", notification.ErrRefused, err)
		}
	}
	return fmt.Errorf("mail: %w", err)
}
