// Package front serves the pages that leave the server whole: home, towns,
// shops and products, with their content, what search engines and previews read,
// and the API's answers inside, so that the web app takes the page over without
// asking anything (ADR 0030). It may import the contract's types, problems and
// the domain; what draws pages is a port.
package front

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"cabas/api/gen"
	"cabas/api/mid"
)

// Drawer draws a page of the web app: what stands in its head and its body. The
// page is named, with the API's answers to show, in JSON.
type Drawer interface {
	Draw(ctx context.Context, asked []byte) (head, body string, err error)
}

// Config is what the pages must be told.
type Config struct {
	Log *slog.Logger
	// API answers the contract's operations; pages hold what it answers.
	API  gen.StrictServerInterface
	Draw Drawer
	// Paint draws the pictures beside links.
	Paint Painter
	// Site is the address of the whole, without a slash at its end.
	Site string
	// Demo keeps search engines away.
	Demo bool
	// Pictures is the one other origin whose pictures pages may show: maps.
	Pictures string
	// Mark stands on every page, before any script runs.
	Mark string
	// Shell answers with the page that the web app fills by itself.
	Shell func(c echo.Context, status int) error
}

// Pages are the drawn pages.
type Pages struct {
	Config
	sheets  map[string]sheet
	missing missing
	cards   cards
}

// New reads the sheets of the built web app; nil when it was built without.
func New(cfg Config, files fs.FS) (*Pages, error) {
	p := &Pages{Config: cfg, sheets: map[string]sheet{}}
	for _, name := range []string{"home", "town", "shop", "product"} {
		body, err := fs.ReadFile(files, "served/"+name+".html")
		if err != nil {
			return nil, err
		}
		made, err := newSheet(string(body), cfg.Mark)
		if err != nil {
			return nil, err
		}
		made.policy = WithPictures(made.policy, cfg.Pictures)
		p.sheets[name] = made
	}
	return p, nil
}

// Register serves the pages; what goes before each (limits, copies) is given.
func (p *Pages) Register(e *echo.Echo, before ...echo.MiddlewareFunc) {
	for path, show := range map[string]show{"/": p.home, "/ville/:town": p.town, "/boutique/:shop": p.shop, "/produit/:product": p.product} {
		e.Match([]string{http.MethodGet, http.MethodHead}, path, p.serve(show), before...)
	}
}

// show gathers what one page shows.
type show func(ctx context.Context, param string) (view, error)

// view is one page to be drawn.
type view struct {
	name, path string
	params     map[string]string
	told       told
	// moved is the page's right address, when it was asked for by another.
	moved  string
	social social
}

// serve answers with a drawn page. Whoever cannot get one (the drawing failed,
// the database is away) gets the shell, and the web app says what is wrong.
func (p *Pages) serve(show show) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx := c.Request().Context()
		param := ""
		if values := c.ParamValues(); len(values) > 0 {
			param = values[0]
		}
		// The router gives a parameter at the end all that is left of the path:
		// /boutique/commandes/… is the web app's own page, and no shop's.
		if strings.Contains(param, "/") {
			return p.Shell(c, http.StatusOK)
		}
		v, err := show(ctx, param)
		if err != nil {
			p.Log.WarnContext(ctx, "a page was left to the web app", "route", c.Path(), "error", err)
			return p.Shell(c, http.StatusServiceUnavailable)
		}
		if v.moved != "" {
			return c.Redirect(http.StatusPermanentRedirect, v.moved)
		}
		page, err := p.draw(ctx, v)
		if err != nil {
			p.Log.ErrorContext(ctx, "a page was not drawn", "route", c.Path(), "error", err)
			return p.Shell(c, v.told.status())
		}
		return p.answer(c, p.sheets[v.name], v.told.status(), page)
	}
}

// answer writes a page, compressed for those who take it so.
func (p *Pages) answer(c echo.Context, s sheet, status int, page []byte) error {
	h := c.Response().Header()
	h.Set(echo.HeaderContentSecurityPolicy, s.policy)
	h.Set(echo.HeaderCacheControl, "no-cache")
	h.Set(echo.HeaderVary, echo.HeaderAcceptEncoding+", Accept-Language")
	h.Set("Content-Language", mid.LanguageOf(c.Request().Context()))
	if status == http.StatusNotFound {
		h.Set("X-Robots-Tag", "noindex")
	} else {
		h["Etag"] = []string{""} // to be made from the answer's bytes
	}
	if squeezed, ok := squeeze(c.Request(), page); ok {
		h.Set(echo.HeaderContentEncoding, "gzip")
		page = squeezed
	}
	return c.HTMLBlob(status, page)
}
