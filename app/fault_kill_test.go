package app_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// times reads how often a test does what it does; few in every run.
func times(t *testing.T, variable string, few int) int {
	t.Helper()
	if text := os.Getenv(variable); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatalf("%s: %v", variable, err)
		}
		return n
	}
	return few
}

// opened gathers a crowd on a database that is left closed.
func opened(t *testing.T, url string) (w *world, c *crowd) {
	t.Helper()
	t.Run("gather", func(t *testing.T) {
		w = newWorld(t, dbtest.OpenAt(t, url), clock.NewManual(time.Now()))
		c = w.gather()
	})
	w.t, w.config.Data = t, t.TempDir()
	return w, c
}

// TestKilledUnderLoad kills a real server at random moments while customers
// buy, starts it again and has clients repeat what was not answered: every
// order that was acknowledged is there once, and the books agree. KILLS says
// how often; five times on each engine when it does not.
func TestKilledUnderLoad(t *testing.T) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			url := dbtest.URL(t, engine)
			w, crowd := opened(t, url)
			kills, repeated, longest := times(t, "KILLS", 5), 0, time.Duration(0)
			for range kills {
				server := startProcess(t, url, w.config)
				base := "http://" + server.address
				crowd.renew(t, base)
				repeated += len(crowd.unsure)
				crowd.insist(t, base)
				stop := crowd.rush(8, base)
				time.Sleep(time.Duration(20+rand.IntN(600)) * time.Millisecond)
				server.kill()
				dead := time.Now()
				stop()
				reader, err := db.OpenReading(t.Context(), url)
				if err != nil {
					t.Fatal(err)
				}
				crowd.audit(t, reader)
				if err := reader.Close(); err != nil {
					t.Fatal(err)
				}
				again := startProcess(t, url, w.config)
				longest = max(longest, time.Since(dead))
				again.kill()
			}
			server := startProcess(t, url, w.config)
			crowd.insist(t, "http://"+server.address)
			server.kill()
			reader, err := db.OpenReading(t.Context(), url)
			if err != nil {
				t.Fatal(err)
			}
			defer reader.Close()
			crowd.audit(t, reader)
			fmt.Printf("%s: %d kills, %d orders acknowledged, %d unanswered and repeated, serving again within %d ms\n",
				engine, kills, len(crowd.promised), repeated, longest.Milliseconds())
			if len(crowd.promised) < kills {
				t.Errorf("only %d orders were acknowledged: no load", len(crowd.promised))
			}
		})
	}
}
