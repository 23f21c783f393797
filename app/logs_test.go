package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"

	"cabas/app"
	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// journal is what a server logs.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(b)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// ear hears all that is said to a server and by it, and keeps what nobody may
// find in a log: who people are, where they live, what they write, and every
// secret.
type ear struct {
	mu    sync.Mutex
	heard map[string]string // what it is, by the words
}

// private are the fields that tell who somebody is, or let somebody in.
var private = regexp.MustCompile(`^(displayName|customerName|byName|actorName|phone|line1|note|reason|deviceName|legalName|siret|vatNumber|` +
	`accessToken|refreshToken|token|password|current|new|orderSecret|secretLink|text|html|subject|lastError)$`)

var (
	address = regexp.MustCompile(`[\p{L}0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+`)
	digits  = regexp.MustCompile(`^\d{6}$`)
	letter  = regexp.MustCompile(`[0-9A-Za-z]`)
	samples = regexp.MustCompile(`(?m) [^ ]+$`)
)

// RoundTrip implements http.RoundTripper.
func (e *ear) RoundTrip(req *http.Request) (*http.Response, error) {
	for _, name := range []string{"Authorization", "X-Order-Secret", "Idempotency-Key"} {
		e.keep(name, strings.TrimPrefix(req.Header.Get(name), "Bearer "))
	}
	if req.GetBody != nil {
		if body, err := req.GetBody(); err == nil {
			said, _ := io.ReadAll(body)
			e.hear(said)
		}
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil || res.Header.Get("Content-Type") == "text/event-stream" { // which does not end
		return res, err
	}
	defer res.Body.Close()
	said, err := io.ReadAll(res.Body)
	e.hear(said)
	res.Body = io.NopCloser(bytes.NewReader(said))
	return res, err
}

func (e *ear) hear(said []byte) {
	for _, found := range address.FindAllString(string(said), -1) {
		e.keep("an e-mail address", found)
	}
	var body any
	if json.Unmarshal(said, &body) == nil {
		e.walk("", "", body)
	}
}

func (e *ear) walk(under, field string, value any) {
	switch v := value.(type) {
	case map[string]any:
		for name, inner := range v {
			e.walk(field, name, inner)
		}
	case []any:
		for _, inner := range v {
			e.walk(under, field, inner)
		}
	case string:
		if private.MatchString(field) || field == "code" && digits.MatchString(v) || under == "customer" && field == "name" {
			e.keep(field, v)
		}
	}
}

func (e *ear) keep(what, words string) {
	if len(words) < 5 {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heard[words] = what
}

// TestLogsTellNothingOfPeople calls everything as everybody, is refused by a
// mail server, mistakes itself, and fails for want of a database, at the most
// talkative level. The figures tell as little.
func TestLogsTellNothingOfPeople(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		written := &journal{}
		logger := slog.New(slog.NewTextHandler(written, &slog.HandlerOptions{Level: slog.LevelDebug}))
		w := newLoggedWorld(t, d, clock.NewManual(saturday), logger, func(c *app.Config) { c.SMTP = refusing(t) })
		w.server.Echo.Logger.SetOutput(written)
		w.server.Echo.StdLogger.SetOutput(written)
		said := &ear{heard: map[string]string{w.config.Secret: "the server's secret"}}
		w.client = &http.Client{Transport: said}

		s := newScene(w, 1)
		for _, op := range s.operations() {
			for _, as := range []role{asAnonymous, asGuest, asCustomer, asRival, asOwner, asAdministrator} {
				s.callAs(op, as)
			}
		}
		s.mistakes()
		figures := samples.ReplaceAllString(w.figures(), "") // a code of six digits may be a figure by chance
		await(t, "a refused letter", func() bool {
			return strings.Contains(string(s.as(asAdministrator).get("/admin/mails?state=failed").must(200).body), "no such person")
		})
		s.withoutDatabase()

		text := written.String()
		for _, wanted := range []string{"msg=request ", "status=200", "status=401", "status=404", "request failed"} {
			if !strings.Contains(text, wanted) {
				t.Errorf("%q was never logged", wanted)
			}
		}
		if len(said.heard) < 500 {
			t.Errorf("only %d things to look for were heard", len(said.heard))
		}
		for words, what := range said.heard {
			if at := find(figures, words); at >= 0 {
				t.Errorf("the figures hold %s, %q", what, words)
			}
			if at := find(text, words); at >= 0 {
				t.Errorf("the log holds %s, %q: …%s…", what, words, text[max(0, at-200):min(len(text), at+200)])
			}
		}
	})
}

// find gives where words stand by themselves in a text, or -1.
func find(text, words string) int {
	for from := 0; ; {
		at := strings.Index(text[from:], words)
		if at < 0 {
			return -1
		}
		at += from
		from = at + len(words)
		if !letter.MatchString(text[max(0, at-1):at]) && !letter.MatchString(text[from:min(len(text), from+1)]) {
			return at
		}
	}
}

// mistakes are what people mistype.
func (s *scene) mistakes() {
	s.t.Helper()
	known := s.accounts[asCustomer].Email
	s.nobody().post("/sign-in-codes", object{"email": known}).must(201)
	for _, wrong := range []object{{"email": known, "password": "cerises du Hurepoix"}, {"email": known, "code": wrongCode(s.code(known))},
		{"email": "pas une adresse", "code": "135790"}, {"email": known, "mot": "secret de Polichinelle"}} {
		if got := s.nobody().post("/sessions", wrong); got.status < 400 {
			s.t.Errorf("%v was answered %d", wrong, got.status)
		}
	}
	s.bearing("jeton.invente.entierement").get("/me").refused(401, "auth.required")
	s.nobody().get("/orders/camille.durand@exemple.fr?secret=inconnu")
	s.nobody().with("X-Request-Id", known).get("/trades")
	w := s.world
	_, _, _ = w.page("/boutique/camille.durand@exemple.fr")
	_, _, _ = w.page("/produit/camille.durand@exemple.fr")
	s.nobody().post("/quotes", `{"note": "pas du JSON`)
}

// withoutDatabase calls everything once more when nothing can be read.
func (s *scene) withoutDatabase() {
	s.t.Helper()
	type call struct {
		operation
		request
		who *person
	}
	var calls []call
	for _, op := range s.operations() {
		as := callers[op.access()][0]
		calls = append(calls, call{op, s.request(op, as), s.as(as)})
	}
	s.did(s.db.Close())
	failed := 0
	for _, c := range calls {
		if got := c.who.carrying(c.header).call(c.method, c.request.path, c.body); got.status >= 500 {
			failed++
		}
	}
	if failed < len(calls)/2 {
		s.t.Errorf("only %d of %d calls failed without a database", failed, len(calls))
	}
}

// refusing is the address of a mail server that knows nobody, and says whom it
// does not know.
func refusing(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return nobodyHere{}, nil }))
	server.Domain = "localhost"
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	return "smtp://" + l.Addr().String()
}

type nobodyHere struct{}

func (nobodyHere) Mail(string, *smtp.MailOptions) error { return nil }
func (nobodyHere) Rcpt(to string, _ *smtp.RcptOptions) error {
	return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: fmt.Sprintf("<%s>: no such person", to)}
}
func (nobodyHere) Data(io.Reader) error { return nil }
func (nobodyHere) Reset()               {}
func (nobodyHere) Logout() error        { return nil }
