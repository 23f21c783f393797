package app_test

import (
	"bytes"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"cabas/app"
)

// health runs "cabas health" against an address and gives its exit code and
// what it said.
func health(t *testing.T, addr string) (int, string) {
	t.Helper()
	var said bytes.Buffer
	code := app.Main(t.Context(), []string{"health", "--addr", addr}, &said, &said)
	return code, said.String()
}

func TestHealthAsksWhetherTheServerIsReady(t *testing.T) {
	status := http.StatusOK
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/readyz" {
			t.Errorf("asked for %s", r.URL.Path)
		}
		w.WriteHeader(status)
	}))
	defer s.Close()
	address := s.Listener.Addr().String()
	_, port, _ := net.SplitHostPort(address)
	for _, a := range []string{address, "0.0.0.0:" + port, ":" + port} {
		if code, said := health(t, a); code != 0 {
			t.Errorf("%s: exit code %d: %s", a, code, said)
		}
	}
	status = http.StatusServiceUnavailable
	if code, said := health(t, address); code != 1 || !strings.Contains(said, "503") {
		t.Errorf("exit code %d: %s", code, said)
	}
	s.Close()
	if code, said := health(t, address); code != 1 || !strings.Contains(said, "not ready") {
		t.Errorf("exit code %d: %s", code, said)
	}
	if code, _ := health(t, "nowhere"); code != 1 {
		t.Errorf("a bad address: exit code %d", code)
	}
}
