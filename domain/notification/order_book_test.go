package notification

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
	"cabas/domain/kernel/speak"
	"cabas/domain/order"
)

type kept struct{ order.Order }

func (k kept) Get(context.Context, ident.ID) (order.Order, error) { return k.Order, nil }

func draft() order.Draft {
	week := calendar.Week{}
	for i := range week {
		week[i] = []calendar.Span{{From: 8 * 60, To: 20 * 60}}
	}
	return order.Draft{
		Checkout: "chk_1", Basket: "bsk_1",
		Shop: order.Shop{ID: "shp_1", Name: "Au Bon Fromage", Zone: "Europe/Paris", Language: "fr", Email: "bonjour@fromage.exemple.fr",
			Address: &order.Address{Line1: "4 place du Marché", Postcode: "91410", City: "Dourdan"}},
		Seller: order.Seller{Professional: true, LegalName: "Prunier", LegalForm: "SARL", SIRET: "73282932000074", VATNumber: "FR44732829320",
			Address: order.Address{Line1: "4 place du Marché", Postcode: "91410", City: "Dourdan"}, Mediator: order.Mediator{Name: "CM2C"}},
		Customer: order.Customer{Name: "Zoé Lefèvre", Phone: "+33612345678", Email: "zoe@exemple.fr", Language: "en"},
		Way:      order.Delivery, Address: &order.Address{Line1: "1 rue Debertrand", Postcode: "91410", City: "Dourdan"},
		Slot: order.Slot{Start: noon.Add(24 * time.Hour), End: noon.Add(25 * time.Hour)}, TermsVersion: "2026-11",
		Delivery: order.Fee{Cents: 390, VATRate: money.Standard}, At: noon, AcceptWithin: 2 * time.Hour, Schedule: calendar.Schedule{Week: week},
		Lines: []order.Line{
			{Variant: "var_1", Product: "prd_1", ProductName: "Comté", VariantName: "À la coupe", Withdrawal: "perishable",
				Quantity: measure.Quantity{Unit: measure.Gram, Amount: 300}, Price: measure.Price{Cents: 2890, Per: measure.Gram}, VATRate: money.Reduced},
			{Variant: "var_2", Product: "prd_2", ProductName: "Couteau", Withdrawal: "fourteen_days",
				Quantity: measure.Quantity{Unit: measure.Piece, Amount: 1}, Price: measure.Price{Cents: 2450, Per: measure.Piece}, VATRate: money.Standard},
		},
	}
}

func view(t *testing.T, d order.Draft) (OrderView, order.Order, order.Secrets) {
	t.Helper()
	o, err := order.New(d)
	if err != nil {
		t.Fatal(err)
	}
	secrets := order.NewSecrets([]byte(strings.Repeat("k", 32)))
	v, err := NewOrderBook(kept{o}, secrets, Site{Address: "https://cabas.exemple.fr"}).View(t.Context(), o.ID)
	if err != nil {
		t.Fatal(err)
	}
	return v, o, secrets
}

func TestAnOrderIsToldAsItWasAgreed(t *testing.T) {
	v, o, secrets := view(t, draft())
	if v.Number != o.Number || v.TotalCents != 390+867+2450 || len(v.VAT) != 2 || v.PickupCode != secrets.Pickup(o) ||
		v.DeliveryAddress != "1 rue Debertrand, 91410 Dourdan" || v.Lines[0].Name != "Comté, À la coupe" || v.AcceptBy.IsZero() {
		t.Errorf("told as %+v", v)
	}
	if want := "https://cabas.exemple.fr/suivi/bsk_1#" + secrets.Guest(o); v.Link != want {
		t.Errorf("a guest's link %s, want %s", v.Link, want)
	}
	if !slices.Equal(v.Seller, []string{"Prunier SARL, 4 place du Marché, 91410 Dourdan",
		"Professional seller, SIRET: 73282932000074, VAT number: FR44732829320", "Consumer mediator: CM2C"}) {
		t.Errorf("seller %q", v.Seller)
	}
	w, err := testPress(t).order(speak.French, "order.placed", toCustomer, v)
	if err != nil || !strings.Contains(w.Text, "dimanche 29\u00a0novembre, entre 13\u00a0h et 14\u00a0h") {
		t.Errorf("%v: %s", err, w.Text)
	}
}

func TestLinksOfCustomersWithAnAccountHoldNoSecret(t *testing.T) {
	d := draft()
	d.Customer.Account = "acc_1"
	if v, o, _ := view(t, d); v.Link != "https://cabas.exemple.fr/commandes/"+o.ID.String() {
		t.Errorf("link %s", v.Link)
	}
}

func TestWithdrawalTerms(t *testing.T) {
	v, _, _ := view(t, draft())
	all := strings.Join(v.Withdrawal, "\n")
	if len(v.Withdrawal) != 3 || !strings.Contains(all, "reason, from the page of your order or by any clear message to the seller: Couteau") ||
		!strings.Contains(all, "(perishable goods): Comté, À la coupe") || !strings.Contains(all, "version 2026-11") {
		t.Errorf("terms:\n%s", all)
	}
	d := draft()
	d.Seller.Professional, d.Customer.Language = false, "fr"
	v, _, _ = view(t, d)
	if len(v.Withdrawal) != 2 || !strings.Contains(v.Withdrawal[0], "un particulier") {
		t.Errorf("a private seller's terms: %q", v.Withdrawal)
	}
}
