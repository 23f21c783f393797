package checkout

import (
	"context"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/repeat"
	"cabas/domain/kernel/work"
	"cabas/domain/order"
)

// Ports is what the service reads outside its transactions.
type Ports struct {
	Quotes    Quotes
	Checkouts Checkouts
	Codes     Codes
	Orders    Orders
	Pauses    Pauses
	People    People
	Settings  Settings
	Seal      Seal
	Secrets   order.Secrets
	Clock     clock.Clock
}

// Service places baskets and lets guests confirm them.
type Service struct {
	Ports
	unit work.Unit[Stores]
}

// NewService makes the service.
func NewService(p Ports, unit work.Unit[Stores]) *Service { return &Service{p, unit} }

// Get gives a placed basket to the account that placed it, or to whoever
// presents its orders' secret. Knowing the basket opens nothing: whoever lost
// the answer repeats the request. It answers fault.ErrUnauthenticated to whoever
// presents nothing, fault.ErrNotFound to anybody else.
func (s *Service) Get(ctx context.Context, v Viewer, basket ident.ID) (Placed, error) {
	if !v.Actor.SignedIn() && v.Secret == "" {
		return Placed{}, fault.ErrUnauthenticated
	}
	c, err := s.Checkouts.ByBasket(ctx, basket)
	if err != nil {
		return Placed{}, err
	}
	p, err := s.read(ctx, c)
	if err != nil {
		return Placed{}, err
	}
	owner := c.Account != "" && c.Account == v.Actor.Account
	holder := c.Account == "" && len(p.Orders) > 0 && s.Secrets.GuestMatches(p.Orders[0], v.Secret)
	if !owner && !holder {
		return Placed{}, fault.ErrNotFound
	}
	return p, nil
}

// read gives a checkout with its orders.
func (s *Service) read(ctx context.Context, c Checkout) (Placed, error) {
	orders, err := s.Orders.OfCheckout(ctx, c.ID)
	return s.placed(c, orders), err
}

func (s *Service) placed(c Checkout, orders []order.Order) Placed {
	p := Placed{Checkout: c, Orders: orders}
	if c.Account == "" && len(orders) > 0 {
		p.Secret = s.Secrets.Guest(orders[0])
	}
	return p
}

// customer is who orders, as the shops are told: a guest, checked, or an
// account, completed.
func (s *Service) customer(ctx context.Context, actor account.Actor, given Customer) (Customer, error) {
	if !actor.SignedIn() {
		return given.guest()
	}
	known, err := s.People.ByID(ctx, actor.Account)
	if err != nil {
		return Customer{}, err
	}
	given.Email = known.Email()
	if given.Name == "" {
		given.Name = known.Name()
	}
	return given.reachable()
}

// repeated looks for a placement of the same basket, or under the same name,
// and answers it when it is what is asked for again. It answers
// repeat.ErrReused when the name was given to something else, ErrBasketTaken
// when the basket was placed by somebody else or with other contents.
func (s *Service) repeated(ctx context.Context, c Checkout) (Placed, bool, error) {
	earlier, err := s.Checkouts.Earlier(ctx, c.Basket, c.Scope, c.Key)
	if err != nil {
		return Placed{}, false, err
	}
	for _, e := range earlier {
		switch {
		case e.Scope == c.Scope && e.Digest == c.Digest:
			p, err := s.read(ctx, e)
			return p, true, err
		case e.Scope == c.Scope && e.Key == c.Key:
			return Placed{}, false, repeat.ErrReused
		}
	}
	if len(earlier) > 0 {
		return Placed{}, false, ErrBasketTaken.At("/basketId", fault.FieldTaken)
	}
	return Placed{}, false, nil
}

// overtaken answers a basket that cannot be placed. The same request may have
// been sent twice, and the other one placed it a moment ago: it took the last of
// what this one wants, and its orders are the answer. If not, it is the error.
func (s *Service) overtaken(ctx context.Context, c Checkout, err error) (Placed, error) {
	if p, found, other := s.repeated(ctx, c); found || other != nil {
		return p, other
	}
	return Placed{}, err
}
