package api

import (
	"embed"
	"net/http"

	"github.com/labstack/echo/v4"
	swagger "github.com/swaggo/files/v2"

	"cabas/api/mid"
)

//go:embed pages
var own embed.FS

// home is the plain page at "/" until the web app exists: it leads to the
// contract.
func home(c echo.Context) error {
	page, err := own.ReadFile("pages/home.html")
	if err != nil {
		return err
	}
	return c.HTMLBlob(http.StatusOK, page)
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
