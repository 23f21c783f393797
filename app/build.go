package app

import (
	"context"
	"log/slog"

	"github.com/labstack/echo/v4"

	"cabas/api"
	"cabas/api/handler"
	"cabas/domain/kernel/clock"
	"cabas/domain/live"
	"cabas/domain/sitemap"
	"cabas/domain/town"
	"cabas/infra/card"
	"cabas/infra/communes"
	"cabas/infra/db"
	"cabas/infra/metrics"
	"cabas/infra/token"
	"cabas/infra/traces"
	"cabas/web"
)

// Server is a Cabas server, wired and ready to run.
type Server struct {
	Echo *echo.Echo

	config     Config
	db         *db.DB
	log        *slog.Logger
	clock      clock.Clock
	people     *people
	live       *live.Board
	meter      *metrics.Meter
	traces     *traces.Traces          // nil unless a collector is told
	background []func(context.Context) // each runs until its context ends
}

// Build wires the rooms of the domain to the utilities and the front door. The
// database must be migrated. Tests build with it too, with a clock they move.
func Build(c Config, d *db.DB, now clock.Clock, log *slog.Logger) (*Server, error) {
	s := &Server{config: c, db: d, log: log, clock: now, meter: newMeter(d, now)}
	if err := s.follow(d); err != nil {
		return nil, err
	}
	gazetteer := communes.New()
	secret, err := token.LoadSecret(c.Secret, c.Data)
	if err != nil {
		return nil, err
	}
	r, err := newRooms(c, d.Handle(), now, secret, town.NewService(gazetteer))
	if err != nil {
		return nil, err
	}
	watching := s.keepWatching(r)
	if err := s.keepTelling(r.telling); err != nil {
		return nil, err
	}
	s.people = r.people
	demonstration, err := newDemonstration(c, r)
	if err != nil {
		return nil, err
	}
	hours, staff := r.shops.handlers(r.photos.service)
	quotes, checkouts := r.placing.handlers(c.site(), r.orders)
	accounts := handler.Accounts{Entrance: r.people.entrance, Profiles: r.people.profiles, Identity: r.people.identity, Employer: r.shops.employer}
	handlers := handler.All{
		Quotes:         quotes,
		Checkouts:      checkouts,
		Orders:         handler.Orders{Service: r.orders.service, Sheet: r.orders.sheet},
		ShopOrders:     handler.ShopOrders{Desk: r.orders.desk, Sheet: r.orders.sheet},
		Rehearsals:     handler.Rehearsals{Service: r.orders.rehearsals},
		Live:           handler.Live{Service: watching},
		Products:       handler.Products{Service: r.goods.products, Photos: r.photos.service},
		Stock:          handler.Stock{Service: r.goods.stock},
		Photos:         handler.Photos{Service: r.photos.service, Shops: r.shops.service},
		Towns:          handler.Towns{Service: r.towns, Counts: r.shops.window, Tiles: handler.MapTiles{Address: c.Tiles, Credit: c.TilesCredit}},
		ShopHours:      hours,
		Staff:          staff,
		Privacy:        handler.Privacy{Service: r.privacy, Accounts: accounts, Sheet: r.orders.sheet},
		Accounts:       accounts,
		Sessions:       handler.Sessions{Entrance: r.people.entrance, Recovery: r.people.recovery, Service: r.people.service},
		Passkeys:       handler.Passkeys{Desk: r.people.passkeys},
		Alerts:         handler.Alerts{Desk: r.telling.alerts},
		Administration: handler.Administration{Platform: r.people.platform, People: r.people.accounts, Acting: r.people.acting},
		Mails:          handler.Mails{Desk: r.telling.desk},
		Demonstration:  demonstration,
	}
	s.background = append(s.background, func(context.Context) { _ = gazetteer.Load() }, r.people.keep(log), r.orders.keep(log), r.photos.keep(log),
		s.keepForgetting)
	site := c.Web
	if site == nil {
		site = web.Files()
	}
	front := api.Config{
		Log: log, Auth: r.people.service, Witness: r.people.acting, Demo: demonstration, Web: site, Draw: draws(site, now), Paint: &card.Painter{}, Site: c.site(), Sitemap: sitemap.NewRoll(db.NewSitemap(d.Handle())), Ready: d.Ping, TrustProxy: c.TrustProxy, RequestsPerSecond: c.Rate,
		Cache: c.Cache, Generation: d.Generation, CORSOrigins: c.CORSOrigins, Tiles: c.tilesOrigin(),
		InFlight: c.InFlight, Meter: s.meter, Pictures: r.photos.service,
	}
	if s.traces != nil {
		front.Tracer = s.traces
	}
	s.Echo, err = api.New(front, handlers)
	return s, err
}
