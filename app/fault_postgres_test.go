package app_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/Shopify/toxiproxy/v2/toxics"
	"github.com/rs/zerolog"

	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// distant is a PostgreSQL reached over a line that can be harmed.
type distant struct {
	line *toxiproxy.Proxy
	url  string // over the line
	home string // the server's own folder
}

// farAway starts a PostgreSQL of its own and a line to it.
func farAway(t *testing.T) *distant {
	t.Helper()
	stop, near, err := dbtest.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	u, err := url.Parse(near)
	if err != nil {
		t.Fatal(err)
	}
	home := u.Query().Get("host")
	bridge := bridgeTo(t, filepath.Join(home, ".s.PGSQL.5432"))
	quiet := zerolog.Nop()
	line := toxiproxy.NewProxy(&toxiproxy.ApiServer{Logger: &quiet, Metrics: toxiproxy.NewMetricsContainer(nil)}, "postgres", "127.0.0.1:0", bridge)
	if err := line.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(line.Stop)
	return &distant{line: line, home: home, url: "postgres://cabas@" + line.Listen + "/postgres?sslmode=disable"}
}

// bridgeTo listens on a port for a socket that is a file.
func bridgeTo(t *testing.T, socket string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("unix", socket)
			if err != nil {
				near.Close()
				continue
			}
			go func() { _, _ = io.Copy(far, near); far.Close() }()
			go func() { _, _ = io.Copy(near, far); near.Close() }()
		}
	}()
	return l.Addr().String()
}

// signal sends a signal to the server and all its processes.
func (d *distant) signal(t *testing.T, s syscall.Signal) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(d.home, "data", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	main, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	all := []int{main}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range stats {
		text, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		fields := strings.Fields(string(text[strings.LastIndex(string(text), ")")+1:]))
		if len(fields) > 1 && fields[1] == first {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
			all = append(all, pid)
		}
	}
	for _, pid := range all {
		_ = syscall.Kill(pid, s)
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
// fault.
func TestPostgresFailsUnderLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	far := farAway(t)
	d, err := db.Open(t.Context(), far.url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	if _, err := d.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, d, clock.NewManual(time.Now()))
	crowd := w.gather()
	for _, fault := range []struct {
		name       string
		lasts      time.Duration
		begin, end func()
		// serves: customers are served meanwhile; sick: some are sent away.
		serves, sick bool
	}{
		{"stopped", 3 * time.Second, far.line.Stop, func() { w.did(far.line.Start()) }, false, true},
		{"cut", 2 * time.Second, func() { far.poison(t, "limit_data", "downstream", &toxics.LimitDataToxic{Bytes: 2000}) },
			func() { w.did(far.line.Toxics.RemoveToxic(t.Context(), "harm")) }, false, true},
		{"slow", 3 * time.Second, func() { far.poison(t, "latency", "downstream", &toxics.LatencyToxic{Latency: 20, Jitter: 10}) },
			func() { w.did(far.line.Toxics.RemoveToxic(t.Context(), "harm")) }, true, false},
		{"paused", 12 * time.Second, func() { far.signal(t, syscall.SIGSTOP) }, func() { far.signal(t, syscall.SIGCONT) }, false, true},
	} {
		t.Run(fault.name, func(t *testing.T) {
			crowd.forget()
			stop := crowd.rush(8, w.base)
			time.Sleep(300 * time.Millisecond)
			fault.begin()
			time.Sleep(200 * time.Millisecond)
			crowd.forget()
			time.Sleep(fault.lasts - 200*time.Millisecond)
			crowd.mu.Lock()
			during, retry, slowest := crowd.statuses, crowd.retry, crowd.slowest
			crowd.mu.Unlock()
			crowd.forget()
			fault.end()
			ended := time.Now()
			well := recovers(t, crowd, w.base, ended)
			stop()
			crowd.insist(t, w.base)
			fmt.Printf("%s: answered %v, Retry-After %v, the slowest after %d ms; well again after %d ms\n", fault.name, during, retry, slowest.Milliseconds(), well.Milliseconds())
			if fault.sick != (during[503] > 0) || fault.serves && during[201] == 0 {
				t.Errorf("customers were answered %v", during)
			}
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
			if slowest > 11*time.Second || well > 5*time.Second {
				t.Errorf("the slowest waited %s; well again after %s", slowest, well)
			}
			crowd.audit(t, d)
		})
	}
}

// recovers waits until the server is ready and places ten baskets in a row; it
// answers when the first of them was placed.
func recovers(t *testing.T, c *crowd, base string, since time.Time) time.Duration {
	t.Helper()
	for time.Since(since) < 15*time.Second {
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
