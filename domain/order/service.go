package order

import (
	"context"
	"errors"
	"slices"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/kernel/work"
	"cabas/domain/shop"
)

// Viewer is who wants to see an order: somebody signed in, or whoever holds
// the secret of a guest's link.
type Viewer struct {
	Actor  account.Actor
	Secret string
}

// View is an order as one viewer may see it.
type View struct {
	Order
	// As is the party the viewer belongs to: the customer or the shop, and the
	// customer for who is both. Only the customer sees the pickup code.
	As Party
	// Actions are the commands that the viewer may give now.
	Actions []Command
}

// SeenBy shows the order to a party at a moment; also, where given, is the other
// side that the viewer stands on besides. It checks nothing: whoever calls it
// knows whom it shows the order to.
func (o Order) SeenBy(p Party, at time.Time, also ...Party) View {
	v := View{Order: o, As: p, Actions: []Command{}}
	for _, c := range asked {
		if o.timely(c, at) == nil && slices.ContainsFunc(append(also, p), func(p Party) bool { return o.Allows(c, p) }) {
			v.Actions = append(v.Actions, c)
		}
	}
	return v
}

// Service shows orders to those whose they are, and lets both sides cancel.
type Service struct {
	shelf   Shelf
	shops   Shops
	staff   Staff
	unit    work.Unit[Stores]
	secrets Secrets
	clock   clock.Clock
}

// NewService makes the service of those who look at orders.
func NewService(shelf Shelf, shops Shops, staff Staff, unit work.Unit[Stores], secrets Secrets, c clock.Clock) *Service {
	return &Service{shelf, shops, staff, unit, secrets, c}
}

// Get shows an order to its customer, to the holder of its secret, and to the
// staff of its shop once it was placed; to anybody else it answers
// fault.ErrNotFound.
func (s *Service) Get(ctx context.Context, v Viewer, id ident.ID) (View, error) {
	if !v.Actor.SignedIn() && v.Secret == "" {
		return View{}, fault.ErrUnauthenticated
	}
	o, err := s.shelf.Get(ctx, id)
	if err != nil {
		return View{}, err
	}
	as, also, err := s.partiesOf(ctx, v, o)
	return o.SeenBy(as, s.clock.Now(), also...), err
}

// partiesOf tells on which side of the order the viewer stands. Who is both its
// customer and the shop's staff counts as the customer, and may besides what the
// shop may while there is something left to do.
func (s *Service) partiesOf(ctx context.Context, v Viewer, o Order) (as Party, also []Party, err error) {
	customer := o.Customer.Account != "" && o.Customer.Account == v.Actor.Account || v.Secret != "" && s.secrets.GuestMatches(o, v.Secret)
	switch {
	case customer && (!v.Actor.SignedIn() || !o.Open()):
		return ByCustomer, nil, nil
	case !v.Actor.SignedIn():
		return "", nil, fault.ErrNotFound
	}
	err = staffed(ctx, s.staff, v.Actor, o, shop.Preparer)
	switch {
	case !customer:
		return ByShop, nil, err
	case err == nil:
		return ByCustomer, []Party{ByShop}, nil
	case errors.Is(err, fault.ErrNotFound):
		return ByCustomer, nil, nil
	}
	return "", nil, err
}

// staffed answers nil when the actor works in the order's shop and the shop
// may see the order.
func staffed(ctx context.Context, staff Staff, actor account.Actor, o Order, least shop.Role) error {
	if err := staff.Require(ctx, actor, o.Shop.ID, least); err != nil {
		return err
	}
	if o.life.ReachedAt.IsZero() {
		return fault.ErrNotFound
	}
	return nil
}

// Events lists what happened to an order, oldest first, to those who may see it.
func (s *Service) Events(ctx context.Context, v Viewer, id ident.ID, r page.Request) (page.Page[Event], error) {
	if _, err := s.Get(ctx, v, id); err != nil {
		return page.Page[Event]{}, err
	}
	return s.shelf.Events(ctx, id, r)
}

// OfShop lists the orders of a shop, named by identifier or slug, to its staff
// and by slot; those of one day only when day is not nil.
func (s *Service) OfShop(ctx context.Context, actor account.Actor, ref string, f ShopFilter, day *calendar.Date, r page.Request) (page.Page[Order], error) {
	if err := actor.RequireSignedIn(); err != nil {
		return page.Page[Order]{}, err
	}
	of, err := s.shops.ByRef(ctx, ref)
	if err != nil {
		return page.Page[Order]{}, err
	}
	if err := s.staff.Require(ctx, actor, of.ID, shop.Preparer); err != nil {
		return page.Page[Order]{}, err
	}
	if f.Shop = of.ID; day != nil {
		f = f.OnDay(*day, of.Location())
	}
	return s.shelf.OfShop(ctx, f, r)
}

// Mine lists the actor's own orders, newest first.
func (s *Service) Mine(ctx context.Context, actor account.Actor, openOnly bool, r page.Request) (page.Page[Order], error) {
	if err := actor.RequireSignedIn(); err != nil {
		return page.Page[Order]{}, err
	}
	return s.shelf.OfCustomer(ctx, actor.Account, openOnly, r)
}

// Cancel ends an order: its customer may until the goods are ready, its shop
// until hand-over and with a reason. Who is both cancels as the customer while
// customers may, then as the shop. Goods and slot come back, once.
func (s *Service) Cancel(ctx context.Context, v Viewer, id ident.ID, say Say) (View, error) {
	seen, err := s.Get(ctx, v, id)
	if err != nil {
		return View{}, err
	}
	if seen.As == ByCustomer && slices.Contains(seen.Actions, Cancel) && !seen.Allows(Cancel, ByCustomer) {
		seen.As = ByShop
	}
	by, now := By{Party: seen.As, Account: v.Actor.Account}, s.clock.Now()
	o := seen.Order
	err = s.unit.Do(ctx, func(ctx context.Context, stores Stores) error {
		o, err = stores.do(ctx, id, Cancel, by, now, say)
		return err
	})
	return o.SeenBy(seen.As, now), err
}
