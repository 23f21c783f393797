package api

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"

	"github.com/labstack/echo/v4"
	swagger "github.com/swaggo/files/v2"

	"cabas/api/mid"
)

//go:embed pages
var own embed.FS

// templates are the pages with something to fill in.
var templates = template.Must(template.New("").Funcs(template.FuncMap{"day": day, "clock": clockTime, "job": job}).
	ParseFS(own, "pages/home.html", "pages/demo*.html"))

// show answers a page made of a template.
func show(c echo.Context, name string, data any) error {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, name, data); err != nil {
		return err
	}
	return c.HTMLBlob(http.StatusOK, b.Bytes())
}

// home is the plain page at "/" of a server that was built without the web
// app: it leads to the contract.
func home(demo bool) echo.HandlerFunc {
	return func(c echo.Context) error { return show(c, "home.html", struct{ Demo bool }{demo}) }
}

// robots tells search engines what to read: nothing of the demonstration,
// whose shops do not exist.
func robots(demo bool, site string) echo.HandlerFunc {
	rules := "User-agent: *\nDisallow: /api/v1/\nSitemap: " + site + "/sitemap.xml\n"
	if demo {
		rules = "User-agent: *\nDisallow: /\n"
	}
	return func(c echo.Context) error { return c.String(http.StatusOK, rules) }
}

// docs serves the browsable contract: Swagger UI from embedded files, with our
// own start page, which names our contract instead of a sample.
func docs() echo.HandlerFunc {
	files := http.StripPrefix("/api/docs/", http.FileServerFS(swagger.FS))
	return func(c echo.Context) error {
		// Swagger UI styles its elements in line.
		c.Response().Header().Set(echo.HeaderContentSecurityPolicy, mid.PolicyInlineStyles)
		name := map[string]string{"": "docs.html", "index.html": "docs.html", "start.js": "docs.js"}[c.Param("*")]
		if name == "" {
			files.ServeHTTP(c.Response(), c.Request())
			return nil
		}
		http.ServeFileFS(c.Response(), c.Request(), own, "pages/"+name)
		return nil
	}
}
