package handler

import (
	openapi_types "github.com/oapi-codegen/runtime/types"

	"cabas/api/gen"
	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/page"
	"cabas/domain/order"
)

// OrderSheet writes orders as the contract shows them.
type OrderSheet struct {
	Secrets order.Secrets
	// QR draws a code as a "data:" image.
	QR func(text string) (string, error)
}

// order writes an order as one viewer may see it: the pickup code is the
// customer's alone, the customer's whereabouts are the shop's, too.
func (s OrderSheet) order(v order.View) (gen.Order, error) {
	sum := orderSummaryOf(v.Order, v.As)
	out := gen.Order{
		ID: sum.ID, Number: sum.Number, BasketID: sum.BasketID, Shop: sum.Shop, State: sum.State, Way: sum.Way, Slot: sum.Slot,
		TotalCents: sum.TotalCents, ItemCount: sum.ItemCount, CustomerName: sum.CustomerName, PlacedAt: sum.PlacedAt,
		AcceptBy: sum.AcceptBy, Seller: soldByOf(v.Seller), TermsVersion: v.TermsVersion, Totals: totalsOf(v.Totals),
		Note: optional(v.Note), Language: gen.Language(v.Customer.Language), Payment: gen.PaymentMethodOnTheSpot,
		Reason: optional(v.Life().Reason), Lines: make([]gen.OrderLine, len(v.Lines)), Actions: make([]gen.OrderAction, len(v.Actions)),
	}
	for i, l := range v.Lines {
		out.Lines[i] = orderLineOf(l)
	}
	for i, c := range v.Actions {
		out.Actions[i] = gen.OrderAction(c)
	}
	if c := v.Customer; c.Email != "" { // a guest who was forgotten has none
		out.Customer = &gen.Customer{Name: c.Name, Phone: optional(c.Phone), Email: openapi_types.Email(c.Email)}
	}
	if a := v.Address; a != nil {
		out.DeliveryAddress = &gen.DeliveryAddress{Line1: a.Line1, Line2: optional(a.Line2), Postcode: a.Postcode, City: a.City}
	}
	if v.As != order.ByCustomer || v.Way != order.Counter || !v.Open() {
		return out, nil
	}
	code := s.Secrets.Pickup(v.Order)
	image, err := s.QR(v.ID.String() + ":" + code) // a counter that scans it need not look for the order
	out.Pickup = &gen.Pickup{Code: code, QR: image}
	return out, err
}

func orderSummaryOf(o order.Order, as order.Party) gen.OrderSummary {
	zone := calendar.ZoneOrUTC(o.Shop.Zone)
	out := gen.OrderSummary{
		ID: o.ID.String(), Number: o.Number, BasketID: o.Basket.String(),
		Shop:  gen.ShopRef{ID: o.Shop.ID.String(), Slug: o.Shop.Slug, Name: o.Shop.Name},
		State: gen.OrderState(o.State()), Way: gen.Way(o.Way), Slot: gen.Slot{Start: o.Slot.Start.In(zone), End: o.Slot.End.In(zone)},
		TotalCents: o.Totals.TotalCents, ItemCount: len(o.Lines), PlacedAt: o.PlacedAt,
	}
	if as == order.ByShop {
		out.CustomerName = &o.Customer.Name
	}
	if o.State() == order.Placed {
		by := o.Life().AcceptBy.In(zone)
		out.AcceptBy = &by
	}
	return out
}

func orderSummariesOf(p page.Page[order.Order], as order.Party) gen.OrderPage {
	items := page.Map(p, func(o order.Order) gen.OrderSummary { return orderSummaryOf(o, as) })
	return gen.OrderPage{Items: items.Items, Next: next(items.Next)}
}

func orderLineOf(l order.Line) gen.OrderLine {
	out := gen.OrderLine{
		ID: l.ID.String(), VariantID: l.Variant.String(), ProductID: l.Product.String(), Name: l.ProductName, VariantName: l.VariantName,
		Quantity: *quantityOf(&l.Quantity), PriceCents: l.Price.Cents, VATRate: int(l.VATRate), LineTotalCents: l.TotalCents,
		Withdrawal: gen.Withdrawal(l.Withdrawal),
	}
	if l.UnitPrice.Per != "" {
		out.UnitPrice = unitPriceOf(l.UnitPrice)
	}
	return out
}

func totalsOf(t order.Totals) gen.Totals {
	out := gen.Totals{ItemsCents: t.ItemsCents, DeliveryCents: t.DeliveryCents, TotalCents: t.TotalCents, VAT: make([]gen.VATShare, len(t.VAT))}
	for i, r := range t.VAT {
		out.VAT[i] = gen.VATShare{Rate: int(r.Rate), GrossCents: int64(r.Gross), VATCents: int64(r.VAT)}
	}
	return out
}

// soldByOf writes the legal notice of who sold.
func soldByOf(s order.Seller) *gen.SellerNotice {
	out := &gen.SellerNotice{
		Professional: s.Professional, LegalName: s.LegalName, LegalForm: optional(s.LegalForm), SIRET: optional(s.SIRET),
		VATNumber: optional(s.VATNumber), VATExempt: s.VATExempt,
		Address: gen.Address{Line1: s.Address.Line1, Line2: optional(s.Address.Line2), Postcode: s.Address.Postcode, City: s.Address.City},
	}
	if s.Mediator != (order.Mediator{}) {
		out.Mediator = &gen.Mediator{Name: s.Mediator.Name, Website: s.Mediator.Website}
	}
	return out
}
