package catalog

import (
	"context"
	"strings"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/page"
	"cabas/domain/kernel/work"
	"cabas/domain/shop"
)

// MaxReason bounds the reason of a movement.
const MaxReason = 200

// StockService holds what a shop's staff do with stock.
type StockService struct {
	offers Offers
	ledger Ledger
	access shop.Access
	unit   work.Unit[Stores]
	clock  clock.Clock
}

// NewStockService makes the use cases of stock.
func NewStockService(offers Offers, ledger Ledger, access shop.Access, unit work.Unit[Stores], c clock.Clock) *StockService {
	return &StockService{offers: offers, ledger: ledger, access: access, unit: unit, clock: c}
}

// Adjust adds a difference to what is on hand, below zero to take away, but
// never more than there is: ErrBelowZero. All staff may.
func (s *StockService) Adjust(ctx context.Context, actor account.Actor, variant ident.ID, difference int64, reason string) (Entry, error) {
	var c fault.Check
	c.If(difference == 0, "/difference", fault.FieldRequired)
	c.If(difference < -measure.MaxAmount, "/difference", fault.FieldTooSmall)
	c.If(difference > measure.MaxAmount, "/difference", fault.FieldTooLarge)
	m := Movement{Variant: variant, Kind: MovedAdjust, Difference: difference, Reason: reason}
	return s.move(ctx, actor, m, c, Ledger.Adjust)
}

// Count states what an inventory found in the shop, reserved units included.
// When open orders reserve more than that, the shop is told. All staff may.
func (s *StockService) Count(ctx context.Context, actor account.Actor, variant ident.ID, onHand int64, reason string) (Entry, error) {
	var c fault.Check
	c.If(onHand < 0, "/quantity", fault.FieldTooSmall)
	c.If(onHand > measure.MaxAmount, "/quantity", fault.FieldTooLarge)
	m := Movement{Variant: variant, Kind: MovedCount, OnHand: onHand, Reason: reason}
	return s.move(ctx, actor, m, c, Ledger.Count)
}

// SellOut says that nothing is left of a variant whose stock is not counted.
// All staff may.
func (s *StockService) SellOut(ctx context.Context, actor account.Actor, variant ident.ID, reason string) (Entry, error) {
	return s.move(ctx, actor, Movement{Variant: variant, Kind: MovedSoldOut, Reason: reason}, fault.Check{}, Ledger.Mark)
}

// Restore says that a sold-out variant is available again. All staff may.
func (s *StockService) Restore(ctx context.Context, actor account.Actor, variant ident.ID, reason string) (Entry, error) {
	return s.move(ctx, actor, Movement{Variant: variant, Kind: MovedBack, Reason: reason}, fault.Check{}, Ledger.Mark)
}

// Movements lists a variant's movements, the latest first, to the shop's
// staff.
func (s *StockService) Movements(ctx context.Context, actor account.Actor, variant ident.ID, r page.Request) (page.Page[Movement], error) {
	if _, err := s.staffed(ctx, actor, variant); err != nil {
		return page.Page[Movement]{}, err
	}
	return s.ledger.Movements(ctx, variant, r)
}

func (s *StockService) move(ctx context.Context, actor account.Actor, m Movement, c fault.Check,
	apply func(Ledger, context.Context, Movement) (Entry, error)) (Entry, error) {
	o, err := s.staffed(ctx, actor, m.Variant)
	if err != nil {
		return Entry{}, err
	}
	m.ID, m.By, m.At, m.Reason = ident.New("mov"), actor.Account, s.clock.Now(), strings.TrimSpace(m.Reason)
	tooLong(&c, m.Reason, MaxReason, "/reason")
	if err := c.Err(); err != nil {
		return Entry{}, err
	}
	var entry Entry
	err = s.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		if entry, err = apply(st.Ledger, ctx, m); err != nil || !entry.Stock.Short() {
			return err
		}
		return st.Facts.Record(ctx, fact.New(FactShort, o.Product, m.At,
			map[string]ident.ID{"shop": o.Shop, "variant": m.Variant}))
	})
	return entry, err
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
