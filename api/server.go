// Package api is the front door: an Echo server that follows openapi.yaml. It
// checks, limits and identifies requests, hands them to the handlers, and
// writes what they answer. It may import the domain, never infra.
package api

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"cabas/api/front"
	"cabas/api/gen"
	"cabas/api/handler"
	"cabas/api/mid"
	"cabas/api/problem"
	"cabas/domain/sitemap"
)

// Base is the path under which the contract's operations are served.
const Base = "/api/v1"

// Config is what the front door must be told.
type Config struct {
	Log *slog.Logger
	// Auth tells who a bearer token names.
	Auth mid.Authenticator
	// Witness writes down what administrators do on behalf of others.
	Witness mid.Witness
	// Demo is the demonstration that the pages show; empty everywhere else.
	Demo handler.Demonstration
	// Web is the built web app; nil shows a plain page instead.
	Web fs.FS
	// Draw draws the pages that leave the server whole; Site is its address.
	Draw  front.Drawer
	Paint front.Painter
	Site  string
	// Sitemap lists what search engines may be told of.
	Sitemap *sitemap.Roll
	// Ready answers nil when the server can serve: its database answers.
	Ready func(context.Context) error
	// Pictures gives the files of photos by name.
	Pictures Pictures
	// TrustProxy reads the caller's address from X-Forwarded-For, as set by a
	// proxy on a private network.
	TrustProxy bool
	// Timeout bounds each request; zero is ten seconds.
	Timeout time.Duration
	// InFlight bounds how many requests are dealt with at a time; zero is 256.
	InFlight int
	// Meter counts what is served.
	Meter mid.Meter
	// Tracer follows what is served; nil follows nothing.
	Tracer mid.Tracer
	// RequestsPerSecond bounds each address and each account; zero is fifty.
	RequestsPerSecond float64
	// Cache is how long an answer to an anonymous reader is given to others
	// while Generation stands still; zero is not at all.
	Cache      time.Duration
	Generation func() uint64
	// CORSOrigins are the origins whose pages may call the interface.
	CORSOrigins []string
	// Tiles is the one other origin whose pictures pages may show: maps.
	Tiles string
}

// New builds the front door around the handlers.
func New(cfg Config, handlers gen.StrictServerInterface) (*echo.Echo, error) {
	contract, err := Contract()
	if err != nil {
		return nil, err
	}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = problem.Handler(cfg.Log, mid.LanguageOf)
	e.IPExtractor = echo.ExtractIPDirect()
	if cfg.TrustProxy {
		e.IPExtractor = echo.ExtractIPFromXFFHeader()
	}
	e.Server.ReadHeaderTimeout = 5 * time.Second
	e.Server.ReadTimeout = 30 * time.Second
	e.Server.WriteTimeout = 2 * time.Minute // photos on a slow line; the interface's own is mid.AcceptTime
	e.Server.IdleTimeout = 2 * time.Minute
	e.Server.MaxHeaderBytes = 16 << 10
	if cfg.Tracer != nil {
		e.Use(mid.Trace(cfg.Tracer))
	}
	e.Use(mid.Number(), mid.Speak(), mid.Measure(cfg.Meter), mid.Log(cfg.Log), mid.Recover(), mid.Headers())
	if cfg.Demo.On() {
		e.Use(mid.Demo())
		demoPages(e, cfg.Demo)
	}
	shed, limit := mid.Shed(cfg.InFlight), mid.Limit(cfg.RequestsPerSecond)
	if err := pages(e, cfg, handlers, shed, limit, mid.Deadline(cfg.Timeout)); err != nil {
		return nil, err
	}

	v1 := e.Group(Base, mid.CORS(cfg.CORSOrigins), mid.Private(contract, Base), shed, mid.Size(contract, Base, 256<<10), limit,
		mid.Cache(mid.PublicReads(contract, Base), cfg.Cache, cfg.Generation), mid.Deadline(cfg.Timeout),
		mid.Identify(cfg.Auth), mid.Fair(cfg.RequestsPerSecond), mid.Acting(cfg.Witness, Base), mid.Follow(contract, Base), mid.Tag())
	gen.RegisterHandlers(v1, gen.NewStrictHandler(handlers, nil))
	v1.RouteNotFound("/*", noSuchOperation(contract))
	return e, nil
}

// pages serves what stands outside the contract; before what they cost, some
// pass through the given.
func pages(e *echo.Echo, cfg Config, handlers gen.StrictServerInterface, before ...echo.MiddlewareFunc) error {
	read(e, "/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	read(e, "/readyz", func(c echo.Context) error {
		if err := cfg.Ready(c.Request().Context()); err != nil {
			return err
		}
		return c.String(http.StatusOK, "ready\n")
	})
	read(e, "/api/openapi.yaml", func(c echo.Context) error {
		return c.Blob(http.StatusOK, "application/yaml", gen.Contract)
	})
	read(e, "/api/docs", func(c echo.Context) error { return c.Redirect(http.StatusFound, "/api/docs/") })
	read(e, "/api/docs/*", docs())
	read(e, "/problems/:code", problem.Page)
	read(e, "/pages/plain.css", func(c echo.Context) error {
		http.ServeFileFS(c.Response(), c.Request(), own, "pages/plain.css")
		return nil
	})
	read(e, "/media/:file", picture(cfg.Pictures))
	read(e, "/robots.txt", robots(cfg.Demo.On(), cfg.Site))
	if !cfg.Demo.On() {
		front.Sitemap{Roll: cfg.Sitemap, Site: cfg.Site}.Register(e, before...)
	}
	if cfg.Web == nil {
		read(e, "/", home(cfg.Demo.On()))
		return nil
	}
	app, err := loadWeb(cfg.Web, cfg.Demo.On())
	if err != nil {
		return err
	}
	app.allowPictures(cfg.Tiles)
	mark := ""
	if cfg.Demo.On() {
		mark = demoMark
	}
	drawn, err := front.New(front.Config{
		Log: cfg.Log, API: handlers, Draw: cfg.Draw, Paint: cfg.Paint, Site: cfg.Site, Demo: cfg.Demo.On(), Mark: mark, Pictures: cfg.Tiles,
		Shell: func(c echo.Context, status int) error { return app.answer(c, status, "app.html") },
	}, cfg.Web)
	if err != nil {
		return err
	}
	drawn.RegisterCards(e, before...)
	drawn.Register(e, append(before, mid.Cache(mid.PublicPages, cfg.Cache, cfg.Generation), mid.Tag())...)
	e.RouteNotFound("/*", app.serve)
	return nil
}

// read serves a page to whoever reads it, or only asks whether it is there, as
// monitors and link previews do.
func read(e *echo.Echo, path string, h echo.HandlerFunc) {
	e.Match([]string{http.MethodGet, http.MethodHead}, path, h)
}
