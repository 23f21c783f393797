// Command bench measures Cabas beside limits found in the same run, on both
// engines, and prints one JSON line per figure. docs/performance.md explains
// the figures and how to repeat them.
package main

import (
	"context"
	"fmt"
	"io"
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
	clock   clock.Clock
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
	for _, url := range []string{"sqlite://" + folder, os.Getenv("CABAS_TEST_POSTGRES_URL")} {
		if err := measure(url, folder); err != nil {
			return err
		}
	}
	return nil
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
	s, err := app.Build(app.Config{
		BaseURL: "http://localhost:8080", Data: folder, Secret: strings.Repeat("s", 32),
		MailFrom: "Cabas <cabas@example.org>", Shutdown: 5 * time.Second, Rate: 1e6, Demo: true,
	}, d, clock.System{}, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx, l) }()
	b := &bench{engine: string(d.Engine()), url: url, address: l.Addr().String(), db: d, clock: clock.System{}}
	if err := b.figures(); err != nil {
		return err
	}
	stop()
	return <-ended
}

func (b *bench) figures() error {
	m, err := openMarket(b)
	if err != nil {
		return fmt.Errorf("opening the market: %w", err)
	}
	reads := 0.33
	if b.engine == string(db.Postgres) {
		reads = 0.2
	}
	product, list := "/api/v1/products/"+m.shops[0].products[0], "/api/v1/shops/"+m.shops[0].id+"/products"
	for _, f := range []struct {
		name    string
		aim     float64
		path    string
		headers []string
	}{
		{"town search", reads, "/api/v1/towns?query=dourd", nil},
		{"product read", reads, product, nil},
		{"product read, not modified", 0.7, product, []string{"If-None-Match", "*"}},
		{"list of 24", reads, list, nil},
	} {
		if err := b.read(f.name, f.aim, f.path, f.headers...); err != nil {
			return err
		}
	}
	bare, err := openBare(m, b.url)
	if err != nil {
		return fmt.Errorf("copying the market: %w", err)
	}
	defer bare.close()
	if err := m.quote(bare); err != nil {
		return err
	}
	return m.checkout(bare)
}
