package order

import (
	"context"
	"errors"
	"time"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

// Stores is what changing an order touches, bound to one transaction.
type Stores struct {
	Orders Store
	Stock  Stock
	Slots  Slots
}

// Keep keeps a change of one order and what follows from it: the goods and the
// slot come back, or the goods leave. The order's own guarded change goes
// first, so that whoever loses a race touches nothing else.
func (s Stores) Keep(ctx context.Context, o Order, at time.Time) error {
	if err := s.Orders.Save(ctx, o); err != nil {
		return err
	}
	switch o.goods {
	case handOver:
		return s.Stock.HandOver(ctx, o.Takes(), o.author.Account, o.ID, at)
	case discard:
		if err := s.Stock.Discard(ctx, o.Takes(), o.author.Account, o.ID, at); err != nil {
			return err
		}
	case release:
		if err := s.Stock.Return(ctx, o.Takes()); err != nil {
			return err
		}
	default:
		return nil
	}
	return s.Slots.Free(ctx, o.Shop.ID, o.Way, o.Slot.Start)
}

// do gives a command to an order and keeps the change. When somebody else was
// first, the order is read again: one that is where the command leads is
// answered as it is, for asking twice does no harm.
func (s Stores) do(ctx context.Context, id ident.ID, c Command, by By, at time.Time, say Say) (Order, error) {
	for again := false; ; again = true {
		o, err := s.Orders.Get(ctx, id)
		if err != nil {
			return Order{}, err
		}
		changed, err := o.Do(c, by, at, say)
		if err != nil || !changed {
			return o, err
		}
		err = s.Keep(ctx, o, at)
		if again || !errors.Is(err, ErrState) {
			return o, err
		}
	}
}

// Confirm confirms every order of a checkout on behalf of its guest, and
// answers them, accepted where a shop accepts without looking. It answers
// fault.ErrNotFound when the checkout has no orders, ErrDeadline when the time
// to confirm is over, ErrState when an order has lapsed.
func (s Stores) Confirm(ctx context.Context, checkout ident.ID, at time.Time) ([]Order, error) {
	return s.all(ctx, checkout, Confirm, By{Party: ByCustomer}, at)
}

// Lapse ends every unconfirmed order of a checkout before its time, for
// example after too many wrong codes; goods and slots come back.
func (s Stores) Lapse(ctx context.Context, checkout ident.ID, at time.Time) ([]Order, error) {
	return s.all(ctx, checkout, Cancel, By{Party: BySystem}, at)
}

func (s Stores) all(ctx context.Context, checkout ident.ID, c Command, by By, at time.Time) ([]Order, error) {
	orders, err := s.Orders.OfCheckout(ctx, checkout)
	if err == nil && len(orders) == 0 {
		err = fault.ErrNotFound
	}
	for i := range orders {
		if err == nil {
			orders[i], err = s.moved(ctx, orders[i], c, by, at)
		}
	}
	return orders, err
}

func (s Stores) moved(ctx context.Context, o Order, c Command, by By, at time.Time) (Order, error) {
	if c == Confirm && o.State() != AwaitingConfirmation && o.Open() {
		return o, nil // confirmed before, and perhaps accepted since
	}
	changed, err := o.Do(c, by, at, Say{})
	if err != nil || !changed {
		return o, err
	}
	return o, s.Keep(ctx, o, at)
}
