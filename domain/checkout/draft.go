package checkout

import (
	"cmp"
	"slices"
	"time"

	"cabas/domain/basket"
	"cabas/domain/catalog"
	"cabas/domain/order"
	"cabas/domain/shop"
)

// guest reports whether nobody is signed in.
func (a attempt) guest() bool { return a.checkout.Account == "" }

// mustConfirm reports whether the e-mail has to be proved: a guest's, unless
// every shop of the basket waives it.
func (a attempt) mustConfirm() bool {
	return a.guest() && slices.ContainsFunc(a.quote.Shops, func(s basket.ShopQuote) bool { return !s.Shop.WaiveConfirmation })
}

// takes is what the basket draws from stock.
func (a attempt) takes() []catalog.Take {
	var takes []catalog.Take
	for _, s := range a.request.Wish.Shops {
		for _, l := range s.Lines {
			takes = append(takes, catalog.Take{Variant: l.Variant, Amount: l.Quantity.Amount})
		}
	}
	return takes
}

// byShop gives the parts of the quote by ascending shop, the order in which
// slots are taken.
func (a attempt) byShop() []basket.ShopQuote {
	return slices.SortedFunc(slices.Values(a.quote.Shops), func(x, y basket.ShopQuote) int { return cmp.Compare(x.Shop.ID, y.Shop.ID) })
}

// draft makes the orders of the quoted basket.
func (a attempt) draft() ([]order.Order, error) {
	orders := make([]order.Order, len(a.quote.Shops))
	var confirmBy time.Time
	if a.mustConfirm() {
		confirmBy = a.checkout.PlacedAt.Add(time.Duration(a.limits.GuestCodeMinutes) * time.Minute)
	}
	for i, q := range a.quote.Shops {
		s := q.Shop
		d := order.Draft{
			Checkout: a.checkout.ID, Basket: a.checkout.Basket, Way: q.Way, Address: orderAddress(q.Address),
			Shop: order.Shop{ID: s.ID, Slug: s.Slug, Name: s.Name, Address: shopAddress(s.Address), Phone: s.Phone, Email: s.Email,
				Language: s.Language, Zone: s.Zone.String()},
			Seller: sellerOf(s.Seller),
			Customer: order.Customer{Account: a.checkout.Account, Name: a.customer.Name, Phone: a.customer.Phone,
				Email: a.customer.Email, Language: a.customer.Language},
			Slot: order.Slot{Start: q.Slot.Start, End: q.Slot.End}, Lines: linesOf(q.Lines),
			Delivery: order.Fee{Cents: q.Fee.Cents, VATRate: q.Fee.VATRate}, TermsVersion: q.TermsVersion,
			At: a.checkout.PlacedAt, ConfirmBy: confirmBy,
			AutoAccept: s.AutoAccept, Schedule: s.Schedule, AcceptWithin: s.AcceptWithin,
			RemindAfter: time.Duration(a.limits.ReminderMinutes) * time.Minute,
		}
		if i < len(a.request.Notes) {
			d.Note = a.request.Notes[i]
		}
		var err error
		if orders[i], err = order.New(d); err != nil {
			return nil, err
		}
	}
	return orders, nil
}

func linesOf(lines []basket.Line) []order.Line {
	out := make([]order.Line, len(lines))
	for i, l := range lines {
		out[i] = order.Line{Variant: l.Variant, Product: l.Product, ProductName: l.ProductName, VariantName: l.VariantName,
			Quantity: l.Quantity, Price: l.Price, UnitPrice: l.UnitPrice, VATRate: l.VATRate, Withdrawal: l.Withdrawal}
	}
	return out
}

func orderAddress(a *basket.Address) *order.Address {
	if a == nil {
		return nil
	}
	return &order.Address{Line1: a.Line1, Line2: a.Line2, Postcode: a.Postcode, City: a.City}
}

func shopAddress(a *shop.Address) *order.Address {
	if a == nil {
		return nil
	}
	copied := order.Address(*a)
	return &copied
}

func sellerOf(s shop.Seller) order.Seller {
	out := order.Seller{Professional: s.Professional, LegalName: s.LegalName, LegalForm: s.LegalForm, Address: order.Address(s.Address),
		SIRET: s.SIRET, VATNumber: s.VATNumber, VATExempt: s.VATExempt, Phone: s.Phone, Email: s.Email}
	if s.Mediator != nil {
		out.Mediator = order.Mediator(*s.Mediator)
	}
	return out
}
