package db

import (
	"context"
	"time"
)

// Lease implements fact.Log: one statement takes the listener when nobody
// holds it, when this node does, or when the holder's time is over.
func (s Facts) Lease(ctx context.Context, listener, node string, now, until time.Time) (bool, error) {
	taken, err := changed(s.h.writer(ctx).Exec(`
		INSERT INTO listeners (name, node, leased_until) VALUES (?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET node = excluded.node, leased_until = excluded.leased_until
		WHERE listeners.node = excluded.node OR listeners.leased_until < ?`,
		listener, node, toMicros(until), toMicros(now)))
	return taken == 1, err
}
