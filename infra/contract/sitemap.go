package contract

import (
	"testing"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/sitemap"
)

// Sitemap checks that all that is public is listed once, page by page, and
// nothing else.
func Sitemap(t *testing.T, s sitemap.Store, shops ShopStore, goods Catalog) {
	ctx := t.Context()
	if towns, err := s.Towns(ctx); err != nil || len(towns) != 0 {
		t.Fatalf("without shops: %v, %v", towns, err)
	}
	want := map[sitemap.Kind][]string{}
	for _, slug := range []string{"premiere", "seconde", "troisieme"} {
		a := someShop(slug)
		a.ID = ident.New("shp")
		must(t, shops.Add(ctx, a))
		want[sitemap.Shops] = append(want[sitemap.Shops], a.ID.String())
		must(t, shops.Confirm(ctx, a.ID, a.OpenedAt.Add(time.Hour)))
	}
	for _, name := range []string{"Miel", "Cire", "Caché"} {
		p := insert(t, goods, ident.New("shp"), packed(name))
		if name != "Caché" {
			want[sitemap.Products] = append(want[sitemap.Products], p.ID.String())
			continue
		}
		d := p.Details()
		d.Published = false
		change, err := p.Edit(d, "acc_1", noon)
		must(t, err)
		must(t, goods.Shelf.Update(ctx, p, change))
	}
	towns, err := s.Towns(ctx)
	if err != nil || len(towns) != 1 || towns[0].Slug == "" || towns[0].Changed.IsZero() {
		t.Errorf("towns: %+v, %v", towns, err)
	}
	for _, k := range sitemap.Kinds {
		var seen []string
		for after := ident.ID(""); ; {
			two, err := s.Entries(ctx, k, after, 2)
			must(t, err)
			for _, e := range two {
				if e.Name == "" || e.Changed.IsZero() || k == sitemap.Shops && e.Slug == "" {
					t.Errorf("%s: %+v", k, e)
				}
				seen, after = append(seen, e.ID.String()), e.ID
			}
			if len(two) < 2 {
				break
			}
		}
		if len(seen) != len(want[k]) || seen[0] != want[k][0] || seen[len(seen)-1] != want[k][len(seen)-1] {
			t.Errorf("%s: listed %v, want %v", k, seen, want[k])
		}
		next, err := s.Skip(ctx, k, "", 1)
		if err != nil || next.String() != want[k][0] {
			t.Errorf("%s: the first page ends at %q, %v", k, next, err)
		}
		if none, err := s.Skip(ctx, k, "", len(want[k])); err != nil || none != "" {
			t.Errorf("%s: a page of all is followed by one after %q, %v", k, none, err)
		}
	}
}
