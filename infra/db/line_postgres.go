package db

import (
	"context"
	"fmt"
	"math"
	"net"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// How long PostgreSQL may be silent: while a connection is made, when an idle
// one is asked whether it still stands, and, for its machine, when nothing is
// heard of it at all.
const (
	connecting = 5 * time.Second
	answering  = 2 * time.Second
	vanished   = 10 * time.Second
)

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

// neverUsed is how long a connection that is taken up for the first time has
// been idle: the library counts from a time that is not set.
const neverUsed = time.Duration(math.MaxInt64)

// lost asks a connection that was idle for a second whether it still stands. One
// that does not answer is closed, and all that have been idle since before are
// closed unasked, so that whoever needs a connection soon has a new one. The
// library pings when it is told to, which fails at once on a closed one; then
// another is taken.
func (p *pulse) lost(ctx context.Context, idle stdlib.ShouldPingParams) bool {
	if idle.IdleDuration < time.Second {
		return false
	}
	if asked := time.Now(); idle.IdleDuration == neverUsed || asked.Add(-idle.IdleDuration).UnixNano() >= p.silent.Load() {
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
