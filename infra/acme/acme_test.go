package acme

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
)

func TestWhoComesInTheClearIsSentToTheSite(t *testing.T) {
	c := New("https://127.0.0.1:1/dir", t.TempDir(), "", "https://cabas.example.org", []string{"cabas.example.org"})
	for target, want := range map[string]string{
		"http://cabas.example.org/boutique/epi?x=1%202":  "https://cabas.example.org/boutique/epi?x=1%202",
		"http://evil.example/produit/a%2Fb":              "https://cabas.example.org/produit/a%2Fb",
		"http://cabas.example.org//evil.example/":        "https://cabas.example.org//evil.example/",
		"http://cabas.example.org":                       "https://cabas.example.org/",
		"http://cabas.example.org:80/commandes/ord_1?q=": "https://cabas.example.org/commandes/ord_1?q=",
	} {
		for _, method := range []string{"GET", "HEAD"} {
			w := httptest.NewRecorder()
			c.Plain().ServeHTTP(w, httptest.NewRequest(method, target, nil))
			if got := w.Header().Get("Location"); w.Code != 301 || got != want {
				t.Errorf("%s %s: %d %q, want %q", method, target, w.Code, got, want)
			}
		}
		w := httptest.NewRecorder()
		if c.Plain().ServeHTTP(w, httptest.NewRequest("POST", target, nil)); w.Code != 400 {
			t.Errorf("POST %s: %d", target, w.Code)
		}
	}
}

func TestAnAuthorityOutOfReachIsAnError(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "certificates")
	c := New("https://127.0.0.1:1/dir", folder, "", "https://cabas.example.org", []string{"cabas.example.org"})
	if err := c.Obtain(t.Context()); err == nil {
		t.Error("a certificate came from nowhere")
	}
	if info, err := os.Stat(folder); err == nil && info.Mode().Perm() != 0o700 {
		t.Errorf("the folder may be read: %v", info.Mode())
	}
}
