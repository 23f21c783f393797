package mail

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// server is a real SMTP server whose answers a test chooses.
type server struct {
	from, rcpt error        // to MAIL FROM, to RCPT TO
	data       func() error // after the message was read
	password   string       // asked for when not empty
	tls        bool         // offers STARTTLS
	implicit   bool         // speaks TLS from the first byte

	mu   sync.Mutex
	mail [][]byte
}

// start runs the server and gives a client of the address with its host filled in.
func (s *server) start(t *testing.T, address string) *SMTP {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{server: s}, nil }))
	srv.Domain, srv.AllowInsecureAuth, srv.ErrorLog = "localhost", true, quiet{}
	config, roots := certificate(t)
	if s.tls {
		srv.TLSConfig = config
	}
	host := fmt.Sprintf("localhost:%d", l.Addr().(*net.TCPAddr).Port)
	if s.implicit {
		l = tls.NewListener(l, config)
	}
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })
	client, err := NewSMTP(fmt.Sprintf(address, host), from)
	if err != nil {
		t.Fatal(err)
	}
	client.roots = roots
	return client
}

func (s *server) received() [][]byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mail
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

type session struct {
	*server
	known bool
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if s.known = user == "cabas" && password == s.password; !s.known {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}

func (s *session) Mail(string, *smtp.MailOptions) error {
	if s.password != "" && !s.known {
		return smtp.ErrAuthRequired
	}
	return s.from
}

func (s *session) Rcpt(string, *smtp.RcptOptions) error { return s.rcpt }

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if s.data != nil {
		err = errors.Join(err, s.data())
		var answer *smtp.SMTPError
		if errors.As(err, &answer) {
			return answer
		}
	}
	if err == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.mail = append(s.mail, raw)
	}
	return err
}

// certificate makes one for localhost, trusted by the pool beside it.
func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"localhost"}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, roots
}

func TestConversations(t *testing.T) {
	for name, c := range map[string]struct {
		server  *server
		address string
		ok      bool
	}{
		"in the clear":                    {&server{}, "smtp://%s?tls=none", true},
		"encrypted when it can be":        {&server{tls: true}, "smtp://%s", true},
		"in the clear when it cannot":     {&server{}, "smtp://%s", true},
		"encrypted, with a password":      {&server{tls: true, password: "geheim"}, "smtp://cabas:geheim@%s?tls=mandatory", true},
		"encrypted from the first byte":   {&server{implicit: true, password: "geheim"}, "smtps://cabas:geheim@%s", true},
		"a password on a trusted network": {&server{password: "geheim"}, "smtp://cabas:geheim@%s?tls=none", true},
		"a wrong password":                {&server{tls: true, password: "geheim"}, "smtp://cabas:falsch@%s", false},
		"encryption that cannot be had":   {&server{}, "smtp://%s?tls=mandatory", false},
	} {
		t.Run(name, func(t *testing.T) {
			m := letter()
			err := c.server.start(t, c.address).Send(t.Context(), m)
			if (err == nil) != c.ok || len(c.server.received()) != map[bool]int{true: 1}[c.ok] {
				t.Fatalf("%v, %d mails", err, len(c.server.received()))
			}
			if c.ok {
				read(t, bytes.NewReader(c.server.received()[0]), m)
			}
		})
	}
}
