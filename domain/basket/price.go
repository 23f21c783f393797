package basket

import (
	"errors"
	"time"

	"cabas/domain/catalog"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
	"cabas/domain/shop"
)

// pricing is one shop's part of a quote in the making.
type pricing struct {
	at     int // its place in the wish
	wish   ShopWish
	plan   fulfilment.Plan
	offers map[ident.ID]catalog.Offer
	closed *fault.Error // why the server takes no orders; nil when it does
	now    time.Time
}

func (p pricing) quote(s shop.ForOrdering) (ShopQuote, error) {
	q := ShopQuote{
		Shop: s, TermsVersion: TermsVersion, Way: p.wish.Way, Address: p.wish.Address,
		Capacity: p.plan.Ways.Rule(p.wish.Way).Capacity, Lines: make([]Line, len(p.wish.Lines)),
	}
	p.door(&q)
	wanted := map[ident.ID]int64{} // lines on one variant draw on one stock
	for _, l := range p.wish.Lines {
		wanted[l.Variant] += l.Quantity.Amount
	}
	for j, l := range p.wish.Lines {
		line, problem, err := p.line(s.Seller, j, l, wanted[l.Variant])
		if err != nil {
			return ShopQuote{}, err
		}
		if problem != nil {
			q.Problems = append(q.Problems, problem)
		}
		q.Lines[j] = line
		q.Totals.ItemsCents += line.TotalCents
		if line.Product != "" {
			q.Totals.VAT.Add(line.VATRate, money.Cents(line.TotalCents))
		}
	}
	p.way(&q)
	p.slot(&q)
	return q, nil
}

// door says whether the server and the shop take orders at all.
func (p pricing) door(q *ShopQuote) {
	if p.closed != nil {
		q.Problems = append(q.Problems, p.closed.At(shopAt(p.at)+"/shopId", fault.FieldUnknown))
	}
	if !q.Shop.Selling {
		q.Problems = append(q.Problems, shop.ErrNotSelling.At(shopAt(p.at)+"/shopId", fault.FieldUnknown))
	}
	if paused(q.Shop, p.now) {
		q.Problems = append(q.Problems, shop.ErrPaused.At(shopAt(p.at)+"/shopId", fault.FieldUnknown))
	}
}

// line prices one line; wanted is how much of its variant all lines want.
// A hidden product is like one that never was.
func (p pricing) line(s shop.Seller, j int, w Wanted, wanted int64) (Line, *fault.Error, error) {
	line := Line{Wanted: w, Status: Unavailable}
	at := QuantityAt(p.at, j)
	o, found := p.offers[w.Variant]
	if !found || !o.Published || o.Shop != p.wish.Shop {
		return line, ErrNotAvailable.At(lineAt(p.at, j), fault.FieldUnknown), nil
	}
	cents, err := o.Price.For(w.Quantity)
	if err != nil {
		var f *fault.Error
		if errors.As(err, &f) {
			err = f.At(at, fault.FieldMalformed)
		}
		return line, nil, err
	}
	line.Product, line.ProductName, line.VariantName = o.Product, o.ProductName, o.VariantName
	line.Price, line.VATRate, line.TotalCents, line.Withdrawal = o.Price, rateOf(s, o), cents, o.Withdrawal
	if unit, due := o.UnitPrice(); due {
		line.UnitPrice = unit
	}
	words := map[string]any{"name": o.ProductName}
	left, counted := o.Available.Left()
	switch {
	case !counted && !o.Available.Remaining(wanted):
		return line, ErrNotAvailable.With(words).At(lineAt(p.at, j), fault.FieldUnknown), nil
	case !o.Fits(w.Quantity.Amount):
		line.Status = Changed
		line.Possible = &measure.Quantity{Unit: o.Unit, Amount: fitting(w.Quantity.Amount, o.Step, o.Minimum)}
		return line, ErrQuantity.With(words).At(at, fault.FieldMalformed), nil
	case !o.Available.Remaining(wanted):
		line.Status, line.Possible = Insufficient, &measure.Quantity{Unit: o.Unit, Amount: left}
		return line, catalog.ErrOutOfStock.With(words).At(at, fault.FieldTooLarge), nil
	}
	line.Status = Available
	return line, nil, nil
}

// rateOf is the rate that a seller charges on an offer: none where no VAT is
// charged at all, whatever the product says, for VAT once invoiced is due (CGI,
// art. 293 B and 283-3).
func rateOf(s shop.Seller, o catalog.Offer) money.Rate {
	if s.VATExempt {
		return money.Exempt
	}
	return o.VATRate
}

// fitting is the largest amount that fits and is not more than wanted, or the
// smallest that can be bought.
func fitting(wanted, step, least int64) int64 {
	if step < 1 {
		return max(least, measure.MinAmount)
	}
	if smallest := max(least, step); wanted < smallest {
		if least > 0 {
			return least
		}
		return smallest
	}
	return wanted - (wanted-least)%step
}
