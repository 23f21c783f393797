package catalog

import (
	"errors"
	"testing"

	"cabas/domain/account"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/repeat"
)

func TestPricesChangeInWholeCents(t *testing.T) {
	for _, c := range []struct{ cents, points, round, want int64 }{
		{130, 250, 1, 133},   // 133.25
		{130, 500, 1, 137},   // 136.5, half up
		{1450, 250, 5, 1485}, // 1486.25
		{1450, 250, 10, 1490},
		{490, -1000, 1, 441},
		{1, -9000, 1, 1}, // never free
		{3, -9000, 5, 5},
		{0, 2000, 5, 0},
		{MaxPriceCents, 20000, 1, 3 * MaxPriceCents},
	} {
		if got := (PriceChange{c.points, c.round}).Of(c.cents); got != c.want {
			t.Errorf("%d at %d hundredths of a percent, to %d cents: %d, want %d", c.cents, c.points, c.round, got, c.want)
		}
	}
}

func TestSeveralProductsChangeForTheirManagers(t *testing.T) {
	town, s, _ := open()
	first, _ := s.Create(t.Context(), manager, "shp_1", tart(), repeat.Key{})
	second, _ := s.Create(t.Context(), manager, "shp_1", tart(), repeat.Key{})
	town.products["prd_other"] = Product{ID: "prd_other", Shop: "shp_2", Version: 1}
	shown, aisle := true, "Fêtes"
	all := []Seen{{second.ID, 1}, {first.ID, 1}}
	for want, ask := range map[error]struct {
		actor ident.ID
		e     Several
	}{
		fault.ErrUnauthenticated: {"", Several{Products: all, Published: &shown}},
		fault.ErrForbidden:       {"acc_preparer", Several{Products: all, Published: &shown}},
		fault.ErrNotFound:        {"acc_manager", Several{Products: []Seen{{"prd_other", 1}}, Published: &shown}},
		fault.ErrStale:           {"acc_manager", Several{Products: []Seen{{first.ID, 2}}, Published: &shown}},
	} {
		if _, err := s.ChangeSeveral(t.Context(), account.Actor{Account: ask.actor}, "shp_1", ask.e); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	for name, e := range map[string]Several{
		"nothing":    {Products: all},
		"nobody":     {Published: &shown},
		"twice":      {Products: []Seen{{first.ID, 1}, {first.ID, 1}}, Published: &shown},
		"too many":   {Products: make([]Seen, MaxSeveral+1), Published: &shown},
		"too far":    {Products: all, Price: &PriceChange{MaxPriceChange + 1, 1}},
		"odd cents":  {Products: all, Price: &PriceChange{100, 3}},
		"other unit": {Products: all, Stock: &Report{Kind: MovedCount, Unit: "gram", Amount: 4}},
	} {
		if _, err := s.ChangeSeveral(t.Context(), manager, "shp_1", e); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	key := repeat.Key{Scope: "a", Name: "attempt-1", Digest: "d"}
	price := first.Variants[0].PriceCents
	e := Several{Products: all, Published: &shown, Category: &aisle, Price: &PriceChange{1000, 1}, Attempt: key}
	for range 2 { // a repeat changes nothing more
		got, err := s.ChangeSeveral(t.Context(), manager, "boulangerie", e)
		if err != nil || len(got) != 2 || got[0].ID != second.ID || !got[1].Published || got[1].Category != "Fêtes" ||
			got[1].Version != 2 || got[1].Variants[0].PriceCents != (PriceChange{1000, 1}).Of(price) {
			t.Errorf("%+v, %v", got, err)
		}
	}
}
