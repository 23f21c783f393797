package app_test

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/Shopify/toxiproxy/v2/toxics"
	"github.com/rs/zerolog"

	"cabas/domain/kernel/clock"
	"cabas/infra/db/dbtest"
)

// distant is a PostgreSQL reached over a line that can be harmed.
type distant struct {
	*dbtest.Cluster
	line   *toxiproxy.Proxy
	bridge *bridge
	url    string // over the line
}

// farAway starts a PostgreSQL of its own and a line to it.
func farAway(t *testing.T) *distant {
	t.Helper()
	near, err := dbtest.StartCluster()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(near.Remove)
	over := bridgeTo(t, filepath.Join(near.Home, ".s.PGSQL.5432"))
	quiet := zerolog.Nop()
	line := toxiproxy.NewProxy(&toxiproxy.ApiServer{Logger: &quiet, Metrics: toxiproxy.NewMetricsContainer(nil)}, "postgres", "127.0.0.1:0", over.address)
	if err := line.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(line.Stop)
	return &distant{Cluster: near, line: line, bridge: over, url: "postgres://cabas@" + line.Listen + "/postgres?sslmode=disable"}
}

// signal sends a signal to the server and all its processes.
func (d *distant) signal(s syscall.Signal) {
	main, others := d.Processes()
	for _, pid := range append([]int{main}, others...) {
		_ = syscall.Kill(pid, s)
	}
}

// crash kills one of the processes that serve, which has PostgreSQL take
// everybody else's away, too, and recover from its journal.
func (d *distant) crash() {
	_, others := d.Processes()
	for _, pid := range others {
		if title, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid)); err == nil && bytes.HasPrefix(title, []byte("postgres: cabas ")) {
			_ = syscall.Kill(pid, syscall.SIGKILL)
			return
		}
	}
}

func (d *distant) poison(t *testing.T, kind, direction string, toxic toxics.Toxic) {
	t.Helper()
	body := fmt.Sprintf(`{"name":"harm","type":%q,"stream":%q,"toxicity":1,"attributes":%s}`, kind, direction, asJSON(t, toxic))
	if _, err := d.line.Toxics.AddToxicJson(strings.NewReader(body)); err != nil {
		t.Fatal(err)
	}
}

// TestPostgresFailsUnderLoad harms the database in each way while customers
// buy: they are told to come back, nothing that was acknowledged is lost, and
// the server is well again, by itself, within five seconds of the end of the
// fault (a busy machine is given half a minute more, as for each answer). A
// network that swallows everything leaves transactions behind in the middle; what
// they locked is free once PostgreSQL gave them up, one after the other.
func TestPostgresFailsUnderLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	far := farAway(t)
	d := dbtest.OpenAt(t, far.url)
	w := newWorld(t, d, clock.NewManual(time.Now()))
	crowd := w.gather()
	for _, fault := range []struct {
		name       string
		lasts      time.Duration
		begin, end func()
		// serves: customers are served meanwhile; sick: some are sent away
		// before it ends; sudden: those under way when it began, too.
		serves, sick, sudden bool
	}{
		{"refused", 3 * time.Second, far.line.Stop, func() { w.did(far.line.Start()) }, false, true, false},
		{"cut", 2 * time.Second, func() { far.poison(t, "limit_data", "downstream", &toxics.LimitDataToxic{Bytes: 2000}) },
			func() { w.did(far.line.Toxics.RemoveToxic(t.Context(), "harm")) }, false, true, false},
		{"slow", 3 * time.Second, func() { far.poison(t, "latency", "downstream", &toxics.LatencyToxic{Latency: 20, Jitter: 10}) },
			func() { w.did(far.line.Toxics.RemoveToxic(t.Context(), "harm")) }, true, false, false},
		{"paused", 12 * time.Second, func() { far.signal(syscall.SIGSTOP) }, func() { far.signal(syscall.SIGCONT) }, false, true, false},
		{"swallowed", 3 * time.Second, far.bridge.swallow, far.bridge.carry, false, false, false},
		{"stopped by its keeper", 2 * time.Second, far.Halt, func() { w.did(far.Begin()) }, false, true, false},
		{"crashed", 2 * time.Second, far.crash, func() {}, false, true, true},
	} {
		t.Run(fault.name, func(t *testing.T) {
			crowd.forget()
			stop := crowd.rush(8, w.base)
			time.Sleep(300 * time.Millisecond)
			crowd.awaits(t, 201)
			crowd.forget()
			fault.begin()
			if !fault.sudden {
				time.Sleep(200 * time.Millisecond)
				crowd.forget()
			}
			time.Sleep(fault.lasts)
			if fault.sick {
				crowd.awaits(t, 503)
			}
			if fault.serves {
				crowd.awaits(t, 201)
			}
			crowd.mu.Lock()
			during, retry, slowest := crowd.statuses, crowd.retry, crowd.slowest
			crowd.mu.Unlock()
			crowd.forget()
			fault.end()
			ended, within := time.Now(), 5*time.Second
			if fault.name == "swallowed" {
				within = 30 * time.Second
			}
			well := recovers(t, crowd, w.base, ended, within)
			stop()
			crowd.insist(t, w.base)
			fmt.Printf("%s: answered %v, Retry-After %v, the slowest after %d ms; well again after %d ms\n", fault.name, during, retry, slowest.Milliseconds(), well.Milliseconds())
			for status := range during {
				if status != 201 && status != 503 {
					t.Errorf("customers were answered %v", during)
				}
			}
			for after := range retry {
				if strings.HasSuffix(after, " ") {
					t.Error("nobody said when to come back")
				}
			}
			if slowest > 10*time.Second+busy {
				t.Errorf("the slowest waited %s", slowest)
			}
			crowd.audit(t, d)
		})
	}
}

// busy is what a machine that does much else is given beyond what is promised.
const busy = 30 * time.Second

// recovers waits until the server is ready and places ten baskets in a row; it
// answers when the first of them was placed, and fails the test when that takes
// longer than it should even on a busy machine.
func recovers(t *testing.T, c *crowd, base string, since time.Time, within time.Duration) time.Duration {
	t.Helper()
	for time.Since(since) < within+busy {
		res, err := http.Get(base + "/readyz")
		if err == nil {
			res.Body.Close()
		}
		good := err == nil && res.StatusCode == 200
		var first time.Duration
		for i := range 10 {
			good = good && c.buy(base) == 201
			if i == 0 {
				first = time.Since(since)
			}
		}
		if good {
			return first
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("the server did not recover")
	return time.Since(since)
}
