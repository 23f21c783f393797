package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"cabas/api"
	"cabas/app"
	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// saturday is when the stories begin: Saturday 28 November 2026, 8 o'clock in
// Paris.
var saturday = time.Date(2026, 11, 28, 7, 0, 0, 0, time.UTC)

// world is a server on one engine, reached over real HTTP, whose clock stands
// still until the story moves it. Every answer is checked against the contract.
type world struct {
	t      *testing.T
	base   string
	clock  *clock.Manual
	db     *db.DB
	server *app.Server
	config app.Config
	router routers.Router
	watch  watch
	client *http.Client
}

// eachWorld tells a story once on each engine, beside the other stories: each
// has a server, a clock and a database of its own.
func eachWorld(t *testing.T, story func(t *testing.T, w *world)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { story(t, newWorld(t, d, clock.NewManual(saturday))) })
}

// newWorld starts a server, its settings changed as asked.
func newWorld(t *testing.T, d *db.DB, c *clock.Manual, change ...func(*app.Config)) *world {
	t.Helper()
	return newLoggedWorld(t, d, c, slog.New(slog.DiscardHandler), change...)
}

// newLoggedWorld starts a server that logs, its settings changed as asked.
func newLoggedWorld(t *testing.T, d *db.DB, c *clock.Manual, log *slog.Logger, change ...func(*app.Config)) *world {
	t.Helper()
	config := app.Config{BaseURL: "http://localhost:8080", Data: t.TempDir(), MailFrom: "Cabas <cabas@example.org>",
		Secret: strings.Repeat("s", 32), Shutdown: 15 * time.Second, Rate: 100_000, Demo: true}
	for _, f := range change {
		f(&config)
	}
	s, err := app.Build(config, d, c, log)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, clock: c, db: d, server: s, config: config, router: router(t), client: http.DefaultClient}
	s.Echo.Use(w.watch.follow)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx, listener) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the server stopped badly: %v", err)
		}
	})
	w.base = "http://" + listener.Addr().String()
	w.awaitReady()
	return w
}

func (w *world) awaitReady() {
	w.t.Helper()
	await(w.t, "the server answers", func() bool {
		res, err := http.Get(w.base + "/readyz")
		if err == nil {
			res.Body.Close()
		}
		return err == nil
	})
}

// document is openapi.yaml, as the server serves it.
func document(t *testing.T) *openapi3.T {
	t.Helper()
	doc, err := api.Contract()
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// router finds which operation of the contract a request asks for.
func router(t *testing.T) routers.Router {
	t.Helper()
	r, err := routed()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var routed = sync.OnceValues(func() (routers.Router, error) {
	doc, err := api.Contract()
	if err != nil {
		return nil, err
	}
	return gorillamux.NewRouter(doc)
})

// person is somebody who calls the server: their token, language, order secret.
type person struct {
	w       *world
	headers http.Header
}

// nobody is somebody who is not signed in.
func (w *world) nobody() *person { return &person{w, http.Header{}} }

// bearing is somebody with an access token.
func (w *world) bearing(token string) *person {
	return w.nobody().with("Authorization", "Bearer "+token)
}

// with is the same person with one more header.
func (p *person) with(name, value string) *person {
	h := p.headers.Clone()
	h.Set(name, value)
	return &person{p.w, h}
}

// answer is what came back.
type answer struct {
	t      *testing.T
	status int
	header http.Header
	body   []byte
}

func (p *person) get(path string) *answer             { return p.call("GET", path, nil) }
func (p *person) delete(path string) *answer          { return p.call("DELETE", path, nil) }
func (p *person) post(path string, body any) *answer  { return p.call("POST", path, body) }
func (p *person) put(path string, body any) *answer   { return p.call("PUT", path, body) }
func (p *person) patch(path string, body any) *answer { return p.call("PATCH", path, body) }

// call sends a request under /api/v1 and checks the answer against the
// contract. A string body is sent as it is; anything else as JSON.
func (p *person) call(method, path string, body any) *answer {
	p.w.t.Helper()
	req := p.request(method, path, body)
	res, err := p.w.client.Do(req)
	if err != nil {
		p.w.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer res.Body.Close()
	if res.Header.Get("Content-Type") == "text/event-stream" {
		return &answer{p.w.t, res.StatusCode, res.Header, nil} // it does not end; see the stories of the live board
	}
	content, err := io.ReadAll(res.Body)
	if err != nil {
		p.w.t.Fatalf("%s %s: %v", method, path, err)
	}
	a := &answer{p.w.t, res.StatusCode, res.Header, content}
	p.w.follows(req, a)
	return a
}

func (p *person) request(method, path string, body any) *http.Request {
	p.w.t.Helper()
	var reader io.Reader
	if text, ok := body.(string); ok {
		reader = strings.NewReader(text)
	} else if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			p.w.t.Fatal(err)
		}
		reader = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(context.Background(), method, p.w.base+"/api/v1"+path, reader)
	if err != nil {
		p.w.t.Fatal(err)
	}
	req.Header = p.headers.Clone()
	if reader != nil && req.Header.Get("Content-Type") == "" {
		req.Header.Set("Content-Type", "application/json")
	}
	return req
}

// follows fails the test when the answer is not one the contract describes.
func (w *world) follows(req *http.Request, a *answer) {
	w.t.Helper()
	asked := req.Clone(context.Background())
	asked.URL.Scheme, asked.URL.Host = "", ""
	route, params, err := w.router.FindRoute(asked)
	if err != nil {
		if a.status != http.StatusNotFound && a.status != http.StatusMethodNotAllowed {
			w.t.Errorf("%s %s answered %d and is not in the contract", req.Method, req.URL.Path, a.status)
		}
		return
	}
	err = openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: asked, PathParams: params, Route: route},
		Status:                 a.status, Header: a.header, Body: io.NopCloser(bytes.NewReader(a.body)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
	})
	if err != nil {
		w.t.Errorf("%s %s answered %d against the contract: %v\n%s", req.Method, req.URL.Path, a.status, err, a.body)
	}
	if a.header.Get("Content-Type") == "application/problem+json" && !everywhere[a.status] {
		if code := a.text("code"); !slices.Contains(codesOf(route.Operation), code) {
			w.t.Errorf("%s %s answered %s, which x-codes of %s does not list", req.Method, req.URL.Path, code, route.Operation.OperationID)
		}
	}
}

// everywhere are the refusals that any operation may answer with, as the
// contract says at its head.
var everywhere = map[int]bool{http.StatusMethodNotAllowed: true, http.StatusRequestEntityTooLarge: true, http.StatusUnsupportedMediaType: true}

// codesOf are the problems that an operation says it answers with.
func codesOf(op *openapi3.Operation) (codes []string) {
	listed, _ := op.Extensions["x-codes"].([]any)
	for _, c := range listed {
		code, _ := c.(string)
		codes = append(codes, code)
	}
	return codes
}

// must fails the test unless the answer has the status.
func (a *answer) must(status int) *answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("got %d, want %d: %s", a.status, status, a.body)
	}
	return a
}

// refused fails the test unless the answer is a problem with the code.
func (a *answer) refused(status int, code string) *answer {
	a.t.Helper()
	a.must(status)
	if got := a.text("code"); got != code {
		a.t.Fatalf("got problem %q, want %q: %s", got, code, a.body)
	}
	return a
}

// into reads the answer's body.
func (a *answer) into(v any) {
	a.t.Helper()
	if err := json.Unmarshal(a.body, v); err != nil {
		a.t.Fatalf("%v: %s", err, a.body)
	}
}

// at gives the value at a path such as "shops", 0, "lines".
func (a *answer) at(path ...any) any {
	a.t.Helper()
	var v any
	a.into(&v)
	for _, step := range path {
		switch s := step.(type) {
		case string:
			m, ok := v.(map[string]any)
			if !ok {
				a.t.Fatalf("no %v in %s", path, a.body)
			}
			v = m[s]
		case int:
			l, ok := v.([]any)
			if !ok || s >= len(l) {
				a.t.Fatalf("no %v in %s", path, a.body)
			}
			v = l[s]
		}
	}
	return v
}

// text gives the string at a path.
func (a *answer) text(path ...any) string {
	a.t.Helper()
	s, ok := a.at(path...).(string)
	if !ok {
		a.t.Fatalf("no text at %v in %s", path, a.body)
	}
	return s
}

// number gives the number at a path.
func (a *answer) number(path ...any) int64 {
	a.t.Helper()
	f, ok := a.at(path...).(float64)
	if !ok {
		a.t.Fatalf("no number at %v in %s", path, a.body)
	}
	return int64(f)
}
