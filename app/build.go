package app

import (
	"context"
	"log/slog"

	"github.com/labstack/echo/v4"

	"cabas/api"
	"cabas/api/handler"
	"cabas/domain/kernel/clock"
	"cabas/infra/db"
)

// Server is a Cabas server, wired and ready to run.
type Server struct {
	Echo *echo.Echo

	config     Config
	db         *db.DB
	log        *slog.Logger
	background []func(context.Context) // each runs until its context ends
}

// Build wires the rooms of the domain to the utilities and the front door. The
// database must be migrated. Tests build with it too, with a clock they move.
func Build(c Config, d *db.DB, now clock.Clock, log *slog.Logger) (*Server, error) {
	s := &Server{config: c, db: d, log: log}
	handlers := handler.All{}
	var err error
	s.Echo, err = api.New(api.Config{
		Log: log, Auth: nil, Ready: d.Ping, TrustProxy: c.TrustProxy, RequestsPerSecond: c.Rate,
	}, handlers)
	return s, err
}
