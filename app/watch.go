package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/metrics"
)

// newMeter makes the meter of a server, which also watches what waits in the
// database.
func newMeter(d *db.DB, now clock.Clock) *metrics.Meter {
	m := metrics.New(Version, string(d.Engine()))
	m.Watch(func(ctx context.Context) ([]metrics.Figure, error) {
		q, err := d.Handle().Queues(ctx)
		if err != nil {
			return nil, err
		}
		return []metrics.Figure{
			{Name: "cabas_facts_untold", Help: "Facts that a listener was not told yet.", Value: float64(q.FactsUntold)},
			{Name: "cabas_facts_oldest_seconds", Help: "Age of the first of them.", Value: age(now, q.OldestFact)},
			{Name: "cabas_facts_held", Help: "Facts that failed and are told again.", Value: float64(q.FactsHeld)},
			{Name: "cabas_facts_parked", Help: "Facts that wait for an administrator.", Value: float64(q.FactsParked)},
			{Name: "cabas_mails_queued", Help: "Mails to be sent.", Value: float64(q.MailsQueued)},
			{Name: "cabas_mails_oldest_seconds", Help: "Age of the first of them.", Value: age(now, q.OldestMail)},
			{Name: "cabas_mails_failed", Help: "Mails that wait for an administrator.", Value: float64(q.MailsFailed)},
		}, nil
	}, d.Pools)
	return m
}

func age(now clock.Clock, since time.Time) float64 {
	if since.IsZero() {
		return 0
	}
	return max(0, now.Now().Sub(since).Seconds())
}

// Figures serves /metrics and /debug/pprof.
func (s *Server) Figures() http.Handler { return s.meter.Handler() }

// watch serves the figures on an address of their own until ctx ends.
func (s *Server) watch(ctx context.Context) (stop func(), err error) {
	if s.config.AdminAddr == "" {
		return func() {}, nil
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.config.AdminAddr)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w", s.config.AdminAddr, err)
	}
	server := &http.Server{Handler: s.Figures(), ReadHeaderTimeout: 5 * time.Second}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("serving figures", "error", err)
		}
	}()
	s.log.Info("figures", "address", listener.Addr().String())
	return func() { _ = server.Close() }, nil
}
