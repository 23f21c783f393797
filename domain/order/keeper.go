package order

import (
	"context"
	"errors"
	"time"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/work"
)

// sweepBatch is how many due orders are looked up at once.
const sweepBatch = 100

// Keeper minds the deadlines: it reminds shops, and ends what nobody confirmed
// or accepted in time.
type Keeper struct {
	agenda Agenda
	unit   work.Unit[Stores]
}

// NewKeeper makes the keeper of the deadlines.
func NewKeeper(agenda Agenda, unit work.Unit[Stores]) *Keeper { return &Keeper{agenda, unit} }

// Sweep deals with every order that is due at the moment and answers how many
// it changed. Each is a transaction of its own, guarded by the order's version:
// of several servers that sweep at once, one changes it and the others pass. An
// order that fails does not keep the others waiting; its error is answered.
func (k *Keeper) Sweep(ctx context.Context, now time.Time) (int, error) {
	done := 0
	for {
		due, err := k.agenda.Due(ctx, now, sweepBatch)
		if err != nil {
			return done, err
		}
		before := done
		var failed []error
		for _, id := range due {
			changed, err := k.settle(ctx, id, now)
			if err != nil {
				failed = append(failed, err)
			}
			if changed {
				done++
			}
		}
		if len(due) < sweepBatch || done == before || len(failed) > 0 || ctx.Err() != nil {
			return done, errors.Join(failed...)
		}
	}
}

func (k *Keeper) settle(ctx context.Context, id ident.ID, now time.Time) (changed bool, err error) {
	err = k.unit.Do(ctx, func(ctx context.Context, stores Stores) error {
		o, err := stores.Orders.Get(ctx, id)
		if err != nil {
			return err
		}
		if changed = o.Remind(now); !changed {
			changed, err = o.Do(Expire, By{Party: BySystem}, now, Say{})
		}
		if err != nil || !changed {
			return err
		}
		return stores.Keep(ctx, now, o)
	})
	if errors.Is(err, ErrState) || errors.Is(err, ErrTooEarly) || errors.Is(err, fault.ErrNotFound) {
		return false, nil // somebody else dealt with it first
	}
	return changed && err == nil, err
}
