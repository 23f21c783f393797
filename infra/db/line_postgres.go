package db

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// How long PostgreSQL may be silent: while a connection is made, when an idle
// one is asked whether it still stands, and, for its machine, when nothing is
// heard of it at all. And how long we may be: PostgreSQL ends a transaction that
// nothing more is heard of, for what it locked would stay so.
const (
	connecting = 5 * time.Second
	answering  = 2 * time.Second
	vanished   = 10 * time.Second
	forgetting = 3 * time.Second
)

const idleInTransaction = "idle_in_transaction_session_timeout"

// lineTo reads how to connect to PostgreSQL, on a line that notices within
// seconds that nobody is at its other end. Without that a network that swallows
// everything would hold what waits for an answer for a quarter of an hour.
func lineTo(url string) (*pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("db: the address of PostgreSQL: %w", err)
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connecting
	}
	if _, own := config.RuntimeParams[idleInTransaction]; !own {
		config.RuntimeParams[idleInTransaction] = strconv.FormatInt(forgetting.Milliseconds(), 10)
	}
	config.DialFunc = listening(config.DialFunc)
	return config, nil
}

// listening has connections over a network probed while they are silent.
func listening(dial pgconn.DialFunc) pgconn.DialFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := dial(ctx, network, address)
		line, tcp := c.(*net.TCPConn)
		if err != nil || !tcp {
			return c, err
		}
		err = line.SetKeepAliveConfig(net.KeepAliveConfig{Enable: true, Idle: vanished / 2, Interval: vanished / 10, Count: 5})
		if err == nil {
			err = giveUp(line, vanished)
		}
		if err != nil {
			_ = line.Close()
			return nil, fmt.Errorf("db: the line to PostgreSQL: %w", err)
		}
		return line, nil
	}
}

// pulse knows when PostgreSQL was last found silent.
type pulse struct{ silent atomic.Int64 }

// made is where a connection keeps when it was made: until it is taken up again,
// the library counts how long it was idle from a time that is not set.
const made = "cabas.made"

// note writes down when a connection was made.
func note(_ context.Context, c *pgx.Conn) error {
	c.PgConn().CustomData()[made] = time.Now()
	return nil
}

// lost asks a connection that was idle for a second whether it still stands. One
// that does not answer is closed, and all that have been idle since before are
// closed unasked, so that whoever needs a connection soon has a new one. The
// library pings when it is told to, which fails at once on a closed one; then
// another is taken.
func (p *pulse) lost(ctx context.Context, idle stdlib.ShouldPingParams) bool {
	asked := time.Now()
	since := asked.Add(-idle.IdleDuration)
	if at, known := idle.Conn.PgConn().CustomData()[made].(time.Time); known && at.After(since) {
		since = at
	}
	if asked.Sub(since) < time.Second {
		return false
	}
	if since.UnixNano() >= p.silent.Load() {
		waiting, cancel := context.WithTimeout(ctx, answering)
		defer cancel()
		if idle.Conn.Ping(waiting) == nil {
			return false
		}
		if ctx.Err() == nil { // it is not the caller who gave up
			p.silent.Store(asked.UnixNano())
		}
	}
	gone, cancel := context.WithCancel(context.WithoutCancel(ctx))
	cancel()
	_ = idle.Conn.Close(gone) // at once, without a farewell
	return true
}
