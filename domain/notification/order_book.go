package notification

import (
	"context"
	"strings"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/speak"
	"cabas/domain/order"
)

// KeptOrders looks up orders as they are kept.
type KeptOrders interface {
	Get(ctx context.Context, id ident.ID) (order.Order, error)
}

// OrderBook implements Orders on kept orders. Links and codes are derived
// here, when a letter is worded: no fact and no order holds them.
type OrderBook struct {
	orders  KeptOrders
	secrets order.Secrets
	site    Site
}

// NewOrderBook makes the book that letters about orders are worded from.
func NewOrderBook(orders KeptOrders, secrets order.Secrets, site Site) OrderBook {
	return OrderBook{orders, secrets, site}
}

// View implements Orders.
func (b OrderBook) View(ctx context.Context, id ident.ID) (OrderView, error) {
	o, err := b.orders.Get(ctx, id)
	if err != nil {
		return OrderView{}, err
	}
	life, language := o.Life(), speak.Of(o.Customer.Language)
	v := OrderView{
		ID: o.ID, Number: o.Number, State: string(o.State()), Way: string(o.Way), Note: o.Note, Reason: life.Reason,
		Shop: ShopView{Name: o.Shop.Name, Address: place(o.Shop.Address), Phone: o.Shop.Phone, Email: o.Shop.Email,
			Language: o.Shop.Language, Zone: calendar.ZoneOrUTC(o.Shop.Zone)},
		Customer:   CustomerView{Name: o.Customer.Name, Email: o.Customer.Email, Phone: o.Customer.Phone, Language: o.Customer.Language},
		ItemsCents: o.Totals.ItemsCents, DeliveryCents: o.Totals.DeliveryCents, TotalCents: o.Totals.TotalCents,
		DeliveryAddress: place(o.Address), SlotStart: o.Slot.Start, SlotEnd: o.Slot.End,
		PickupCode: b.secrets.Pickup(o), Link: b.link(o), ShopLink: b.site.Address + "/boutique/commandes/" + o.ID.String(),
		Seller: sellerNotice(language, o.Seller), Withdrawal: withdrawalTerms(language, o.Agreed),
	}
	if o.State() == order.Placed {
		v.AcceptBy = life.AcceptBy
	}
	for _, l := range o.Lines {
		v.Lines = append(v.Lines, LineView{Name: lineName(l), Quantity: l.Quantity, Cents: l.TotalCents})
	}
	for _, r := range o.Totals.VAT {
		v.VAT = append(v.VAT, VATView{Rate: int64(r.Rate), GrossCents: int64(r.Gross), TaxCents: int64(r.VAT)})
	}
	return v, nil
}

// link opens the order for its customer: a guest's holds the secret after the
// "#", which browsers do not send and servers do not log.
func (b OrderBook) link(o order.Order) string {
	if o.Customer.Account != "" {
		return b.site.Address + "/commandes/" + o.ID.String()
	}
	return b.site.followed(o.Basket, b.secrets.Guest(o))
}

// followed is the page where a guest follows the orders of a basket.
func (s Site) followed(basket ident.ID, secret string) string {
	return s.Address + "/suivi/" + basket.String() + "#" + secret
}

func place(a *order.Address) string {
	if a == nil {
		return ""
	}
	return list(", ", a.Line1, a.Line2, list(" ", a.Postcode, a.City))
}

func lineName(l order.Line) string { return list(", ", l.ProductName, l.VariantName) }

// list joins what is not empty.
func list(by string, parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, by)
}
