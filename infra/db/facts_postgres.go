package db

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// stampLock is the key of the advisory lock that stamping takes.
const stampLock = 0x6361626173 // "cabas"

// stampChannel is where servers tell one another that facts got positions.
const stampChannel = "cabas_stamped"

// announceStamped tells the servers on this database, when the transaction
// commits, that facts got positions. SQLite has one server only.
func (h Handle) announceStamped(ctx context.Context) error {
	if h.Engine() != Postgres {
		return nil
	}
	_, err := changed(h.writer(ctx).Exec(`SELECT pg_notify(?, '')`, stampChannel))
	return err
}

// OnStamped calls f whenever a server on this database gave facts positions,
// until ctx ends. While PostgreSQL cannot be heard it tries again every second:
// what f does must not depend on being called each time. On SQLite, where one
// server is alone, it returns at once.
func (d *DB) OnStamped(ctx context.Context, f func()) {
	if d.engine != Postgres {
		return
	}
	for ctx.Err() == nil {
		_ = d.hearStamped(ctx, f) // whoever polls does not need us
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}

// hearStamped listens on a connection of its own until it breaks.
func (d *DB) hearStamped(ctx context.Context, f func()) error {
	config, err := lineTo(d.url)
	if err != nil {
		return err
	}
	c, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return err
	}
	defer func() {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = c.Close(closing)
	}()
	if _, err := c.Exec(ctx, "LISTEN "+stampChannel); err != nil {
		return err
	}
	for {
		f() // at once, for what was missed before
		if _, err := c.WaitForNotification(ctx); err != nil {
			return err
		}
	}
}

// lockStamping lets one PostgreSQL transaction stamp at a time; on SQLite
// there is only ever one writer.
func (h Handle) lockStamping(ctx context.Context) error {
	if h.Engine() != Postgres {
		return nil
	}
	_, err := changed(h.writer(ctx).Exec(`SELECT pg_advisory_xact_lock(?)`, stampLock))
	return err
}
