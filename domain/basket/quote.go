package basket

import (
	"cabas/domain/catalog"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
	"cabas/domain/shop"
)

// TermsVersion names the wording of the terms of sale that customers accept.
const TermsVersion = "2026-11"

// Quote is a priced basket. Nothing is reserved.
type Quote struct {
	// Hash stands for all that the customer agrees to; see hash.
	Hash       string
	Shops      []ShopQuote
	TotalCents int64
	// Proposal is a slot for each shop; false when a shop has none.
	Proposal fulfilment.Proposal
	Proposed bool
}

// ShopQuote is the part of a quote that is one shop's, in the order of the wish.
type ShopQuote struct {
	Shop         shop.ForOrdering
	TermsVersion string
	Way          fulfilment.Way
	Address      *Address
	Lines        []Line
	Ways         []WayOffer
	// Capacity is how many orders each of the slots takes.
	Capacity int
	// Slots are those of the way that can be booked, full ones too.
	Slots []fulfilment.Slot
	// Slot is the one wished for, when it can be booked.
	Slot   *fulfilment.Slot
	Fee    Fee
	Totals Totals
	// Problems are why this part cannot be placed as it is; each points into
	// the wish. None: it can.
	Problems []*fault.Error
}

// LineStatus says whether a line can be had.
type LineStatus string

// What may be said of a line.
const (
	// Available: it can be had as it is wished for.
	Available LineStatus = "ok"
	// Unavailable: it cannot be had at all.
	Unavailable LineStatus = "unavailable"
	// Insufficient: less remains than is wished for.
	Insufficient LineStatus = "insufficient"
	// Changed: another quantity is possible.
	Changed LineStatus = "changed"
)

// Line is a line with its truth.
type Line struct {
	Wanted
	// Product and all that follows is empty for what is not on offer.
	Product                  ident.ID
	ProductName, VariantName string
	Price                    measure.Price
	// UnitPrice is the price per kilogram, litre or piece; zero when none is due.
	UnitPrice  measure.Price
	VATRate    money.Rate
	TotalCents int64
	Withdrawal string
	Status     LineStatus
	// Possible is what can be had instead: what remains, or the nearest
	// quantity that fits; nil when that is not known.
	Possible *measure.Quantity
}

// WayOffer is a way that the shop offers, and on what conditions.
type WayOffer struct {
	Way           fulfilment.Way
	FeeCents      int64
	MinimumCents  int64
	FreeFromCents *int64
	// Problem is why these goods cannot leave so; nil when they can.
	Problem *fault.Error
}

// Fee is what the way adds, VAT included; zero at the counter.
type Fee struct {
	Cents   int64
	VATRate money.Rate
}

// Totals is what one shop receives, VAT included, and the VAT by rate, the
// delivery's included.
type Totals struct {
	ItemsCents, DeliveryCents, TotalCents int64
	VAT                                   money.Totals
}

// Placeable reports whether no shop has a problem.
func (q Quote) Placeable() bool { return len(q.Problems()) == 0 }

// Problems lists what keeps the basket from being placed, in the wish's order.
func (q Quote) Problems() []*fault.Error {
	var out []*fault.Error
	for _, s := range q.Shops {
		out = append(out, s.Problems...)
	}
	return out
}

// Together is the proposal when one walk will do for every shop.
func (q Quote) Together() (fulfilment.Proposal, bool) {
	return q.Proposal, q.Proposed && q.Proposal.Together
}

// ProposedSlot is the slot proposed for a shop: that of the common proposal,
// or else the shop's earliest with a place left; nil when there is none.
func (q Quote) ProposedSlot(i int) *fulfilment.Slot {
	if s, found := q.Proposal.Slots[q.Shops[i].Shop.ID]; found && q.Proposed {
		return &s
	}
	for _, s := range q.Shops[i].Slots {
		if s.Available() {
			return &s
		}
	}
	return nil
}

// Holds reports whether the offers, read again, are still those that were
// quoted: nothing that the customer agreed to has moved. Stock aside.
func (q Quote) Holds(offers map[ident.ID]catalog.Offer) bool {
	for _, s := range q.Shops {
		for _, l := range s.Lines {
			o, found := offers[l.Variant]
			if !found || !o.Published || o.Product != l.Product || o.Price != l.Price || rateOf(s.Shop.Seller, o) != l.VATRate ||
				o.ProductName != l.ProductName || o.VariantName != l.VariantName || o.Withdrawal != l.Withdrawal ||
				!o.Fits(l.Quantity.Amount) {
				return false
			}
		}
	}
	return true
}
