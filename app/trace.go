package app

import (
	"context"

	"cabas/domain/notification"
	"cabas/infra/db"
	"cabas/infra/traces"
)

// follow has a collector told what this server does, where the environment
// names one; otherwise nothing is installed anywhere.
func (s *Server) follow(d *db.DB) error {
	t, err := traces.FromEnvironment(Version, func(err error) { s.log.Warn("traces are not delivered", "error", err) })
	if err != nil || t == nil {
		return err
	}
	s.traces = t
	return d.Follow(t.Statement)
}

// followed is a mailer whose mails are followed.
type followed struct {
	notification.Mailer
	traces *traces.Traces
}

// Send implements notification.Mailer.
func (f followed) Send(ctx context.Context, m notification.Mail) error {
	ctx, end := f.traces.Mail(ctx, m.Kind)
	err := f.Mailer.Send(ctx, m)
	end(err != nil)
	return err
}
