package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"cabas/domain/kernel/repeat"
	"cabas/domain/notification"
	"cabas/infra/db"
)

// keepInvitations is how long an invitation that nobody answered is shown to
// the shop after it ended.
const keepInvitations = 30 * 24 * time.Hour

// memory is something that is thrown away once it is older than it is kept;
// what is kept for no time is kept for ever.
type memory struct {
	what   string
	kept   time.Duration
	forget func(ctx context.Context, before time.Time) error
}

// memories lists all that this server forgets by age. docs/operating.md says
// the same, with the reasons.
func (c Config) memories(h db.Handle) []memory {
	orders := db.NewOrders(h)
	return []memory{
		{"attempts", repeat.Kept, db.NewRepeats(h).Forget},
		{"guests' turns", repeat.Kept, db.NewGuests(h).Forget},
		{"mails", c.KeepMails, db.NewMails(h).Forget},
		{"alerts", notification.AlertLife, db.NewAlerts(h).Forget},
		{"facts", c.KeepFacts, db.NewFacts(h).Forget},
		{"unconfirmed orders", c.KeepUnconfirmed, orders.ForgetUnconfirmed},
		{"guests", c.KeepGuests, orders.ForgetGuests},
		{"invitations", keepInvitations, db.NewStaff(h).Forget},
		{"audit trail", c.KeepAudit, db.NewAudit(h).Forget},
	}
}

// Forget throws away all that is over or older than it is kept; one thing that
// cannot be forgotten keeps no other. Run does it at start, then every hour.
func (s *Server) Forget(ctx context.Context) error {
	failed := []error{s.people.steward.Sweep(ctx)}
	for _, m := range s.config.memories(s.db.Handle()) {
		if m.kept <= 0 {
			continue
		}
		if err := m.forget(ctx, s.clock.Now().Add(-m.kept)); err != nil {
			failed = append(failed, fmt.Errorf("forgetting %s: %w", m.what, err))
		}
	}
	return errors.Join(failed...)
}

// keepForgetting forgets until the context ends.
func (s *Server) keepForgetting(ctx context.Context) {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		if err := s.Forget(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("forgetting", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
