package mid_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"

	"cabas/api/mid"
	"cabas/api/problem"
)

const readable = `
openapi: 3.0.3
info: {title: t, version: "1"}
paths:
  /things:
    get:
      x-access: public
      parameters: [{name: If-None-Match, in: header, schema: {type: string}}]
      responses: {"200": {description: ok}}
`

// A panic behind a held answer once ended as an empty 200.
func TestAPanicIsAnswered500BehindHeldAnswers(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromData([]byte(readable))
	if err != nil {
		t.Fatal(err)
	}
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	e := echo.New()
	e.HTTPErrorHandler = problem.Handler(quiet, mid.LanguageOf)
	e.Use(mid.Speak(), mid.Log(quiet), mid.Recover())
	g := e.Group("/v1", mid.Cache(mid.PublicReads(doc, "/v1"), time.Second, func() uint64 { return 1 }), mid.Tag())
	g.GET("/things", func(echo.Context) error { panic("oops") })

	rec := httptest.NewRecorder()
	e.ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/v1/things", nil))
	var got problem.Document
	if err := json.Unmarshal(rec.Body.Bytes(), &got); err != nil || rec.Code != http.StatusInternalServerError || got.Code != "internal" {
		t.Fatalf("answered %d: %q", rec.Code, rec.Body)
	}
}

// What is refused before the caller is known is refused in their language too.
func TestEarlyRefusalsSpeakTheCallersLanguage(t *testing.T) {
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	e := echo.New()
	e.HTTPErrorHandler = problem.Handler(quiet, func(ctx context.Context) string { return mid.LanguageOf(ctx) })
	e.Use(mid.Speak(), mid.Log(quiet))
	for language, want := range map[string]string{"en-GB": "Not found.", "fr-FR": "Introuvable."} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/nothing", nil)
		r.Header.Set("Accept-Language", language)
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, r)
		if !strings.Contains(rec.Body.String(), want) {
			t.Errorf("%s is told %s", language, rec.Body)
		}
	}
}

// Each request leaves a line, also where a deadline of ours ends with it; of a
// caller who went away only the talkative level tells.
func TestEachRequestIsLogged(t *testing.T) {
	for name, leave := range map[string]bool{"answered": false, "left alone": true} {
		said := &strings.Builder{}
		e := echo.New()
		e.Use(mid.Log(slog.New(slog.NewTextHandler(said, nil))))
		ctx, cancel := context.WithCancel(t.Context())
		e.Group("/v1", mid.Deadline(time.Minute)).GET("/things/:id", func(c echo.Context) error {
			if leave {
				cancel()
			}
			return c.NoContent(http.StatusNoContent)
		})
		e.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, http.MethodGet, "/v1/things/7", nil))
		cancel()
		if logged := strings.Contains(said.String(), "level=INFO msg=request") && strings.Contains(said.String(), "route=/v1/things/:id status=204"); logged == leave {
			t.Errorf("%s: the log says %q", name, said)
		}
	}
}
