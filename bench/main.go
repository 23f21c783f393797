// Command bench measures Cabas beside limits found in the same run, on both
// engines, and prints one JSON line per figure. docs/performance.md explains
// the figures and how to repeat them.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"runtime/pprof"
	"strings"
	"time"
	_ "time/tzdata" // shops' time zones

	"cabas/app"
	"cabas/domain/kernel/clock"
	"cabas/infra/db"
)

// bench is one server under measurement.
type bench struct {
	engine  string
	url     string
	address string
	db      *db.DB
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	if name := os.Getenv("CABAS_BENCH_PROFILE"); name != "" {
		f, err := os.Create(name)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	folder, err := os.MkdirTemp("", "cabasbench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	postgres := os.Getenv("CABAS_TEST_POSTGRES_URL")
	for _, url := range []string{"sqlite://" + folder, postgres} {
		if err := measure(url, folder); err != nil {
			return err
		}
	}
	if err := process("sqlite", "", folder); err != nil {
		return err
	}
	served, err := newDatabase(postgres, fmt.Sprintf("cabas_served_%d", os.Getpid()))
	if err != nil {
		return err
	}
	return process("postgres", served, folder)
}

// measure runs every figure on one engine.
func measure(url, folder string) error {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	d, err := db.Open(ctx, url)
	if err != nil {
		return err
	}
	defer d.Close()
	if _, err := d.Migrate(ctx); err != nil {
		return err
	}
	b := &bench{engine: string(d.Engine()), url: url, db: d}
	var m *market
	var bare *bareSQL
	if err := b.serve(folder, 0, func() (err error) {
		if m, err = openMarket(b); err != nil {
			return fmt.Errorf("opening the market: %w", err)
		}
		if bare, err = openBare(m, b.url); err != nil {
			return fmt.Errorf("copying the market: %w", err)
		}
		return errors.Join(b.uncached(m), m.quote(bare))
	}); err != nil {
		return err
	}
	defer bare.close()
	if err := b.serve(folder, time.Second, func() error { return b.cached(m) }); err != nil {
		return err
	}
	// Last, for what it leaves to be told and written goes on for a while.
	return b.serve(folder, 0, func() error { return m.checkout(bare) })
}

// serve starts a server that keeps answers for a time, measures it, and stops
// it.
func (b *bench) serve(folder string, keep time.Duration, measure func() error) error {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	s, err := app.Build(app.Config{
		BaseURL: "http://localhost:8080", Data: folder, Secret: strings.Repeat("s", 32),
		MailFrom: "Cabas <cabas@example.org>", Shutdown: 5 * time.Second, Rate: 1e6, Demo: true, Cache: keep,
	}, b.db, clock.System{}, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx, l) }()
	b.address = l.Addr().String()
	err = measure()
	stop()
	return errors.Join(err, <-ended)
}

// cached measures reads that another reader caused a moment ago.
func (b *bench) cached(m *market) error {
	product, list := m.paths()
	for _, f := range []struct {
		name, path string
		headers    []string
	}{
		{"product read, from the cache", product, nil},
		{"product read, not modified", product, []string{"If-None-Match", "*"}},
		{"list of 24, from the cache", list, nil},
	} {
		if err := b.read(f.name, 0.7, f.path, f.headers...); err != nil {
			return err
		}
	}
	return nil
}

// paths of a product and of a list.
func (m *market) paths() (product, list string) {
	return "/api/v1/products/" + m.shops[0].products[0], "/api/v1/shops/" + m.shops[0].id + "/products"
}

// uncached measures what each reader asks the database for.
func (b *bench) uncached(m *market) error {
	reads := 0.33
	if b.engine == string(db.Postgres) {
		reads = 0.2
	}
	product, list := m.paths()
	for _, f := range []struct {
		name, path string
	}{
		{"town search", "/api/v1/towns?query=dourd"},
		{"product read", product},
		{"list of 24", list},
	} {
		if err := b.read(f.name, reads, f.path); err != nil {
			return err
		}
	}
	return nil
}
