package handler

import (
	"context"
	"time"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/api/problem"
	"cabas/domain/basket"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
)

// shopWishOf reads what is wanted of one shop.
func shopWishOf(shop string, way gen.Way, to *gen.DeliveryAddress, slot *gen.SlotChoice, lines []gen.BasketLine) basket.ShopWish {
	w := basket.ShopWish{Shop: ident.ID(shop), Way: fulfilment.Way(way), Lines: make([]basket.Wanted, len(lines))}
	if to != nil {
		w.Address = &basket.Address{Line1: to.Line1, Line2: deref(to.Line2), Postcode: to.Postcode, City: to.City}
	}
	if slot != nil {
		w.Slot = slot.Start
	}
	for i, l := range lines {
		w.Lines[i] = basket.Wanted{Variant: ident.ID(l.VariantID), Quantity: *readQuantity(&l.Quantity)}
	}
	return w
}

// quoteOf writes a priced basket.
func quoteOf(ctx context.Context, q basket.Quote) gen.Quote {
	out := gen.Quote{QuoteHash: q.Hash, Placeable: q.Placeable(), TotalCents: q.TotalCents, Shops: make([]gen.QuotedShop, len(q.Shops))}
	for i, s := range q.Shops {
		out.Shops[i] = quotedShopOf(ctx, s)
		if p := q.ProposedSlot(i); p != nil {
			out.Shops[i].ProposedSlot = slotOf(*p, s.Shop.Zone)
		}
	}
	if p, one := q.Together(); one {
		zone := q.Shops[0].Shop.Zone
		out.ProposedTogether = &gen.ProposedTogether{Start: p.Start.In(zone), End: p.End.In(zone)}
		for _, s := range q.Shops {
			slot := p.Slots[s.Shop.ID]
			out.ProposedTogether.Slots = append(out.ProposedTogether.Slots,
				gen.ProposedSlot{ShopID: s.Shop.ID.String(), Start: slot.Start.In(s.Shop.Zone), End: slot.End.In(s.Shop.Zone)})
		}
	}
	return out
}

func quotedShopOf(ctx context.Context, s basket.ShopQuote) gen.QuotedShop {
	out := gen.QuotedShop{
		Shop:         gen.ShopRef{ID: s.Shop.ID.String(), Slug: s.Shop.Slug, Name: s.Shop.Name},
		TermsVersion: s.TermsVersion, Way: gen.Way(s.Way), Totals: totalsOf(order.Totals(s.Totals)),
		Lines: make([]gen.QuotedLine, len(s.Lines)), Ways: make([]gen.WayOffer, len(s.Ways)),
		Slots: make([]gen.Slot, len(s.Slots)), Problems: make([]gen.QuoteProblem, len(s.Problems)),
	}
	if d := s.Shop.Seller; s.Shop.Selling {
		out.Seller = &gen.SellerNotice{
			Professional: d.Professional, LegalName: d.LegalName, LegalForm: optional(d.LegalForm), SIRET: optional(d.SIRET),
			VATNumber: optional(d.VATNumber), VATExempt: d.VATExempt, Address: *addressBack(&d.Address), Mediator: mediatorBack(d.Mediator),
		}
	}
	for i, l := range s.Lines {
		out.Lines[i] = quotedLineOf(l)
	}
	for i, w := range s.Ways {
		out.Ways[i] = wayOfferOf(ctx, w)
	}
	for i, slot := range s.Slots {
		out.Slots[i] = *slotOf(slot, s.Shop.Zone)
	}
	if s.Slot != nil {
		out.Slot = slotOf(*s.Slot, s.Shop.Zone)
	}
	for i, p := range s.Problems {
		out.Problems[i] = quoteProblemOf(ctx, p)
	}
	return out
}

func quotedLineOf(l basket.Line) gen.QuotedLine {
	out := gen.QuotedLine{
		VariantID: l.Variant.String(), ProductID: optional(l.Product.String()), Name: l.ProductName, VariantName: l.VariantName,
		Quantity: *quantityOf(&l.Quantity), PriceCents: l.Price.Cents, VATRate: int(l.VATRate), LineTotalCents: l.TotalCents,
		Withdrawal: optional(gen.Withdrawal(l.Withdrawal)), Status: gen.LineStatus(l.Status),
	}
	if l.UnitPrice.Per != "" {
		out.UnitPrice = unitPriceOf(l.UnitPrice)
	}
	if l.Possible != nil {
		out.Available = stockQuantity(l.Possible.Unit, l.Possible.Amount)
	}
	return out
}

func wayOfferOf(ctx context.Context, w basket.WayOffer) gen.WayOffer {
	out := gen.WayOffer{Way: gen.Way(w.Way), Available: w.Problem == nil, FeeCents: w.FeeCents,
		MinimumCents: optional(w.MinimumCents), FreeFromCents: w.FreeFromCents}
	if w.Problem != nil {
		p := quoteProblemOf(ctx, w.Problem)
		out.Problem = &p
	}
	return out
}

func slotOf(s fulfilment.Slot, zone *time.Location) *gen.Slot {
	free := s.Available()
	return &gen.Slot{Start: s.Start.In(zone), End: s.End.In(zone), Available: &free}
}

// quoteProblemOf says why something cannot be placed, in the words that a
// refusal would have.
func quoteProblemOf(ctx context.Context, f *fault.Error) gen.QuoteProblem {
	out := gen.QuoteProblem{Code: f.Code, Detail: problem.Of(f, mid.LanguageOf(ctx)).Title}
	if len(f.Fields) > 0 {
		out.Pointer = &f.Fields[0].Pointer
	}
	return out
}
