package outbox

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/notification"
)

// desk hands out mails and remembers how the sending went. Nothing is sent
// before its gate is open, and each mail takes some time after that.
type desk struct {
	gate        chan struct{}
	mu          sync.Mutex
	queue       []notification.Mail
	busy, most  int
	sent, short int
	takes       time.Duration
}

func (d *desk) Take(_ context.Context, limit int) ([]notification.Mail, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := min(limit, len(d.queue))
	taken := d.queue[:n]
	d.queue = d.queue[n:]
	return taken, nil
}

func (d *desk) Send(ctx context.Context, _ notification.Mail) error {
	d.count(1)
	defer d.count(-1)
	select {
	case <-d.gate:
	case <-ctx.Done():
	}
	time.Sleep(d.takes)
	d.mu.Lock()
	defer d.mu.Unlock()
	if ctx.Err() == nil {
		d.sent++
	} else {
		d.short++
	}
	return nil
}

func (d *desk) count(by int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.busy += by
	d.most = max(d.most, d.busy)
}

func (d *desk) add(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for range n {
		d.queue = append(d.queue, notification.Mail{ID: ident.New("mal")})
	}
}

func (d *desk) state() (sent, most int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.sent, d.most
}

// run starts a worker; it gives the function that stops it, and what is closed
// when it has stopped.
func run(t *testing.T, w *Worker[notification.Mail]) (stop func(), stopped <-chan struct{}) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { w.Run(ctx); close(done) }()
	t.Cleanup(func() { cancel(); <-done })
	return cancel, done
}

func await(t *testing.T, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it never happened")
		}
	}
}

func TestAllMailsLeaveAFewAtATime(t *testing.T) {
	d := &desk{gate: make(chan struct{}), takes: 5 * time.Millisecond}
	d.add(40)
	w := New[notification.Mail](d, slog.New(slog.DiscardHandler), time.Hour) // pokes alone keep it going
	run(t, w)
	await(t, func() bool { _, most := d.state(); return most == Workers })
	close(d.gate)
	await(t, func() bool { sent, _ := d.state(); return sent == 40 })
	d.add(1)
	w.Poke()
	await(t, func() bool { sent, _ := d.state(); return sent == 41 })
	if _, most := d.state(); most != Workers {
		t.Errorf("%d at a time, want %d", most, Workers)
	}
}

func TestAStopLetsMailsFinish(t *testing.T) {
	d := &desk{gate: make(chan struct{}), takes: 5 * time.Millisecond}
	d.add(Workers + 1)
	w := New[notification.Mail](d, slog.New(slog.DiscardHandler), time.Millisecond)
	w.grace = time.Minute // on a slow machine, too
	stop, stopped := run(t, w)
	await(t, func() bool { _, most := d.state(); return most == Workers })
	stop()
	close(d.gate)
	<-stopped
	if sent, _ := d.state(); sent != Workers || d.short != 0 || len(d.queue) != 1 {
		t.Errorf("%d sent, %d cut short, %d left", sent, d.short, len(d.queue))
	}
}
