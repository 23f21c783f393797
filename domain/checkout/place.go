package checkout

import (
	"context"
	"errors"

	"cabas/domain/account"
	"cabas/domain/basket"
	"cabas/domain/catalog"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
	"cabas/domain/platform"
)

// tries bounds how often a basket is priced anew because something moved
// between reading and writing.
const tries = 3

// The ways in which a transaction learns that it must not go on.
var (
	errKnown = errors.New("checkout: placed already")
	errMoved = errors.New("checkout: the goods changed since they were priced")
)

// attempt is one placement under way.
type attempt struct {
	request  Request
	customer Customer
	checkout Checkout
	quote    basket.Quote
	orders   []order.Order
	code     string // for the guest to confirm; empty when nobody need
	secret   string // opens a guest's orders
	limits   platform.Settings
}

// Place places a basket: an order for each shop, or nothing. Asked again, by
// the same person with the same words, it answers the same orders. It answers
// ErrQuoteChanged, or what keeps a part of the basket from being placed (its
// fields point at the parts, it tells the basket.Quote as it is now);
// repeat.ErrReused, ErrBasketTaken, ErrTerms, ErrCustomer, ErrTooManyOpen, or
// fault.ErrInvalid.
func (s *Service) Place(ctx context.Context, actor account.Actor, r Request) (Placed, error) {
	if err := r.check(); err != nil {
		return Placed{}, err
	}
	a := attempt{request: r}
	var err error
	if a.customer, err = s.customer(ctx, actor, r.Customer); err != nil {
		return Placed{}, err
	}
	a.checkout = Checkout{
		ID: ident.New("chk"), Basket: r.Basket, Account: actor.Account, Key: r.Key, Digest: r.digest(),
		Scope: "account:" + string(actor.Account),
	}
	if !actor.SignedIn() {
		a.checkout.Scope = "guest:" + s.Seal.Digest("guest", a.customer.Email)
	}
	if p, found, err := s.repeated(ctx, a.checkout); found || err != nil {
		return p, err
	}
	if a.limits, err = s.Settings.Settings(ctx); err != nil {
		return Placed{}, err
	}
	for range tries {
		if err = s.prepare(ctx, &a); err != nil {
			return s.overtaken(ctx, a.checkout, err)
		}
		err = s.unit.Do(ctx, func(ctx context.Context, st Stores) error { return a.write(ctx, st, s.Seal) })
		switch {
		case err == nil:
			return s.placed(a.checkout, a.orders), nil
		case errors.Is(err, errKnown):
			p, _, err := s.repeated(ctx, a.checkout)
			return p, err
		case !errors.Is(err, errMoved) && !errors.Is(err, catalog.ErrOutOfStock) && !errors.Is(err, fulfilment.ErrSlotFull):
			return Placed{}, err
		}
	}
	if errors.Is(err, errMoved) {
		err = fault.ErrUnavailable.Because(err)
	}
	return Placed{}, err
}

// prepare prices the basket as things stand, compares it with what the
// customer saw, and makes the orders.
func (s *Service) prepare(ctx context.Context, a *attempt) error {
	var err error
	if a.quote, err = s.Quotes.Quote(ctx, a.request.Wish); err != nil {
		return err
	}
	if err := refusal(a.quote); err != nil {
		return err
	}
	if a.quote.Hash != a.request.Hash {
		return ErrQuoteChanged.Telling(a.quote)
	}
	a.checkout.PlacedAt = s.Clock.Now()
	if a.guest() {
		a.checkout.Origin = originOf(s.Seal, a.request.Origin, a.checkout.PlacedAt)
	}
	if a.mustConfirm() && a.code == "" {
		a.code = newCode()
		a.checkout.Code = Code{Digest: s.digest(a.checkout.ID, a.code), Sent: 1}
	}
	if a.code != "" {
		a.checkout.Code.SentAt = a.checkout.PlacedAt
	}
	a.orders, err = a.draft()
	a.secret = s.placed(a.checkout, a.orders).Secret
	return err
}

// refusal is what keeps the quoted basket from being placed: the first problem,
// with the parts of every problem like it.
func refusal(q basket.Quote) error {
	problems := q.Problems()
	if len(problems) == 0 {
		return nil
	}
	first := problems[0]
	for _, p := range problems[1:] {
		if p.Code == first.Code {
			for _, f := range p.Fields {
				first = first.At(f.Pointer, f.Code)
			}
		}
	}
	return first.Telling(q)
}

// write keeps everything: the claim, which decides who places, the guest's
// count, what is new, and what everybody wants.
func (a attempt) write(ctx context.Context, st Stores, seal Seal) error {
	switch claimed, err := st.Checkouts.Claim(ctx, a.checkout); {
	case err != nil:
		return err
	case !claimed:
		return errKnown
	}
	if a.guest() {
		if err := a.within(ctx, st.Guests, seal, a.limits); err != nil {
			return err
		}
	}
	if err := st.Orders.Orders.Insert(ctx, a.orders); err != nil {
		return err
	}
	if a.code != "" {
		p := Placed{Checkout: a.checkout, Orders: a.orders, Secret: a.secret}
		if err := st.Post.Confirmation(ctx, p.confirmation(a.code, a.checkout.PlacedAt)); err != nil {
			return err
		}
	}
	return a.reserve(ctx, st)
}

// reserve reads again what was priced, for whoever waited may have waited long,
// and then takes goods and places, in the order in which all transactions do. It
// comes last, so that others who want the same wait as briefly as can be.
func (a attempt) reserve(ctx context.Context, st Stores) error {
	offers, err := st.Offers.Offers(ctx, a.request.Wish.Variants())
	if err != nil {
		return err
	}
	if !a.quote.Holds(offers) {
		return errMoved
	}
	if err := st.Stock.Take(ctx, a.takes()); err != nil {
		return err
	}
	for _, q := range a.byShop() {
		if err := st.Slots.Take(ctx, q.Shop.ID, q.Way, q.Slot.Start, q.Slot.End, q.Capacity); err != nil {
			return err
		}
	}
	return nil
}
