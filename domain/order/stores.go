package order

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"cabas/domain/catalog"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

// Stores is what changing an order touches, bound to one transaction.
type Stores struct {
	Orders Store
	Stock  Stock
	Slots  Slots
}

// Keep keeps changes of orders, ids ascending, and what follows from them: goods
// and slots come back, or goods leave. The orders' own guarded changes go first,
// so that whoever loses a race touches nothing else; then stock, then slots, as
// everywhere.
func (s Stores) Keep(ctx context.Context, at time.Time, orders ...Order) error {
	for _, o := range orders {
		if err := s.Orders.Save(ctx, o); err != nil {
			return err
		}
	}
	var back []catalog.Take
	var free []Order
	for _, o := range orders {
		var err error
		switch o.goods {
		case handOver:
			err = s.Stock.HandOver(ctx, o.Takes(), o.author.Account, o.ID, at)
		case discard:
			err = s.Stock.Discard(ctx, o.Takes(), o.author.Account, o.ID, at)
			free = append(free, o)
		case release:
			back, free = append(back, o.Takes()...), append(free, o)
		}
		if err != nil {
			return err
		}
	}
	if len(back) > 0 {
		if err := s.Stock.Return(ctx, back); err != nil {
			return err
		}
	}
	slices.SortFunc(free, func(a, b Order) int { return cmp.Compare(a.Shop.ID, b.Shop.ID) })
	for _, o := range free {
		if err := s.Slots.Free(ctx, o.Shop.ID, o.Way, o.Slot.Start); err != nil {
			return err
		}
	}
	return nil
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
		err = s.Keep(ctx, at, o)
		if again || !errors.Is(err, ErrState) {
			return o, err
		}
	}
}

// Confirm confirms the orders of a checkout that await their guest, and answers
// all of them: accepted where a shop accepts without looking, and as they are
// where they were confirmed before, cancelled, or it is too late. It answers
// fault.ErrNotFound when the checkout has no orders, and ErrState when none of
// them has reached its shop and is under way.
func (s Stores) Confirm(ctx context.Context, checkout ident.ID, at time.Time) ([]Order, error) {
	orders, err := s.awaiting(ctx, checkout, Confirm, By{Party: ByCustomer}, at)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(orders, func(o Order) bool { return o.Open() && o.State() != AwaitingConfirmation }) {
		return nil, ErrState.Telling(orders[0].State())
	}
	return orders, nil
}

// Lapse ends the unconfirmed orders of a checkout before their time, for
// example after too many wrong codes; goods and slots come back.
func (s Stores) Lapse(ctx context.Context, checkout ident.ID, at time.Time) ([]Order, error) {
	return s.awaiting(ctx, checkout, Cancel, By{Party: BySystem}, at)
}

// awaiting gives a command to the unconfirmed orders of a checkout, passing
// over those that it comes too late for.
func (s Stores) awaiting(ctx context.Context, checkout ident.ID, c Command, by By, at time.Time) ([]Order, error) {
	orders, err := s.Orders.OfCheckout(ctx, checkout)
	if err != nil {
		return nil, err
	}
	if len(orders) == 0 {
		return nil, fault.ErrNotFound
	}
	var moved []Order
	for i := range orders {
		o := &orders[i]
		if o.State() != AwaitingConfirmation {
			continue
		}
		switch _, err := o.Do(c, by, at, Say{}); {
		case err == nil:
			moved = append(moved, *o)
		case !errors.Is(err, ErrDeadline):
			return nil, err
		}
	}
	return orders, s.Keep(ctx, at, moved...)
}
