package relay

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
)

// Store is what the relay needs of the database.
type Store interface {
	fact.Log
	fact.Shelf
}

// Options tune the relay; zero values take the defaults.
type Options struct {
	// Every is how often the relay looks when nobody wakes it (1 s).
	Every time.Duration
	// Lease is how long a server that dies keeps a listener to itself (30 s).
	Lease time.Duration
	// Patience is how long a listener may take for one fact, and the database
	// for one question (10 s). It must be less than half the lease, so that two
	// servers never tell at once.
	Patience time.Duration
	// Again are the waits between the tries of a fact that fails; when they
	// are used up the fact is parked (1 s, 5 s, 30 s, 2 min, 10 min).
	Again []time.Duration
	// Batch is how many facts are read at once (100).
	Batch int
	// Stamped is called when facts were given positions; it must not block.
	Stamped func()
}

func (o Options) filled() Options {
	fill(&o.Every, time.Second)
	fill(&o.Lease, 30*time.Second)
	fill(&o.Patience, 10*time.Second)
	if o.Again == nil {
		o.Again = []time.Duration{time.Second, 5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute}
	}
	if o.Batch == 0 {
		o.Batch = 100
	}
	return o
}

func fill(d *time.Duration, usual time.Duration) {
	if *d == 0 {
		*d = usual
	}
}

// Relay stamps facts and tells them to its listeners.
type Relay struct {
	store     Store
	clock     clock.Clock
	log       *slog.Logger
	node      string
	opt       Options
	listeners []fact.Listener
	stamping  chan struct{}
	telling   []chan struct{}
}

// New makes a relay for the listeners, whose names must differ.
func New(store Store, clk clock.Clock, log *slog.Logger, opt Options, listeners ...fact.Listener) *Relay {
	opt = opt.filled()
	r := &Relay{store: brief{store, opt.Patience}, clock: clk, log: log, node: ident.New("nod").String(), opt: opt,
		listeners: listeners, stamping: make(chan struct{}, 1)}
	for range listeners {
		r.telling = append(r.telling, make(chan struct{}, 1))
	}
	return r
}

// Poke wakes the relay at once; it never blocks. Call it after a commit that
// recorded facts.
func (r *Relay) Poke() { poke(r.stamping) }

func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default: // it is awake or about to be
	}
}

// Run works until ctx ends, then finishes the fact being told and returns.
func (r *Relay) Run(ctx context.Context) {
	var all sync.WaitGroup
	all.Go(func() { r.loop(ctx, r.stamping, r.stamp) })
	for i, l := range r.listeners {
		t := teller{r, l}
		all.Go(func() { r.loop(ctx, r.telling[i], t.round) })
	}
	all.Wait()
}

// loop calls step whenever woken and at least once per interval, again at once
// while it says that there is more, and later when it fails.
func (r *Relay) loop(ctx context.Context, woken <-chan struct{}, step func(context.Context) (more bool, err error)) {
	tick := time.NewTicker(r.opt.Every)
	defer tick.Stop()
	for ctx.Err() == nil {
		more, err := guarded(ctx, step)
		if err != nil && ctx.Err() == nil {
			r.log.Error("relay", "error", err)
		}
		if more && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-woken:
		case <-tick.C:
		}
	}
}

// guarded takes one step; a panic is an error like any other.
func guarded(ctx context.Context, step func(context.Context) (bool, error)) (more bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return step(ctx)
}

// stamp gives committed facts their place and wakes the listeners.
func (r *Relay) stamp(ctx context.Context) (bool, error) {
	n, err := r.store.Stamp(ctx, r.opt.Batch)
	if n > 0 {
		if r.opt.Stamped != nil {
			r.opt.Stamped()
		}
		for _, c := range r.telling {
			poke(c)
		}
	}
	return n == r.opt.Batch, err
}
