package api

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/labstack/echo/v4"
)

func TestWebPagesAreTheFoldersOfItsRoutes(t *testing.T) {
	entries, err := os.ReadDir("../web/src/routes")
	if err != nil {
		t.Fatal(err)
	}
	var folders []string
	for _, e := range entries {
		if e.IsDir() {
			folders = append(folders, e.Name())
		}
	}
	if got, want := strings.Join(webPages, " "), strings.Join(folders, " "); got != want {
		t.Errorf("webPages are %s, the routes %s", got, want)
	}
}

func TestWebAppIsServedToBrowsers(t *testing.T) {
	files := fstest.MapFS{
		".gitkeep":                     {},
		"app.html":                     {Data: []byte("<body><!--mark--><script>go()</script></body>")},
		"index.html":                   {Data: []byte("<h1>home</h1>")},
		"_app/immutable/start.js":      {Data: []byte("start()")},
		"_app/immutable/start.js.br":   {Data: []byte("brotli")},
		"_app/immutable/letters.woff2": {Data: []byte("letters")},
	}
	app, err := loadWeb(files, true)
	if err != nil {
		t.Fatal(err)
	}
	e := echo.New()
	e.RouteNotFound("/*", app.serve)
	for _, c := range []struct {
		method, path, accept, coding string
		status                       int
		body                         string
		header, value                string
	}{
		{"GET", "/ville/dourdan", "text/html", "", 200, "Démonstration", "Content-Security-Policy", "script-src 'self' 'sha256-"},
		{"GET", "/ville/dourdan", "text/html", "", 200, "go()", "Cache-Control", "no-cache"},
		{"GET", "/nowhere", "text/html,*/*", "", 404, "go()", "Content-Type", "text/html"},
		{"GET", "/nowhere", "application/json", "", 404, "Not Found", "Content-Type", "json"},
		{"GET", "/api/v1/nowhere", "text/html", "", 404, "Not Found", "Content-Type", "json"},
		{"POST", "/ville/x", "text/html", "", 404, "Not Found", "Content-Type", "json"},
		{"GET", "/app.html", "*/*", "", 404, "Not Found", "Content-Type", "json"},
		{"GET", "/_app/immutable/start.js", "*/*", "gzip, br", 200, "brotli", "Content-Encoding", "br"},
		{"GET", "/_app/immutable/start.js", "*/*", "gzip", 200, "start()", "Cache-Control", "immutable"},
		{"GET", "/_app/immutable/letters.woff2", "*/*", "", 200, "letters", "Content-Type", "font/woff2"},
		{"GET", "/_app/../../etc/passwd", "*/*", "", 404, "Not Found", "Content-Type", "json"},
	} {
		r := httptest.NewRequest(c.method, c.path, http.NoBody)
		r.Header.Set("Accept", c.accept)
		r.Header.Set("Accept-Encoding", c.coding)
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.body) || !strings.Contains(w.Header().Get(c.header), c.value) {
			t.Errorf("%s %s: %d %q, %s is %q", c.method, c.path, w.Code, w.Body.String(), c.header, w.Header().Get(c.header))
		}
	}
}

func TestPagesShowPicturesOfOneOtherHostAlone(t *testing.T) {
	app, err := loadWeb(fstest.MapFS{"app.html": {Data: []byte("page")}, "a.js": {Data: []byte("go()")}}, false)
	if err != nil {
		t.Fatal(err)
	}
	app.allowPictures("")
	if policy := app["app.html"].header["Content-Security-Policy"]; !strings.Contains(policy, "img-src 'self' data:;") {
		t.Errorf("without tiles: %s", policy)
	}
	app.allowPictures("https://tile.example.org")
	if policy := app["app.html"].header["Content-Security-Policy"]; !strings.Contains(policy, "img-src 'self' https://tile.example.org data:;") {
		t.Errorf("with tiles: %s", policy)
	}
	if policy := app["a.js"].header["Content-Security-Policy"]; policy != "" {
		t.Errorf("a script is no page: %s", policy)
	}
}

func TestAPageIsNotSentTwice(t *testing.T) {
	app, err := loadWeb(fstest.MapFS{"app.html": {Data: []byte("page")}}, false)
	if err != nil {
		t.Fatal(err)
	}
	e := echo.New()
	e.RouteNotFound("/*", app.serve)
	r := httptest.NewRequest("GET", "/ville/x", http.NoBody)
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	r.Header.Set("If-None-Match", w.Header().Get("ETag"))
	again := httptest.NewRecorder()
	e.ServeHTTP(again, r)
	if again.Code != http.StatusNotModified || again.Body.Len() > 0 {
		t.Errorf("answered %d with %d bytes", again.Code, again.Body.Len())
	}
}
