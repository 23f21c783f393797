package contract

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/infra/relay"
)

// ear is a listener that remembers what it heard, and fails as told.
type ear struct {
	mu    sync.Mutex
	heard []fact.Fact
	busy  int
	crowd bool // two servers told it at once
	fails func(f fact.Fact) error
}

func (*ear) Name() string { return "ear" }

func (e *ear) Hear(_ context.Context, f fact.Fact) error {
	e.mu.Lock()
	e.busy++
	e.crowd = e.crowd || e.busy > 1
	e.mu.Unlock()
	time.Sleep(time.Millisecond)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.busy--
	if e.fails != nil {
		if err := e.fails(f); err != nil {
			return err
		}
	}
	e.heard = append(e.heard, f)
	return nil
}

// of lists the positions heard for a subject, or for all when it is empty.
func (e *ear) of(subject ident.ID) []int64 {
	e.mu.Lock()
	defer e.mu.Unlock()
	var out []int64
	for _, f := range e.heard {
		if subject == "" || f.Subject == subject {
			out = append(out, f.Position)
		}
	}
	return out
}

// await polls until the condition holds, for a minute at most.
func await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never happened: %s", what)
		}
	}
}

// run starts a relay on a store and stops it at the end of the test.
func run(t *testing.T, s FactStore, opt relay.Options, listeners ...fact.Listener) *relay.Relay {
	t.Helper()
	r := relay.New(s, clock.System{}, slog.New(slog.DiscardHandler), opt, listeners...)
	ctx, cancel := context.WithCancel(context.Background())
	stopped := make(chan struct{})
	go func() { r.Run(ctx); close(stopped) }()
	t.Cleanup(func() { cancel(); <-stopped })
	return r
}

// quick looks often and gives nobody up, however slow the machine.
var quick = relay.Options{Every: 20 * time.Millisecond, Lease: 5 * time.Minute, Patience: time.Minute, Batch: 7,
	Again: []time.Duration{time.Millisecond, time.Millisecond}}

// Relay checks the relay on a database.
func Relay(t *testing.T, open func(t *testing.T) FactStores) {
	t.Run("two servers tell everything, in order, one at a time", func(t *testing.T) { twoServers(t, open(t)) })
	t.Run("a failing fact holds its own subject alone", func(t *testing.T) { failing(t, open(t).One) })
	t.Run("a parked fact is told after its release, and the ones behind it", func(t *testing.T) { released(t, open(t).One) })
	t.Run("a poke wakes at once, and a stop finishes what was begun", func(t *testing.T) {
		s, e := open(t).One, &ear{}
		r := relay.New(s, clock.System{}, slog.New(slog.DiscardHandler), relay.Options{Every: time.Hour}, e)
		ctx, cancel := context.WithCancel(context.Background())
		stopped := make(chan struct{})
		go func() { r.Run(ctx); close(stopped) }()
		time.Sleep(50 * time.Millisecond) // the first look is over
		must(t, s.Record(t.Context(), happened("ord_1")))
		r.Poke()
		await(t, "the poke", func() bool { return len(e.of("")) == 1 })
		cancel()
		<-stopped
		if due, err := s.Due(t.Context(), "ear", 10); err != nil || len(due) != 0 {
			t.Fatalf("told and not noted: %v, %v", due, err)
		}
	})
}

func twoServers(t *testing.T, s FactStores) {
	e := &ear{}
	run(t, s.One, quick, e)
	run(t, s.Two, quick, e)
	const each = 30
	subjects := []ident.ID{"ord_1", "ord_2", "ord_3", "ord_4"}
	var writers sync.WaitGroup
	for i, subject := range subjects {
		to := []FactStore{s.One, s.Two}[i%2]
		writers.Go(func() {
			for range each {
				if err := to.Record(context.Background(), happened(subject)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	await(t, "all facts", func() bool { return len(e.of("")) >= each*len(subjects) })
	for _, subject := range subjects {
		if got := e.of(subject); !slices.IsSorted(got) || len(slices.Compact(got)) != each {
			t.Errorf("%s: %v", subject, got)
		}
	}
	if e.crowd {
		t.Error("two servers told the listener at once")
	}
}

func failing(t *testing.T, s FactStore) {
	facts := stamped(t, s, "ord_1", "ord_2", "ord_1", "ord_2")
	failures := 2
	e := &ear{fails: func(f fact.Fact) error {
		if f.ID == facts[0].ID && failures > 0 {
			failures--
			if failures == 0 {
				panic("bad")
			}
			return errors.New("sad")
		}
		return nil
	}}
	run(t, s, quick, e)
	await(t, "all facts", func() bool { return len(e.of("")) == 4 })
	if !slices.Equal(e.of("ord_1"), []int64{1, 3}) || !slices.Equal(e.of("ord_2"), []int64{2, 4}) || e.of("")[0] != 2 {
		t.Fatalf("heard %v", e.of(""))
	}
}

func released(t *testing.T, s FactStore) {
	facts := stamped(t, s, "ord_1", "ord_2", "ord_1")
	var healed bool
	e := &ear{fails: func(f fact.Fact) error {
		if f.ID == facts[0].ID && !healed {
			return errors.New("sad")
		}
		return nil
	}}
	run(t, s, quick, e)
	list := func() []fact.Held {
		p, err := s.Parked(t.Context(), page.Request{})
		must(t, err)
		return p.Items
	}
	await(t, "the parking", func() bool { return len(list()) == 1 })
	await(t, "the other subject", func() bool { return len(e.of("ord_2")) == 1 })
	if h := list()[0]; h.Tries != 3 || h.LastError != "sad" || len(e.of("ord_1")) != 0 {
		t.Fatalf("parked %+v, heard %v", h, e.of(""))
	}
	e.mu.Lock()
	healed = true
	e.mu.Unlock()
	_, err := s.Release(t.Context(), facts[0].ID, clock.System{}.Now())
	must(t, err)
	await(t, "the rest", func() bool { return slices.Equal(e.of("ord_1"), []int64{1, 3}) })
}
