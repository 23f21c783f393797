package app

import (
	"context"
	"log/slog"

	"github.com/labstack/echo/v4"

	"cabas/api"
	"cabas/api/handler"
	"cabas/domain/kernel/clock"
	"cabas/domain/town"
	"cabas/infra/communes"
	"cabas/infra/db"
	"cabas/infra/token"
)

// Server is a Cabas server, wired and ready to run.
type Server struct {
	Echo *echo.Echo

	config     Config
	db         *db.DB
	log        *slog.Logger
	people     *people
	background []func(context.Context) // each runs until its context ends
}

// Build wires the rooms of the domain to the utilities and the front door. The
// database must be migrated. Tests build with it too, with a clock they move.
func Build(c Config, d *db.DB, now clock.Clock, log *slog.Logger) (*Server, error) {
	s := &Server{config: c, db: d, log: log}
	gazetteer := communes.New()
	secret, err := token.LoadSecret(c.Secret, c.Data)
	if err != nil {
		return nil, err
	}
	telling, err := s.startTelling(now, secret)
	if err != nil {
		return nil, err
	}
	folk := newPeople(c, d.Handle(), now, secret, telling)
	s.people = folk
	goods := newCatalogue(d.Handle(), now)
	towns := town.NewService(gazetteer)
	shops := newShops(d.Handle(), now, towns, telling)
	hours, staff := shops.handlers()
	orders := newOrders(d.Handle(), now, secret)
	handlers := handler.All{
		Orders:         handler.Orders{Service: orders.service, Sheet: orders.sheet},
		ShopOrders:     handler.ShopOrders{Desk: orders.desk, Sheet: orders.sheet},
		Products:       handler.Products{Service: goods.products},
		Stock:          handler.Stock{Service: goods.stock},
		Towns:          handler.Towns{Service: towns, Counts: shops.window},
		ShopHours:      hours,
		Staff:          staff,
		Accounts:       handler.Accounts{Entrance: folk.entrance, Profiles: folk.profiles, Employer: shops.employer},
		Sessions:       handler.Sessions{Entrance: folk.entrance, Service: folk.service},
		Administration: handler.Administration{Platform: folk.platform, People: folk.accounts},
		Mails:          handler.Mails{Desk: telling.desk},
		DemoMails:      handler.DemoMails{Demonstration: telling.desk},
	}
	s.background = append(s.background, func(context.Context) { _ = gazetteer.Load() }, s.people.keep(log), orders.keep(log),
		forgetting(db.NewRepeats(d.Handle()), now, log))
	s.Echo, err = api.New(api.Config{
		Log: log, Auth: folk.service, Ready: d.Ping, TrustProxy: c.TrustProxy, RequestsPerSecond: c.Rate,
	}, handlers)
	return s, err
}
