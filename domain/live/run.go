package live

import (
	"context"
	"slices"
	"sync"
	"time"

	"cabas/domain/kernel/fact"
	"cabas/domain/shop"
)

// unknown is a position that nobody has told.
const unknown = int64(-1)

// Run hands out what happens and looks after the streams until ctx ends; then
// it closes the board.
func (b *Board) Run(ctx context.Context) {
	at := unknown
	var all sync.WaitGroup
	all.Go(func() {
		b.loop(ctx, b.opt.Poll, b.poked, func() (more bool, err error) { at, more, err = b.round(ctx, at); return more, err })
	})
	all.Go(func() {
		b.loop(ctx, b.opt.Guard, nil, func() (bool, error) { return false, b.guard(ctx) })
	})
	all.Wait()
	b.Close()
}

// loop calls step when woken and once per interval, again at once while it says
// that there is more. A trouble is logged once, not as often as it is met.
func (b *Board) loop(ctx context.Context, every time.Duration, woken <-chan struct{}, step func() (more bool, err error)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for failing := false; ctx.Err() == nil; {
		more, err := step()
		if err != nil && ctx.Err() == nil && !failing {
			b.log.Error("live board", "error", err)
		}
		failing = err != nil
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

// round hands out the facts after at, and lets in the streams that wait: they
// are handed what comes after, and read what came before by themselves.
func (b *Board) round(ctx context.Context, at int64) (int64, bool, error) {
	streams := b.now()
	if len(streams) == 0 {
		return unknown, false, nil
	}
	var facts []fact.Fact
	var err error
	if at == unknown {
		at, err = b.facts.Last(ctx)
	} else {
		facts, err = b.facts.Since(ctx, at, page)
	}
	if err != nil {
		return at, false, err
	}
	// Who was removed is not told what happened after.
	if slices.ContainsFunc(facts, func(f fact.Fact) bool { return f.Kind == shop.StaffRemoved }) {
		if err := b.guard(ctx); err != nil {
			return at, false, err
		}
	}
	if n := len(facts); n > 0 {
		at = facts[n-1].Position
	}
	for _, s := range streams {
		select {
		case <-s.anchored:
			s.hand(facts, at)
		default:
			s.anchor = at
			close(s.anchored)
		}
	}
	return at, len(facts) == page, nil
}

// guard ends the streams of those who may not watch any more.
func (b *Board) guard(ctx context.Context) error {
	streams := b.now()
	if len(streams) == 0 {
		return nil
	}
	now := b.clock.Now()
	sessions, staff := watchers(streams)
	alive, err := b.rights.Alive(ctx, sessions, now)
	if err != nil {
		return err
	}
	shops, err := b.rights.ShopsOf(ctx, staff)
	if err != nil {
		return err
	}
	for _, s := range streams {
		who := s.watch.actor
		if why, over := s.watch.over(now, alive[who.Session], shops[who.Account]); over {
			s.stop(why)
		}
	}
	return nil
}
