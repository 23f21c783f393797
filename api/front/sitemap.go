package front

import (
	"bufio"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/sitemap"
)

// Sitemap serves what search engines are told of (sitemaps.org): an index, and
// pages of at most 50,000 addresses, written as they are read.
type Sitemap struct {
	Roll *sitemap.Roll
	Site string
}

const xmlns = `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`

// Register serves the index and its pages.
func (s Sitemap) Register(e *echo.Echo, before ...echo.MiddlewareFunc) {
	e.Match([]string{http.MethodGet, http.MethodHead}, "/sitemap.xml", s.index, before...)
	e.Match([]string{http.MethodGet, http.MethodHead}, "/sitemap/:kind", s.page, before...)
}

func (s Sitemap) index(c echo.Context) error {
	pages := []string{"/sitemap/towns.xml"}
	for _, k := range sitemap.Kinds {
		starts, err := s.Roll.Starts(c.Request().Context(), k)
		if err != nil {
			return err
		}
		for _, after := range starts {
			page := "/sitemap/" + string(k) + ".xml"
			if after != "" {
				page += "?after=" + url.QueryEscape(after.String())
			}
			pages = append(pages, page)
		}
	}
	w := begin(c)
	w.put("<sitemapindex %s>\n", xmlns)
	for _, p := range pages {
		w.put("<sitemap><loc>%s%s</loc></sitemap>\n", s.Site, p)
	}
	w.put("</sitemapindex>\n")
	return w.Flush()
}

func (s Sitemap) page(c echo.Context) error {
	ctx := c.Request().Context()
	var w *writing
	// The answer begins with the first entry, so that a fault before it is still one.
	address := func(path string, changed time.Time) error {
		if w == nil {
			w = begin(c)
			w.put("<urlset %s>\n", xmlns)
		}
		_, err := fmt.Fprintf(w, "<url><loc>%s%s</loc><lastmod>%s</lastmod></url>\n", s.Site, path, changed.UTC().Format(time.RFC3339))
		return err
	}
	var err error
	switch after := ident.ID(c.QueryParam("after")); c.Param("kind") {
	case "towns.xml":
		var towns []sitemap.Entry
		towns, err = s.Roll.Towns(ctx)
		for _, t := range towns {
			err = address(townPath(t.Slug), t.Changed)
		}
	case "shops.xml":
		err = s.Roll.Each(ctx, sitemap.Shops, after, func(e sitemap.Entry) error { return address(shopPath(e.Slug), e.Changed) })
	case "products.xml":
		err = s.Roll.Each(ctx, sitemap.Products, after, func(e sitemap.Entry) error { return address(productPath(e.ID.String(), e.Name), e.Changed) })
	default:
		return fault.ErrNotFound
	}
	if err != nil {
		return err
	}
	if w == nil {
		w = begin(c)
		w.put("<urlset %s>\n", xmlns)
	}
	w.put("</urlset>\n")
	return w.Flush()
}

// writing puts an answer together; Flush tells whether it arrived.
type writing struct{ *bufio.Writer }

func (w writing) put(format string, parts ...any) { _, _ = fmt.Fprintf(w, format, parts...) }

func begin(c echo.Context) *writing {
	c.Response().Header().Set(echo.HeaderContentType, "application/xml; charset=utf-8")
	c.Response().Header().Set(echo.HeaderCacheControl, "public, max-age=3600")
	c.Response().WriteHeader(http.StatusOK)
	w := &writing{bufio.NewWriter(c.Response())}
	w.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	return w
}
