package contract

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"cabas/domain/catalog"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
)

// Products is what every store of products must do.
func Products(t *testing.T, s Catalog) {
	t.Run("a product comes back as it was kept", func(t *testing.T) {
		for _, d := range []catalog.Details{loose("Pomme Reine des reinettes"), packed("Miel de châtaignier")} {
			p := insert(t, s, ident.New("shp"), d)
			if got, err := s.Products.Get(t.Context(), p.ID); err != nil || !reflect.DeepEqual(got, p) {
				t.Errorf("kept  %+v\nfound %+v, %v", p, got, err)
			}
		}
		if _, err := s.Products.Get(t.Context(), "prd_none"); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("an unknown product: %v", err)
		}
	})
	t.Run("an edit of the version seen is kept, another is stale", func(t *testing.T) { editing(t, s) })
	t.Run("a list goes by category and name, page by page", func(t *testing.T) { listing(t, s) })
	t.Run("baskets read offers of what is sold", func(t *testing.T) { offering(t, s) })
}

func editing(t *testing.T, s Catalog) {
	seen := insert(t, s, ident.New("shp"), packed("Miel d'acacia"))
	if err := s.Stocks.Take(t.Context(), []catalog.Take{{Variant: seen.Variants[0].ID, Amount: 2}}); err != nil {
		t.Fatal(err)
	}
	edit := func(p catalog.Product, change func(*catalog.Details)) (catalog.Product, error) {
		d := p.Details()
		change(&d)
		c, err := p.Edit(d, "acc_1", noon.Add(time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		return p, s.Shelf.Update(t.Context(), p, c)
	}
	edited, err := edit(seen, func(d *catalog.Details) {
		d.Name, d.Published = "Miel d'acacia bio", false
		d.Variants[0].PriceCents = 490
		d.Variants[1] = catalog.VariantDetails{Name: "1 kg", PriceCents: 1600, Mode: catalog.Simple, SoldOut: true}
	})
	if err != nil {
		t.Fatal(err)
	}
	edited.Variants[0].Stock.Allocated = 2 // an edit leaves stock alone
	if got, err := s.Products.Get(t.Context(), seen.ID); err != nil || !reflect.DeepEqual(got, edited) {
		t.Errorf("kept  %+v\nfound %+v, %v", edited, got, err)
	}
	if _, err := edit(seen, func(d *catalog.Details) { d.Name = "Trop tard" }); !errors.Is(err, fault.ErrStale) {
		t.Errorf("an edit of an old version: %v", err)
	}
	if err := s.Shelf.Delete(t.Context(), seen.ID, noon); err != nil {
		t.Fatal(err)
	}
	if err := s.Shelf.Delete(t.Context(), seen.ID, noon); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("deleted twice: %v", err)
	}
	if _, err := s.Products.Get(t.Context(), seen.ID); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a deleted product: %v", err)
	}
	if _, err := edit(edited, func(*catalog.Details) {}); !errors.Is(err, fault.ErrStale) {
		t.Errorf("an edit of a deleted product: %v", err)
	}
}

func listing(t *testing.T, s Catalog) {
	shop := ident.New("shp")
	for _, name := range []string{"poire", "Éclair", "zeste", "ananas", "Endive", "Œuf", "éclair au café"} {
		d := loose(name)
		d.Published = name != "zeste"
		if name == "Éclair" || name == "éclair au café" {
			d.Category = "Pâtisseries"
		}
		insert(t, s, shop, d)
	}
	gone := insert(t, s, shop, packed("Supprimé"))
	insert(t, s, ident.New("shp"), packed("Ailleurs"))
	if err := s.Shelf.Delete(t.Context(), gone.ID, noon); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		query catalog.Query
		want  []string
	}{
		{catalog.Query{Shop: shop}, []string{"ananas", "Endive", "Œuf", "poire", "zeste", "Éclair", "éclair au café"}},
		{catalog.Query{Shop: shop, Published: true}, []string{"ananas", "Endive", "Œuf", "poire", "Éclair", "éclair au café"}},
		{catalog.Query{Shop: shop, Category: "Pâtisseries"}, []string{"Éclair", "éclair au café"}},
		{catalog.Query{Shop: shop, Words: "CAFE écl"}, []string{"éclair au café"}},
		{catalog.Query{Shop: "shp_none"}, nil},
	} {
		var names []string
		request := page.Request{Limit: 2}
		for {
			list, err := s.Products.List(t.Context(), c.query, request)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range list.Items {
				names = append(names, p.Name)
			}
			if request.After = list.Next; list.Next == "" {
				break
			}
		}
		if !slices.Equal(names, c.want) {
			t.Errorf("%+v gives %q", c.query, names)
		}
	}
	for most, want := range map[int]int{100: 7, 7: 7, 3: 3} {
		if n, err := s.Shelf.Listed(t.Context(), shop, most); err != nil || n != want {
			t.Errorf("of %d at most, %d are listed, %v", most, n, err)
		}
	}
	if _, err := s.Products.List(t.Context(), catalog.Query{Shop: shop}, page.Request{After: "nonsense"}); !errors.Is(err, fault.ErrMalformed) {
		t.Errorf("a position that is not ours: %v", err)
	}
}

func offering(t *testing.T, s Catalog) {
	honey := insert(t, s, ident.New("shp"), packed("Miel de lavande"))
	gone := insert(t, s, honey.Shop, loose("Coing"))
	if err := s.Shelf.Delete(t.Context(), gone.ID, noon); err != nil {
		t.Fatal(err)
	}
	offers, err := s.Offers.Offers(t.Context(), []ident.ID{honey.Variants[0].ID, honey.Variants[1].ID, gone.Variants[0].ID, "var_none"})
	if err != nil || len(offers) != 2 {
		t.Fatalf("%d offers, %v", len(offers), err)
	}
	o := offers[honey.Variants[0].ID]
	if o.Product != honey.ID || o.Shop != honey.Shop || o.ProductName != "Miel de lavande" || o.VariantName != "250 g" ||
		o.Price.Cents != 450 || o.VATRate != 550 || !o.Published || o.Withdrawal != "fourteen_days" || !o.Fits(3) {
		t.Errorf("the offer is %+v", o)
	}
	if unit, due := o.UnitPrice(); !due || unit.Cents != 1800 {
		t.Errorf("a 250-gram jar at 4.50 costs %v a kilogram", unit)
	}
	if !o.Available.Remaining(5) || o.Available.Remaining(6) || offers[honey.Variants[1].ID].Available.Remaining(1) {
		t.Errorf("five jars are left: %+v", o.Available)
	}
	if none, err := s.Offers.Offers(t.Context(), nil); err != nil || len(none) != 0 {
		t.Errorf("nothing asked: %v, %v", none, err)
	}
}
