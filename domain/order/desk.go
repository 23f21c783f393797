package order

import (
	"context"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/work"
	"cabas/domain/shop"
)

// Desk is where a shop's staff deal with its orders.
type Desk struct {
	shelf   Shelf
	guesses Guesses
	staff   Staff
	unit    work.Unit[Stores]
	secrets Secrets
	clock   clock.Clock
}

// NewDesk makes the service of a shop's staff.
func NewDesk(shelf Shelf, guesses Guesses, staff Staff, unit work.Unit[Stores], secrets Secrets, c clock.Clock) *Desk {
	return &Desk{shelf, guesses, staff, unit, secrets, c}
}

// Proof is what staff show to hand an order over: the customer's code, or a
// manager's reason to do without.
type Proof struct {
	Code        string
	WithoutCode bool
	Reason      string
}

// Accept promises the customer to prepare the order.
func (d *Desk) Accept(ctx context.Context, actor account.Actor, id ident.ID) (View, error) {
	return d.do(ctx, actor, id, Accept, Say{})
}

// Refuse ends an order that was not accepted, and says why.
func (d *Desk) Refuse(ctx context.Context, actor account.Actor, id ident.ID, say Say) (View, error) {
	return d.do(ctx, actor, id, Refuse, say)
}

// Ready says that the goods are prepared.
func (d *Desk) Ready(ctx context.Context, actor account.Actor, id ident.ID) (View, error) {
	return d.do(ctx, actor, id, MakeReady, Say{})
}

// Dispatch says that the goods are on their way.
func (d *Desk) Dispatch(ctx context.Context, actor account.Actor, id ident.ID) (View, error) {
	return d.do(ctx, actor, id, Dispatch, Say{})
}

// Deliver says that the goods were handed over at the door.
func (d *Desk) Deliver(ctx context.Context, actor account.Actor, id ident.ID) (View, error) {
	return d.do(ctx, actor, id, Deliver, Say{})
}

// NotCollected says that nobody came; the slot must be over.
func (d *Desk) NotCollected(ctx context.Context, actor account.Actor, id ident.ID, say Say) (View, error) {
	return d.do(ctx, actor, id, MarkUncollected, say)
}

// Collect hands the goods over at the counter against the customer's code. It
// answers ErrCode for another code and ErrCodeLocked after MaxGuesses tries;
// without a code it takes a manager, who says why.
func (d *Desk) Collect(ctx context.Context, actor account.Actor, id ident.ID, p Proof) (View, error) {
	o, err := d.seen(ctx, actor, id)
	if err != nil {
		return View{}, err
	}
	if now := d.clock.Now(); !o.Allows(Collect, ByShop) {
		_, err := o.Do(Collect, By{Party: ByShop}, now, Say{})
		return o.SeenBy(ByShop, now), err // collected already, or refused
	}
	if err := d.prove(ctx, actor, o, p); err != nil {
		return View{}, err
	}
	return d.move(ctx, actor, id, Collect, Say{Reason: p.Reason})
}

func (d *Desk) prove(ctx context.Context, actor account.Actor, o Order, p Proof) error {
	if p.WithoutCode {
		if p.Reason == "" {
			return fault.ErrInvalid.At("/reason", fault.FieldRequired)
		}
		return d.staff.Require(ctx, actor, o.Shop.ID, shop.Manager)
	}
	if p.Code == "" {
		return fault.ErrInvalid.At("/code", fault.FieldRequired)
	}
	// Every try is counted before it is judged, so that many made at once
	// cannot be more than allowed.
	switch left, err := d.guesses.Spend(ctx, o.ID); {
	case err != nil:
		return err
	case !left:
		return ErrCodeLocked
	case !d.secrets.PickupMatches(o, p.Code):
		return ErrCode.At("/code", fault.FieldUnknown)
	}
	return nil
}

func (d *Desk) do(ctx context.Context, actor account.Actor, id ident.ID, c Command, say Say) (View, error) {
	if _, err := d.seen(ctx, actor, id); err != nil {
		return View{}, err
	}
	return d.move(ctx, actor, id, c, say)
}

// seen reads an order that the actor may deal with; to anybody who does not
// work in its shop it answers fault.ErrNotFound.
func (d *Desk) seen(ctx context.Context, actor account.Actor, id ident.ID) (Order, error) {
	if err := actor.RequireSignedIn(); err != nil {
		return Order{}, err
	}
	o, err := d.shelf.Get(ctx, id)
	if err != nil {
		return Order{}, err
	}
	return o, staffed(ctx, d.staff, actor, o, shop.Preparer)
}

func (d *Desk) move(ctx context.Context, actor account.Actor, id ident.ID, c Command, say Say) (View, error) {
	var o Order
	now := d.clock.Now()
	err := d.unit.Do(ctx, func(ctx context.Context, stores Stores) (err error) {
		o, err = stores.do(ctx, id, c, By{Party: ByShop, Account: actor.Account}, now, say)
		return err
	})
	return o.SeenBy(ByShop, now), err
}
