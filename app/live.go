package app

import (
	"context"

	"cabas/domain/live"
	"cabas/infra/db"
)

// keepWatching wires the live board, which this server hands to its own
// readers: it is woken by the facts stamped here, and on PostgreSQL by those
// that other servers stamped.
func (s *Server) keepWatching(r *rooms) *live.Service {
	h := s.db.Handle()
	rights := db.NewLiveRights(h)
	s.live = live.NewBoard(db.NewFacts(h), rights, r.telling.clock, s.log, live.Options{})
	s.background = append(s.background, s.live.Run, func(ctx context.Context) { s.db.OnStamped(ctx, s.live.Poke) })
	return live.NewService(s.live, r.orders.service, rights, r.telling.clock)
}
