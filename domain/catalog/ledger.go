package catalog

import (
	"context"
	"slices"
	"strings"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/page"
	"cabas/domain/kernel/repeat"
	"cabas/domain/kernel/work"
	"cabas/domain/shop"
)

// MaxReason bounds the reason of a movement.
const MaxReason = 200

// Report is what a member of staff says of a variant's stock.
type Report struct {
	Variant ident.ID
	// Kind is MovedAdjust, MovedCount, MovedSoldOut or MovedBack.
	Kind MovementKind
	// Unit and Amount are the difference of an adjustment, or what a count
	// found in the shop, reserved units included.
	Unit   measure.Unit
	Amount int64
	Reason string
	// Attempt names the report, so that it is heard once.
	Attempt repeat.Key
}

// StockService holds what a shop's staff do with stock.
type StockService struct {
	offers  Offers
	history History
	people  account.People
	access  shop.Access
	unit    work.Unit[Stores]
	clock   clock.Clock
}

// NewStockService makes the use cases of stock.
func NewStockService(offers Offers, history History, people account.People, access shop.Access, unit work.Unit[Stores], c clock.Clock) *StockService {
	return &StockService{offers: offers, history: history, people: people, access: access, unit: unit, clock: c}
}

// Report changes stock as a member of the shop's staff says: ErrBelowZero
// when an adjustment would take more than is on hand, ErrNotCounted and
// ErrCounted when it does not fit how the stock is kept. When open orders reserve more than a count found, that
// becomes a fact.
func (s *StockService) Report(ctx context.Context, actor account.Actor, r Report) (Movement, error) {
	offer, err := s.staffed(ctx, actor, r.Variant)
	if err != nil {
		return Movement{}, err
	}
	r.Reason = strings.TrimSpace(r.Reason)
	if err := r.check(offer.Unit, ""); err != nil {
		return Movement{}, err
	}
	m := Movement{ID: ident.New("mov"), Variant: r.Variant, Kind: r.Kind, By: actor.Account, Reason: r.Reason, At: s.clock.Now()}
	var done Movement // Do may run again, and begins with m each time
	err = s.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		earlier, err := st.Repeats.Claim(ctx, r.Attempt, m.ID, m.At)
		switch {
		case err != nil:
			return err
		case earlier != "":
			done, err = st.Ledger.Movement(ctx, earlier)
			return err
		}
		if done, err = r.apply(ctx, st.Ledger, m); err != nil || !done.Stock.Short() {
			return err
		}
		return st.Facts.Record(ctx, fact.New(FactShort, offer.Product, m.At,
			map[string]ident.ID{"shop": offer.Shop, "variant": m.Variant}))
	})
	if err != nil {
		return Movement{}, err
	}
	named := []Movement{done}
	err = s.name(ctx, named, offer.Unit)
	return named[0], err
}

// check answers fault.ErrInvalid, its pointers beginning with at.
func (r Report) check(unit measure.Unit, at string) error {
	var c fault.Check
	tooLong(&c, r.Reason, MaxReason, at+"/reason")
	switch r.Kind {
	case MovedAdjust:
		c.If(r.Unit != unit, at+"/difference/unit", fault.FieldUnknown)
		c.If(r.Amount == 0 || r.Amount < -measure.MaxAmount, at+"/difference/amount", fault.FieldTooSmall)
		c.If(r.Amount > measure.MaxAmount, at+"/difference/amount", fault.FieldTooLarge)
	case MovedCount:
		c.If(r.Unit != unit, at+"/quantity/unit", fault.FieldUnknown)
		c.If(r.Amount < 0, at+"/quantity/amount", fault.FieldTooSmall)
		c.If(r.Amount > measure.MaxAmount, at+"/quantity/amount", fault.FieldTooLarge)
	case MovedSoldOut, MovedBack:
	default:
		c.If(true, at+"/kind", fault.FieldUnknown)
	}
	return c.Err()
}

func (r Report) apply(ctx context.Context, ledger Ledger, m Movement) (Movement, error) {
	switch r.Kind {
	case MovedAdjust:
		m.Difference = r.Amount
		return ledger.Adjust(ctx, m)
	case MovedCount:
		return ledger.Count(ctx, m, r.Amount)
	}
	return ledger.Mark(ctx, m)
}

// restate tells the ledger of one of the product's variants, and gives what
// happened beside: that open orders reserve more than there is.
func (r Report) restate(ctx context.Context, ledger Ledger, p *Product, by ident.ID, at time.Time) ([]fact.Fact, error) {
	m, err := r.apply(ctx, ledger, Movement{ID: ident.New("mov"), Variant: r.Variant, Kind: r.Kind, By: by, Reason: r.Reason, At: at})
	if err != nil {
		return nil, err
	}
	p.Variants[slices.IndexFunc(p.Variants, func(v Variant) bool { return v.ID == r.Variant })].Stock = m.Stock
	if !m.Stock.Short() {
		return nil, nil
	}
	return []fact.Fact{fact.New(FactShort, p.ID, at, map[string]ident.ID{"shop": p.Shop, "variant": r.Variant})}, nil
}

// Movements lists a variant's movements, the latest first, to the shop's
// staff.
func (s *StockService) Movements(ctx context.Context, actor account.Actor, variant ident.ID, r page.Request) (page.Page[Movement], error) {
	offer, err := s.staffed(ctx, actor, variant)
	if err != nil {
		return page.Page[Movement]{}, err
	}
	list, err := s.history.Movements(ctx, variant, r)
	if err != nil {
		return list, err
	}
	return list, s.name(ctx, list.Items, offer.Unit)
}

// name fills in what storage does not keep: the unit, and who it was.
func (s *StockService) name(ctx context.Context, movements []Movement, unit measure.Unit) error {
	var ids []ident.ID
	for _, m := range movements {
		if m.By != "" && !slices.Contains(ids, m.By) {
			ids = append(ids, m.By)
		}
	}
	people, err := s.people.Recipients(ctx, ids)
	for i := range movements {
		movements[i].Unit, movements[i].ByName = unit, people[movements[i].By].Name
	}
	return err
}

// staffed reads a variant in whose shop the actor works.
func (s *StockService) staffed(ctx context.Context, actor account.Actor, variant ident.ID) (Offer, error) {
	if err := actor.RequireSignedIn(); err != nil {
		return Offer{}, err
	}
	offers, err := s.offers.Offers(ctx, []ident.ID{variant})
	if err != nil {
		return Offer{}, err
	}
	o, found := offers[variant]
	if !found {
		return Offer{}, fault.ErrNotFound
	}
	return o, s.access.Require(ctx, actor, o.Shop, shop.Preparer)
}

// about makes a fact of a product.
func about(kind string, p Product, at time.Time) fact.Fact {
	return fact.New(kind, p.ID, at, map[string]ident.ID{"shop": p.Shop})
}
