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

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"

	"cabas/api/mid"
	"cabas/api/problem"
)

const small = `
openapi: 3.0.3
info: {title: t, version: "1"}
paths:
  /things/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string, pattern: '^thg_[a-z]+$'}}
    put:
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1}}
        - {name: text, in: query, schema: {type: string}}
        - {name: If-Match, in: header, required: true, schema: {type: string}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              additionalProperties: false
              required: [name, lines]
              properties:
                name: {type: string, minLength: 2}
                email: {type: string, format: email}
                lines: {type: array, maxItems: 2, items: {type: object, required: [amount], properties: {amount: {type: integer, minimum: 1}}}}
      responses: {"200": {description: ok}}
`

func TestRequestsMustFollowTheContract(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromData([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	e := echo.New()
	e.HTTPErrorHandler = problem.Handler(slog.New(slog.NewTextHandler(io.Discard, nil)), func(context.Context) string { return "en" })
	g := e.Group("/v1", mid.Follow(doc, "/v1"))
	g.PUT("/things/:id", func(c echo.Context) error { return c.NoContent(http.StatusOK) })

	const good = `{"name":"ab","lines":[{"amount":1}]}`
	for name, c := range map[string]struct {
		path, match, media, body string
		status                   int
		code, pointer, field     string
	}{
		"good":              {"thg_a", `"1"`, "application/json", good, 200, "", "", ""},
		"charset":           {"thg_a", `"1"`, "application/json; charset=utf-8", good, 200, "", "", ""},
		"foreign id":        {"shp_a", `"1"`, "application/json", good, 404, "not_found", "", ""},
		"no version":        {"thg_a", "", "application/json", good, 428, "version.required", "", ""},
		"unknown parameter": {"thg_a?x=1", `"1"`, "application/json", good, 400, "request.malformed", "?x", "unknown"},
		"small parameter":   {"thg_a?limit=0", `"1"`, "application/json", good, 400, "request.malformed", "?limit", "too_small"},
		"not a number":      {"thg_a?limit=x", `"1"`, "application/json", good, 400, "request.malformed", "?limit", "malformed"},
		"parameter twice":   {"thg_a?limit=2&limit=3", `"1"`, "application/json", good, 400, "request.malformed", "?limit", "malformed"},
		"unknown field":     {"thg_a", `"1"`, "application/json", `{"name":"ab","lines":[],"admin":true}`, 400, "request.malformed", "/admin", "unknown"},
		"missing field":     {"thg_a", `"1"`, "application/json", `{"name":"ab"}`, 400, "request.malformed", "/lines", "required"},
		"short text":        {"thg_a", `"1"`, "application/json", `{"name":"a","lines":[]}`, 400, "request.malformed", "/name", "too_short"},
		"bad e-mail":        {"thg_a", `"1"`, "application/json", `{"name":"ab","lines":[],"email":"x"}`, 400, "request.malformed", "/email", "malformed"},
		"deep":              {"thg_a", `"1"`, "application/json", `{"name":"ab","lines":[{"amount":0}]}`, 400, "request.malformed", "/lines/0/amount", "too_small"},
		"too many":          {"thg_a", `"1"`, "application/json", `{"name":"ab","lines":[{"amount":1},{"amount":1},{"amount":1}]}`, 400, "request.malformed", "/lines", "too_long"},
		"not JSON":          {"thg_a", `"1"`, "application/json", `{"name":`, 400, "request.malformed", "", "malformed"},
		"something behind":  {"thg_a", `"1"`, "application/json", good + ` {}`, 400, "request.malformed", "", "malformed"},
		"blanks behind":     {"thg_a", `"1"`, "application/json", good + "\n\t ", 200, "", "", ""},
		"no body":           {"thg_a", `"1"`, "application/json", ``, 400, "request.malformed", "", "required"},
		"character zero":    {"thg_a", `"1"`, "application/json", `{"name":"a\u0000b","lines":[]}`, 400, "request.malformed", "", "malformed"},
		"zero in a path":    {"thg_a%00", `"1"`, "application/json", good, 404, "not_found", "", ""},
		"zero in a query":   {"thg_a?text=%00", `"1"`, "application/json", good, 400, "request.malformed", "?text", "malformed"},
		"not UTF-8":         {"thg_a?text=%ff", `"1"`, "application/json", good, 400, "request.malformed", "?text", "malformed"},
		"other media":       {"thg_a", `"1"`, "text/plain", good, 415, "request.media_type", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest("PUT", "/v1/things/"+c.path, strings.NewReader(c.body))
			r.Header.Set("Content-Type", c.media)
			if c.match != "" {
				r.Header.Set("If-Match", c.match)
			}
			rec := httptest.NewRecorder()
			e.ServeHTTP(rec, r)
			var got problem.Document
			_ = json.Unmarshal(rec.Body.Bytes(), &got)
			if rec.Code != c.status || got.Code != c.code {
				t.Fatalf("got %d %s: %s", rec.Code, got.Code, rec.Body)
			}
			if c.field != "" && (len(got.Errors) == 0 || got.Errors[0].Pointer != c.pointer || got.Errors[0].Code != c.field) {
				t.Fatalf("got %+v", got.Errors)
			}
		})
	}
}
