package app_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// limitFiles bounds how long the files may grow that a process writes.
func (p *process) limitFiles(bytes uint64) {
	p.t.Helper()
	var now unix.Rlimit
	if err := unix.Prlimit(p.command.Process.Pid, unix.RLIMIT_FSIZE, nil, &now); err != nil {
		p.t.Fatal(err)
	}
	now.Cur = min(bytes, now.Max)
	if err := unix.Prlimit(p.command.Process.Pid, unix.RLIMIT_FSIZE, &now, nil); err != nil {
		p.t.Fatal(err)
	}
}

// TestTheDiskIsFull lets no file of the server grow while customers buy: they
// are told to come back, what is only read goes on, and when there is room
// again the server is well by itself.
func TestTheDiskIsFull(t *testing.T) {
	url := dbtest.URL(t, db.SQLite)
	w, crowd := opened(t, url)
	server := startProcess(t, url, w.config)
	w.base = "http://" + server.address
	stop := crowd.rush(4, w.base)
	crowd.awaits(t, 201)
	stop() // so that nobody is answered who ordered while there was room
	server.limitFiles(4096)
	crowd.forget()
	stop = crowd.rush(4, w.base)
	time.Sleep(1500 * time.Millisecond)
	crowd.awaits(t, 503)
	w.nobody().get("/towns/91200").must(200)
	w.bearing(crowd.token).get("/me/orders").must(200)
	photo := crowd.seller.uploads("/shops/"+crowd.shop+"/photo", snapshot(t, 600, 400)).refused(503, "service.unavailable")
	if photo.header.Get("Retry-After") == "" {
		t.Error("nobody said when to send the photo again")
	}
	crowd.mu.Lock()
	during, retry := crowd.statuses, crowd.retry
	crowd.mu.Unlock()
	crowd.forget()
	server.limitFiles(unix.RLIM_INFINITY)
	well := recovers(t, crowd, w.base, time.Now(), 5*time.Second)
	stop()
	crowd.insist(t, w.base)
	fmt.Printf("disk full: answered %v, Retry-After %v; well again after %d ms\n", during, retry, well.Milliseconds())
	if len(during) != 1 || retry["503 2"] != during[503] {
		t.Errorf("customers were answered %v, told %v", during, retry)
	}
	server.kill()
	reader, err := db.OpenReading(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	crowd.audit(t, reader)
}

// TestPostgresHasNoRoom takes all room on the disk where PostgreSQL keeps its
// tables while customers buy: those whose order finds no place are told to come
// back, reading goes on, and when there is room again all is well by itself.
func TestPostgresHasNoRoom(t *testing.T) {
	small, err := dbtest.StartSmall()
	if errors.Is(err, dbtest.ErrNoMount) {
		t.Skipf("to fill a disk one must be allowed to mount one: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(small.Remove)
	d := dbtest.OpenAt(t, small.URL)
	w := newWorld(t, d, clock.NewManual(time.Now()))
	crowd := w.gather()
	stop := crowd.rush(4, w.base)
	w.did(small.Fill())
	crowd.awaits(t, 503)
	crowd.forget()
	time.Sleep(2 * time.Second)
	crowd.awaits(t, 503)
	w.nobody().get("/towns/91200").must(200)
	w.bearing(crowd.token).get("/me/orders").must(200)
	crowd.mu.Lock()
	during, retry := crowd.statuses, crowd.retry
	crowd.mu.Unlock()
	crowd.forget()
	w.did(small.Free())
	well := recovers(t, crowd, w.base, time.Now(), 5*time.Second)
	stop()
	crowd.insist(t, w.base)
	fmt.Printf("PostgreSQL's disk full: answered %v, Retry-After %v; well again after %d ms\n", during, retry, well.Milliseconds())
	if len(during) > 2 || len(during) == 2 && during[201] == 0 || retry["503 2"] != during[503] {
		t.Errorf("customers were answered %v, told %v", during, retry)
	}
	crowd.audit(t, d)
}
