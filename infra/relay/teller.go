package relay

import (
	"context"
	"errors"
	"fmt"
	"time"

	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
)

// errLost says that another server took the listener over, because this one
// was too slow to keep it.
var errLost = errors.New("relay: lost the listener to another server")

// teller serves one listener.
type teller struct {
	*Relay
	listener fact.Listener
}

// turn is one stretch of telling under the lease.
type turn struct {
	teller
	until time.Time // when the lease ends
}

// round tells what is due, if anything is and no other server does it.
func (t teller) round(ctx context.Context) (more bool, err error) {
	name := t.listener.Name()
	due, err := t.store.Due(ctx, name, 1)
	if err != nil {
		return false, err
	}
	again, err := t.store.Again(ctx, name, t.clock.Now(), 1)
	if err != nil || len(due)+len(again) == 0 {
		return false, err
	}
	// What was begun is finished and noted even when the server stops; a lease that
	// was taken while its answer was not waited for would silence the others.
	finish, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(2*t.opt.Patience, cancel) })()
	on := turn{teller: t}
	if mine, err := on.lease(finish); err != nil || !mine {
		return false, err
	}
	defer func() {
		if _, back := t.store.Lease(finish, name, t.node, t.clock.Now(), time.Time{}); err == nil {
			err = back
		}
	}()
	if more, err = on.retry(ctx, finish); err != nil || ctx.Err() != nil {
		return false, err
	}
	fresh, err := on.advance(ctx, finish)
	return more || fresh, err
}

// lease takes the listener, or keeps it.
func (t *turn) lease(ctx context.Context) (bool, error) {
	now := t.clock.Now()
	mine, err := t.store.Lease(ctx, t.listener.Name(), t.node, now, now.Add(t.opt.Lease))
	t.until = now.Add(t.opt.Lease)
	return mine, err
}

// retry tells the held facts whose time has come.
func (t *turn) retry(ctx, finish context.Context) (more bool, err error) {
	held, err := t.store.Again(ctx, t.listener.Name(), t.clock.Now(), t.opt.Batch)
	for _, h := range held {
		if ctx.Err() != nil {
			break
		}
		if err := t.tell(finish, h); err != nil {
			return false, err
		}
	}
	return len(held) > 0, err // a settled one may have let the next one of its subject go
}

// advance tells the next facts of the stream, setting aside those that wait
// behind a held one.
func (t *turn) advance(ctx, finish context.Context) (more bool, err error) {
	name := t.listener.Name()
	facts, err := t.store.Due(ctx, name, t.opt.Batch)
	if err != nil || len(facts) == 0 {
		return false, err
	}
	subjects := make([]ident.ID, len(facts))
	for i, f := range facts {
		subjects[i] = f.Subject
	}
	held, err := t.store.Subjects(ctx, name, subjects)
	if err != nil {
		return false, err
	}
	var told int64
	for _, f := range facts {
		if ctx.Err() != nil || err != nil {
			break
		}
		if held[f.Subject] {
			err = t.store.Hold(finish, fact.Held{Fact: f, Listener: name})
		} else {
			held[f.Subject], err = t.first(finish, f)
		}
		if err == nil {
			told = f.Position
		}
	}
	if told > 0 {
		if noting := t.store.Told(finish, name, told); err == nil {
			err = noting
		}
	}
	return len(facts) == t.opt.Batch, err
}

// first tells a fact for the first time; it answers whether it is held now.
func (t *turn) first(ctx context.Context, f fact.Fact) (bool, error) {
	failure, err := t.hear(ctx, f)
	if err != nil || failure == nil {
		return false, err
	}
	return true, t.hold(ctx, fact.Held{Fact: f, Listener: t.listener.Name()}, failure)
}

// tell tells a held fact again and settles it, or holds it on.
func (t *turn) tell(ctx context.Context, h fact.Held) error {
	failure, err := t.hear(ctx, h.Fact)
	switch {
	case err != nil:
		return err
	case failure != nil:
		return t.hold(ctx, h, failure)
	}
	return t.store.Settle(ctx, h.Listener, h.Fact)
}

func (t *turn) hold(ctx context.Context, h fact.Held, failure error) error {
	h.LastError = failure.Error()
	if h.Parked = h.Tries >= len(t.opt.Again); !h.Parked {
		h.Next = t.clock.Now().Add(t.opt.Again[h.Tries])
	}
	h.Tries++
	t.log.Warn("a listener failed", "listener", h.Listener, "fact", h.Fact.ID, "kind", h.Fact.Kind,
		"tries", h.Tries, "parked", h.Parked, "error", failure)
	return t.store.Hold(ctx, h)
}

// hear tells one fact within the patience. failure is what the listener
// answered, also by panicking; err says that the lease could not be kept.
func (t *turn) hear(ctx context.Context, f fact.Fact) (failure, err error) {
	if t.until.Sub(t.clock.Now()) < 2*t.opt.Patience {
		mine, err := t.lease(ctx)
		if err == nil && !mine {
			err = errLost
		}
		if err != nil {
			return nil, err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, t.opt.Patience)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			failure = fmt.Errorf("panic: %v", p)
		}
	}()
	return t.listener.Hear(ctx, f), nil
}
