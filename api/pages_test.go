package api

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/labstack/echo/v4"
)

// Monitors ask with HEAD.
func TestPagesAnswerHead(t *testing.T) {
	e := echo.New()
	if err := pages(e, Config{Ready: func(context.Context) error { return nil }}, nil); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/", "/healthz", "/readyz", "/robots.txt", "/api/openapi.yaml", "/api/docs/"} {
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodHead, path, nil))
		if rec.Code != http.StatusOK {
			t.Errorf("%s answers %d", path, rec.Code)
		}
	}
}
