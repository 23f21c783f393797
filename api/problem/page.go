package problem

import (
	"html/template"
	"net/http"

	"github.com/labstack/echo/v4"

	"cabas/domain/kernel/fault"
)

var page = template.Must(template.New("problem").Parse(`<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Code}}</title><link rel="stylesheet" href="/pages/plain.css"></head>
<body><main><h1>{{.Fr}}</h1><p>{{.DetailFr}}</p><p lang="en"><strong>{{.En}}</strong> {{.DetailEn}}</p>
<p><code>{{.Code}}</code></p></main></body></html>
`))

// Page explains a problem's code at the address its "type" names.
func Page(c echo.Context) error {
	w, ok := said[c.Param("code")]
	if !ok {
		return fault.ErrNotFound
	}
	c.Response().Header().Set(echo.HeaderContentType, echo.MIMETextHTMLCharsetUTF8)
	c.Response().WriteHeader(http.StatusOK)
	return page.Execute(c.Response(), struct {
		Words
		Code string
	}{w, c.Param("code")})
}
