package catalog

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/repeat"
)

// MaxSeveral bounds how many products one request may change.
const MaxSeveral = 100

// The bounds of a change of prices, in basis points: a tenth of the price, and
// three times it.
const (
	MinPriceChange = -9000
	MaxPriceChange = 20000
)

// Seen names a product and the version of it that the editor saw.
type Seen struct {
	Product ident.ID
	Version int64
}

// Several is what becomes of several products of a shop; nil leaves things as
// they are.
type Several struct {
	Products  []Seen
	Published *bool
	Category  *string
	Price     *PriceChange
	// Stock is told of each variant; its Variant and Attempt are ignored.
	Stock *Report
	// Attempt names the request, so that it is done once.
	Attempt repeat.Key
}

// PriceChange raises or lowers prices in proportion.
type PriceChange struct {
	BasisPoints int64
	// Round is what the new price is a multiple of, in cents.
	Round int64
}

// Of gives the new price, rounded half up in whole numbers, so that equal
// prices stay equal. What cost something never becomes free.
func (c PriceChange) Of(cents int64) int64 {
	whole := 10_000 * c.Round
	next := (cents*(10_000+c.BasisPoints) + whole/2) / whole * c.Round
	if cents > 0 {
		next = max(next, c.Round)
	}
	return next
}

func (e Several) check() error {
	var c fault.Check
	c.If(len(e.Products) == 0, "/products", fault.FieldRequired)
	c.If(len(e.Products) > MaxSeveral, "/products", fault.FieldTooLong)
	known := map[ident.ID]bool{}
	for i, p := range e.Products {
		c.If(known[p.Product], fmt.Sprintf("/products/%d/id", i), fault.FieldTaken)
		known[p.Product] = true
	}
	c.If(e.Published == nil && e.Category == nil && e.Price == nil && e.Stock == nil, "", fault.FieldRequired)
	if e.Category != nil {
		tooLong(&c, *e.Category, MaxCategory, "/category")
	}
	if e.Price != nil {
		c.If(e.Price.BasisPoints < MinPriceChange, "/price/basisPoints", fault.FieldTooSmall)
		c.If(e.Price.BasisPoints > MaxPriceChange, "/price/basisPoints", fault.FieldTooLarge)
		c.If(!slices.Contains([]int64{1, 5, 10}, e.Price.Round), "/price/roundCents", fault.FieldUnknown)
	}
	return c.Err()
}

// ChangeSeveral changes several products of one shop, all or none; its managers
// may. A product that is not of the shop is fault.ErrNotFound, one that was
// changed meanwhile fault.ErrStale; stock answers as StockService.Report does.
// An attempt that was made before answers the products as they are.
func (s *Service) ChangeSeveral(ctx context.Context, actor account.Actor, shopRef string, e Several) ([]View, error) {
	sign, err := s.door(ctx, actor, shopRef)
	if err != nil {
		return nil, err
	}
	if err := e.check(); err != nil {
		return nil, err
	}
	// Rows are touched in one order, so that two who cross wait for each other.
	order := slices.SortedFunc(slices.Values(e.Products), func(a, b Seen) int { return cmp.Compare(a.Product, b.Product) })
	now := s.clock.Now()
	done := make(map[ident.ID]Product, len(order))
	err = s.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		earlier, err := st.Repeats.Claim(ctx, e.Attempt, sign.ID, now)
		if err != nil {
			return err
		}
		var facts []fact.Fact
		for _, seen := range order {
			p, err := st.Shelf.Get(ctx, seen.Product)
			switch {
			case err != nil:
				return err
			case p.Shop != sign.ID:
				return fault.ErrNotFound
			case earlier == "" && p.Version != seen.Version:
				return fault.ErrStale
			}
			if earlier == "" {
				told, err := e.apply(ctx, st, &p, actor.Account, now)
				if err != nil {
					return err
				}
				facts = append(facts, told...)
			}
			done[p.ID] = p
		}
		return st.Facts.Record(ctx, facts...)
	})
	if err != nil {
		return nil, err
	}
	views := make([]View, len(e.Products))
	for i, seen := range e.Products {
		views[i] = View{done[seen.Product], sign, true}
	}
	return views, nil
}

// apply changes one product and its stock, and gives what happened.
func (e Several) apply(ctx context.Context, st Stores, p *Product, by ident.ID, now time.Time) ([]fact.Fact, error) {
	var facts []fact.Fact
	if e.Published != nil || e.Category != nil || e.Price != nil {
		books, err := p.Edit(e.edited(p.Details()), by, now)
		if err != nil {
			return nil, err
		}
		if err := st.Shelf.Update(ctx, *p, books); err != nil {
			return nil, err
		}
		facts = append(facts, about(FactChanged, *p, now))
	}
	if e.Stock == nil {
		return facts, nil
	}
	r := *e.Stock
	r.Reason = strings.TrimSpace(r.Reason)
	if err := r.check(p.Unit, "/stock"); err != nil {
		return nil, err
	}
	variants := slices.SortedFunc(slices.Values(p.Variants), func(a, b Variant) int { return cmp.Compare(a.ID, b.ID) })
	for _, v := range variants {
		r.Variant = v.ID
		told, err := r.restate(ctx, st.Ledger, p, by, now)
		if err != nil {
			return nil, err
		}
		facts = append(facts, told...)
	}
	return facts, nil
}

func (e Several) edited(d Details) Details {
	if e.Published != nil {
		d.Published = *e.Published
	}
	if e.Category != nil {
		d.Category = *e.Category
	}
	if e.Price != nil {
		for i, v := range d.Variants {
			d.Variants[i].PriceCents = e.Price.Of(v.PriceCents)
		}
	}
	return d
}
