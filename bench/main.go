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
		MailFrom: "Cabas <cabas@example.org>", Shutdown: 5 * time.Second, Rate: 1e6,
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
	b := &bench{engine: string(d.Engine()), address: l.Addr().String(), db: d, clock: clock.System{}}
	if err := b.figures(); err != nil {
		return err
	}
	stop()
	return <-ended
}

func (b *bench) figures() error {
	if err := b.read("town search", 0.33, "/api/v1/towns?query=dourd"); err != nil {
		return err
	}
	return b.read("town search, not modified", 0.7, "/api/v1/towns?query=dourd", "If-None-Match", "*")
}
