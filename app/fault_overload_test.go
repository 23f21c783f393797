package app_test

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"testing"
	"time"

	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

var resident = regexp.MustCompile(`VmRSS:\s+(\d+) kB`)

// memory is how many megabytes of a process are in memory.
func (p *process) memory() int {
	p.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	if err != nil {
		p.t.Fatal(err)
	}
	found := resident.FindSubmatch(status)
	if found == nil {
		p.t.Fatal("the process has no memory")
	}
	kilobytes, _ := strconv.Atoi(string(found[1]))
	return kilobytes / 1024
}

// TestMoreComeThanCanBeServed sends many times as many customers as the server
// deals with at a time: those it has no place for are sent away at once, those
// it let in are served, and its memory stays flat. SOAK says for how many
// seconds.
func TestMoreComeThanCanBeServed(t *testing.T) {
	t.Setenv("CABAS_IN_FLIGHT", "16") // half for one address, which all of them have
	t.Setenv("CABAS_LOG_LEVEL", "error")
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			url := dbtest.URL(t, engine)
			w, crowd := opened(t, url)
			crowd.careless = true
			server := startProcess(t, url, w.config)
			w.base = "http://" + server.address
			seconds := times(t, "SOAK", 4)
			stop := crowd.rush(64, w.base)
			var memory []int
			renewed := time.Now()
			for until := time.Now().Add(time.Duration(seconds) * time.Second); time.Now().Before(until); {
				time.Sleep(time.Duration(seconds) * time.Second / 20)
				memory = append(memory, server.memory())
				if time.Since(renewed) > 5*time.Minute {
					stop()
					crowd.renew(t, w.base)
					stop, renewed = crowd.rush(64, w.base), time.Now()
				}
			}
			crowd.awaits(t, 201)
			crowd.awaits(t, 503)
			stop()
			crowd.mu.Lock()
			answered, retry, slowest := crowd.statuses, crowd.retry, crowd.slowest
			crowd.mu.Unlock()
			fmt.Printf("overload, %s, %d s: answered %v, Retry-After %v, the slowest after %d ms, memory %v MB\n",
				engine, seconds, answered, retry, slowest.Milliseconds(), memory)
			if len(answered) != 2 || retry["503 "] > 0 || slowest > 10*time.Second+busy {
				t.Errorf("customers were answered %v, told %v, the slowest after %s", answered, retry, slowest)
			}
			half := memory[len(memory)/2]
			if last := memory[len(memory)-1]; last > half+half/4+16 {
				t.Errorf("memory grew from %d to %d MB", half, last)
			}
			if status := crowd.buy(w.base); status != 201 {
				t.Errorf("when they had gone, one who came was answered %d", status)
			}
			server.kill()
			reader, err := db.OpenReading(t.Context(), url)
			if err != nil {
				t.Fatal(err)
			}
			defer reader.Close()
			crowd.audit(t, reader)
		})
	}
}
