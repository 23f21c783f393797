package api

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"cabas/api/front"
)

// webPages are the first parts of the addresses that the web app draws: one
// for each folder of web/src/routes, as a test checks.
var webPages = []string{
	"administration", "boutique", "commander", "commandes", "connexion", "design", "invitation", "mes-commandes", "mon-compte", "mot-de-passe", "ouvrir", "panier", "produit", "suivi", "tenir", "ville",
}

// demoMark stands on every page of a demonstration, before any script runs.
const demoMark = `<aside class="demo-mark" aria-label="Démonstration">Démonstration&#8239;: boutiques et personnes inventées. <a href="/demo">Qui est qui, messages envoyés</a></aside>`

// webFile is one file of the built web app, in each encoding it is held in.
type webFile struct {
	encoded map[string][]byte // by content coding; "" is as it is
	header  map[string]string
}

// webApp is the built web app, ready to be answered.
type webApp map[string]webFile

var typeOf = map[string]string{".woff2": "font/woff2", ".webmanifest": "application/manifest+json", ".html": "text/html; charset=utf-8"}

// loadWeb reads the built web app: what the build compressed is answered so,
// pages get the mark of a demonstration and a policy that allows their own
// inline scripts by hash and no others.
func loadWeb(files fs.FS, demo bool) (webApp, error) {
	app := webApp{}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(name, "served/") {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		coding := map[string]string{".br": "br", ".gz": "gzip"}[path.Ext(name)]
		name = strings.TrimSuffix(strings.TrimSuffix(name, ".br"), ".gz")
		if path.Ext(name) != ".html" {
			app.add(name, coding, body)
		} else if coding == "" {
			app.addPage(name, body, demo)
		}
		return nil
	})
	return app, err
}

func (a webApp) add(name, coding string, body []byte) {
	f, known := a[name]
	if !known {
		kind := typeOf[path.Ext(name)]
		if kind == "" {
			kind = mime.TypeByExtension(path.Ext(name))
		}
		f = webFile{encoded: map[string][]byte{}, header: map[string]string{echo.HeaderContentType: kind}}
		f.header[echo.HeaderCacheControl] = "public, max-age=3600"
		if strings.HasPrefix(name, "_app/immutable/") {
			f.header[echo.HeaderCacheControl] = "public, max-age=31536000, immutable"
		}
		if name == "service-worker.js" || name == "_app/version.json" {
			f.header[echo.HeaderCacheControl] = "no-cache"
		}
	}
	f.encoded[coding] = body
	a[name] = f
}

func (a webApp) addPage(name string, body []byte, demo bool) {
	mark := ""
	if demo {
		mark = demoMark
	}
	body = bytes.Replace(body, []byte("<!--mark-->"), []byte(mark), 1)
	a.add(name, "", body)
	var small bytes.Buffer
	w := gzip.NewWriter(&small)
	if _, err := w.Write(body); err == nil && w.Close() == nil {
		a.add(name, "gzip", small.Bytes())
	}
	header := a[name].header
	header[echo.HeaderCacheControl] = "no-cache"
	header["ETag"] = `W/"` + sum(body)[:22] + `"`
	header[echo.HeaderContentSecurityPolicy] = front.Policy(string(body))
}

// allowPictures lets pages show the pictures of one other origin.
func (a webApp) allowPictures(origin string) {
	for _, f := range a {
		if policy := f.header[echo.HeaderContentSecurityPolicy]; policy != "" {
			f.header[echo.HeaderContentSecurityPolicy] = front.WithPictures(policy, origin)
		}
	}
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return base64.StdEncoding.EncodeToString(s[:])
}

// answer writes a file in the best encoding the caller takes.
func (a webApp) answer(c echo.Context, status int, name string) error {
	f := a[name]
	h := c.Response().Header()
	for k, v := range f.header {
		h.Set(k, v)
	}
	h.Set(echo.HeaderVary, echo.HeaderAcceptEncoding)
	if tag := f.header["ETag"]; tag != "" && c.Request().Header.Get("If-None-Match") == tag && status == http.StatusOK {
		return c.NoContent(http.StatusNotModified)
	}
	body := f.encoded[""]
	for _, coding := range []string{"br", "gzip"} {
		if b, held := f.encoded[coding]; held && strings.Contains(c.Request().Header.Get(echo.HeaderAcceptEncoding), coding) {
			h.Set(echo.HeaderContentEncoding, coding)
			body = b
			break
		}
	}
	return c.Blob(status, f.header[echo.HeaderContentType], body)
}

// serve answers what nothing else does: a file of the web app, or for a
// browser its page, which says itself when there is nothing at an address.
func (a webApp) serve(c echo.Context) error {
	r := c.Request()
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	first, _, _ := strings.Cut(name, "/")
	reading := r.Method == http.MethodGet || r.Method == http.MethodHead
	if !reading || first == "api" {
		return echo.ErrNotFound
	}
	if _, held := a[name]; held && path.Ext(name) != ".html" {
		return a.answer(c, http.StatusOK, name)
	}
	for _, page := range webPages {
		if first == page {
			return a.answer(c, http.StatusOK, "app.html")
		}
	}
	if strings.Contains(r.Header.Get(echo.HeaderAccept), "text/html") {
		return a.answer(c, http.StatusNotFound, "app.html")
	}
	return echo.ErrNotFound
}
