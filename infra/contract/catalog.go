package contract

import (
	"context"
	"testing"
	"time"

	"cabas/domain/catalog"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
)

// Catalog is the set of ports that keeps products and stock, on one store.
type Catalog struct {
	Products catalog.Products
	Shelf    catalog.Shelf
	Offers   catalog.Offers
	Stocks   catalog.Stocks
	Ledger   catalog.Ledger
	History  catalog.History
}

// loose is an apple sold by weight: everything about it is said.
func loose(name string) catalog.Details {
	return catalog.Details{
		Name: name, Description: "Du verger, à croquer.", Category: "Fruits", Unit: measure.Gram, Step: 50, Minimum: 200,
		Ingredients: "Pommes",
		VAT:         money.Reduced, Withdrawal: catalog.WithdrawalPerishable, Origin: "France", Published: true,
		Allergens: catalog.Allergens{"nuts": catalog.MayContain, "gluten": catalog.Absent},
		Variants:  []catalog.VariantDetails{{PriceCents: 320, Mode: catalog.Counted, OnHand: 8000}},
	}
}

// packed is honey in jars of two sizes.
func packed(name string) catalog.Details {
	jar := func(n string, cents, grams, onHand int64) catalog.VariantDetails {
		return catalog.VariantDetails{Name: n, PriceCents: cents, Mode: catalog.Counted, OnHand: onHand,
			NetContent: &measure.Quantity{Unit: measure.Gram, Amount: grams}}
	}
	return catalog.Details{
		Name: name, Category: "Miels", Unit: measure.Piece, Step: 1, Minimum: 1,
		VAT: money.Reduced, Withdrawal: catalog.WithdrawalAllowed, Published: true,
		Variants: []catalog.VariantDetails{jar("250 g", 450, 250, 5), jar("500 g", 850, 500, 0)},
	}
}

// stocked keeps a product of one variant and gives that variant.
func stocked(t testing.TB, s Catalog, v catalog.VariantDetails) ident.ID {
	t.Helper()
	d := packed("Miel de tilleul")
	d.Variants = []catalog.VariantDetails{v}
	return insert(t, s, ident.New("shp"), d).Variants[0].ID
}

func insert(t testing.TB, s Catalog, shop ident.ID, d catalog.Details) catalog.Product {
	t.Helper()
	p, change, err := catalog.NewProduct(shop, d, "acc_1", noon.Add(123456*time.Microsecond))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Shelf.Insert(context.Background(), p, change); err != nil {
		t.Fatal(err)
	}
	return p
}

func stockOf(t testing.TB, s Catalog, variant ident.ID) catalog.Stock {
	t.Helper()
	offers, err := s.Offers.Offers(context.Background(), []ident.ID{variant})
	if err != nil {
		t.Fatal(err)
	}
	return offers[variant].Available
}
