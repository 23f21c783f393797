package contract

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"cabas/domain/fulfilment"
	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
	"cabas/domain/kernel/page"
	"cabas/domain/order"
)

// OrderStore is all that the database does for orders.
type OrderStore interface {
	order.Store
	order.Shelf
	order.Agenda
	order.Guesses
	fulfilment.Bookings
	ByNumber(ctx context.Context, number string) (order.Order, error)
}

// OrderDraft is an order as a checkout would make it: of one shop, at noon,
// for the slot that starts a day later.
func OrderDraft(shop, account ident.ID) order.Draft {
	week := calendar.Week{}
	for i := range week {
		week[i] = []calendar.Span{{From: 8 * 60, To: 20 * 60}}
	}
	return order.Draft{
		Checkout: ident.New("chk"), Basket: ident.New("bsk"),
		Shop: order.Shop{ID: shop, Slug: "au-bon-fromage", Name: "Au Bon Fromage", Zone: "Europe/Paris", Language: "fr",
			Address: &order.Address{Line1: "4 place du Marché", Postcode: "91410", City: "Dourdan"}},
		Seller: order.Seller{Professional: true, LegalName: "SARL Prunier", SIRET: "73282932000074", Mediator: order.Mediator{Name: "CM2C", Website: "https://www.cm2c.net"},
			Address: order.Address{Line1: "4 place du Marché", Postcode: "91410", City: "Dourdan"}},
		Customer: order.Customer{Account: account, Name: "Zoé Lefèvre", Phone: "+33612345678", Email: "zoe@example.org", Language: "fr"},
		Way:      order.Counter, Slot: order.Slot{Start: noon.Add(24 * time.Hour), End: noon.Add(25 * time.Hour)},
		Note: "Bien affiné, s’il vous plaît", TermsVersion: "2026-11", At: noon, AcceptWithin: 2 * time.Hour,
		Schedule: calendar.Schedule{Week: week},
		Lines: []order.Line{
			{Variant: ident.New("var"), Product: ident.New("prd"), ProductName: "Comté 18 mois", VariantName: "À la coupe", Withdrawal: "perishable",
				Quantity: measure.Quantity{Unit: measure.Gram, Amount: 300}, Price: measure.Price{Cents: 2890, Per: measure.Gram}, VATRate: money.Reduced},
			{Variant: ident.New("var"), Product: ident.New("prd"), ProductName: "Confiture d’églantine", VariantName: "250 g", Withdrawal: "fourteen_days",
				Quantity: measure.Quantity{Unit: measure.Piece, Amount: 2}, Price: measure.Price{Cents: 450, Per: measure.Piece},
				UnitPrice: measure.Price{Cents: 1800, Per: measure.Gram}, VATRate: money.Reduced},
		},
	}
}

func newOrder(t *testing.T, change func(*order.Draft)) order.Order {
	t.Helper()
	d := OrderDraft(ident.New("shp"), ident.New("acc"))
	if change != nil {
		change(&d)
	}
	o, err := order.New(d)
	must(t, err)
	return o
}

// Orders checks a store of orders.
func Orders(t *testing.T, open func(t *testing.T) OrderStore) {
	for name, f := range map[string]func(t *testing.T, s OrderStore){
		"round trip":       ordersRoundTrip,
		"numbers":          ordersNumbers,
		"guarded change":   ordersGuardedChange,
		"a shop's list":    ordersOfShop,
		"a customer's":     ordersOfCustomer,
		"what is due":      ordersDue,
		"guesses":          ordersGuesses,
		"one per checkout": ordersOncePerCheckout,
	} {
		t.Run(name, func(t *testing.T) { f(t, open(t)) })
	}
}

func sameOrder(t *testing.T, got, want order.Order) {
	t.Helper()
	if !reflect.DeepEqual(got.Agreed, want.Agreed) || got.Life() != want.Life() {
		t.Errorf("came back as\n%+v\n%+v, was\n%+v\n%+v", got.Agreed, got.Life(), want.Agreed, want.Life())
	}
}

func ordersRoundTrip(t *testing.T, s OrderStore) {
	orders := []order.Order{newOrder(t, nil), newOrder(t, func(d *order.Draft) {
		d.Way, d.Address, d.Delivery = order.Delivery, &order.Address{Line1: "1 rue Debertrand", Postcode: "91410", City: "Dourdan"}, order.Fee{Cents: 390, VATRate: money.Standard}
		d.ConfirmBy, d.Customer.Account = noon.Add(time.Minute), ""
	})}
	must(t, s.Insert(t.Context(), orders))
	for _, want := range orders {
		got, err := s.Get(t.Context(), want.ID)
		must(t, err)
		sameOrder(t, got, want)
		byNumber, err := s.ByNumber(t.Context(), want.Number)
		must(t, err)
		sameOrder(t, byNumber, want)
		of, err := s.OfCheckout(t.Context(), want.Checkout)
		must(t, err)
		sameOrder(t, of[0], want)
	}
	if _, err := s.Get(t.Context(), ident.New("ord")); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("an order never placed: %v", err)
	}
}

func ordersNumbers(t *testing.T, s OrderStore) {
	taken := newOrder(t, nil)
	must(t, s.Insert(t.Context(), []order.Order{taken}))
	more := []order.Order{newOrder(t, nil), newOrder(t, nil), newOrder(t, nil)}
	more[1].Number = taken.Number
	must(t, s.Insert(t.Context(), more))
	if more[1].Number == taken.Number {
		t.Fatal("two orders have one number")
	}
	got, err := s.ByNumber(t.Context(), more[1].Number)
	must(t, err)
	sameOrder(t, got, more[1])
	if len(got.Lines) != 2 {
		t.Errorf("%d lines", len(got.Lines))
	}
}

func ordersGuardedChange(t *testing.T, s OrderStore) {
	o := newOrder(t, nil)
	must(t, s.Insert(t.Context(), []order.Order{o}))
	one, err := s.Get(t.Context(), o.ID)
	must(t, err)
	two := one
	_, err = one.Do(order.Accept, order.By{Party: order.ByShop, Account: "acc_1"}, noon, order.Say{})
	must(t, err)
	_, err = two.Do(order.Cancel, order.By{Party: order.ByCustomer}, noon, order.Say{})
	must(t, err)
	must(t, s.Save(t.Context(), one))
	err = s.Save(t.Context(), two)
	var f *fault.Error
	if !errors.Is(err, order.ErrState) || !errors.As(err, &f) || f.Truth != order.Accepted {
		t.Errorf("the second of two racers: %v", err)
	}
	got, err := s.Get(t.Context(), o.ID)
	must(t, err)
	sameOrder(t, got, one)
	first, err := s.Events(t.Context(), o.ID, page.Request{Limit: 1})
	must(t, err)
	rest, err := s.Events(t.Context(), o.ID, page.Request{After: first.Next})
	must(t, err)
	events := append(first.Items, rest.Items...)
	if len(events) != 2 || events[0].Kind != order.EventPlaced || events[1].By.Account != "acc_1" || !events[1].At.Equal(noon) {
		t.Errorf("events %+v", events)
	}
}

func ordersOncePerCheckout(t *testing.T, s OrderStore) {
	o := newOrder(t, nil)
	again := newOrder(t, func(d *order.Draft) { d.Checkout, d.Shop.ID = o.Checkout, o.Shop.ID })
	must(t, s.Insert(t.Context(), []order.Order{o}))
	if err := s.Insert(t.Context(), []order.Order{again}); !errors.Is(err, fault.ErrDuplicate) {
		t.Errorf("a shop's second order in one checkout: %v", err)
	}
}

func idsOf(orders []order.Order) (out []ident.ID) {
	for _, o := range orders {
		out = append(out, o.ID)
	}
	return out
}
