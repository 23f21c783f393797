package basket

import (
	"context"

	"cabas/domain/catalog"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/platform"
)

// Service prices baskets.
type Service struct {
	shops  Shops
	offers catalog.Offers
	plans  Plans
	orders platform.Ordering
	clock  clock.Clock
}

// NewService makes the service.
func NewService(shops Shops, offers catalog.Offers, plans Plans, orders platform.Ordering, c clock.Clock) *Service {
	return &Service{shops, offers, plans, orders, c}
}

// Quote prices a basket as things stand now, for anybody; it writes nothing and
// asks the same number of questions whatever the basket. What cannot be placed
// is said within the quote. It answers fault.ErrInvalid for a basket that makes
// no sense, fault.ErrNotFound for an unknown shop, and measure.ErrUnit or
// measure.ErrRange for a quantity that cannot be priced.
func (s *Service) Quote(ctx context.Context, w Wish) (Quote, error) {
	if err := w.check(); err != nil {
		return Quote{}, err
	}
	shops, err := s.shops.ForOrdering(ctx, w.shops())
	if err != nil {
		return Quote{}, err
	}
	for i, part := range w.Shops {
		if _, known := shops[part.Shop]; !known {
			return Quote{}, fault.ErrNotFound.At(shopAt(i)+"/shopId", fault.FieldUnknown)
		}
	}
	offers, err := s.offers.Offers(ctx, w.Variants())
	if err != nil {
		return Quote{}, err
	}
	now := s.clock.Now()
	plans, err := s.plans.Plans(ctx, shops, now)
	if err != nil {
		return Quote{}, err
	}
	q := Quote{Shops: make([]ShopQuote, len(w.Shops))}
	open := make(map[ident.ID][]fulfilment.Slot, len(w.Shops))
	var bring []ident.ID
	for i, part := range w.Shops {
		p := pricing{at: i, wish: part, plan: plans[part.Shop], offers: offers, closed: s.orders.Refusal(), now: now}
		if q.Shops[i], err = p.quote(shops[part.Shop]); err != nil {
			return Quote{}, err
		}
		q.TotalCents += q.Shops[i].Totals.TotalCents
		open[part.Shop] = available(q.Shops[i].Slots)
		if part.Way == fulfilment.Delivery {
			bring = append(bring, part.Shop)
		}
	}
	q.Proposal, q.Proposed = fulfilment.Propose(open, bring...)
	q.Hash = hash(q)
	return q, nil
}

func (w Wish) shops() []ident.ID {
	ids := make([]ident.ID, len(w.Shops))
	for i, s := range w.Shops {
		ids[i] = s.Shop
	}
	return ids
}

// Variants lists the variants of the wish, each once.
func (w Wish) Variants() []ident.ID {
	var ids []ident.ID
	seen := map[ident.ID]bool{}
	for _, s := range w.Shops {
		for _, l := range s.Lines {
			if !seen[l.Variant] {
				seen[l.Variant] = true
				ids = append(ids, l.Variant)
			}
		}
	}
	return ids
}

func available(slots []fulfilment.Slot) []fulfilment.Slot {
	var out []fulfilment.Slot
	for _, s := range slots {
		if s.Available() {
			out = append(out, s)
		}
	}
	return out
}
