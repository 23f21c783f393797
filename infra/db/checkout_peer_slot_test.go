package db_test

import (
	"errors"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/basket"
	"cabas/domain/catalog"
	"cabas/domain/checkout"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/shop"
	"cabas/infra/db"
)

func TestPeerFailure22_FivePlaces(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		a, b := m.shop("a", nil), m.shop("b", nil)
		m.setWays(a, func(w *fulfilment.Ways) { w.Counter.Capacity = 5 })
		m.setWays(b, func(w *fulfilment.Ways) { w.Counter.Capacity = 1000 })
		v, w := m.product(a, "Pain", 100, 1000).Variants[0].ID, m.product(b, "Vin", 900, 1000).Variants[0].ID
		requests, actors := make([]checkout.Request, 50), make([]account.Actor, 50)
		for i := range requests {
			parts := []basket.ShopWish{of(a, pieces(v, 1))}
			if i%2 == 0 {
				parts = append(parts, of(b, pieces(w, 1)))
			}
			actors[i], requests[i] = m.someone(parts...)
		}
		won := int64(0)
		for _, err := range together(50, func(i int) error { _, err := m.service.Place(t.Context(), actors[i], requests[i]); return err }) {
			if err == nil {
				won++
			} else if f := asFault(t, err); f.Code != "fulfilment.slot_full" || f.Fields[0].Pointer != "/shops/0/slot" {
				t.Errorf("told %v %v", err, f.Fields)
			}
		}
		if won != 5 || m.stock(v).Allocated != 5 {
			t.Errorf("%d won, %+v", won, m.stock(v))
		}
	})
}

func TestPeerFailure24_CutOff(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		s := m.shop("a", nil)
		m.setWays(s, func(w *fulfilment.Ways) { w.Counter.Lead = 2 * time.Hour })
		v := m.product(s, "Pain", 100, 10).Variants[0].ID
		actor, r := m.someone(of(s, pieces(v, 1)))
		m.clock.Set(noonSlot.Add(-2*time.Hour + time.Second)) // 10:00:01
		_, err := m.service.Place(t.Context(), actor, r)
		if f := asFault(t, err); f.Code != "fulfilment.slot_closed" || f.Kind != fault.Invalid || f.Fields[0].Pointer != "/shops/0/slot" {
			t.Errorf("told %v", err)
		}
		m.clock.Set(noonSlot.Add(-2 * time.Hour))
		if _, err := m.service.Place(t.Context(), actor, r); err != nil {
			t.Errorf("in time: %v", err)
		}
	})
}

func TestPeerFailure26_ThePriceRises(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		s := m.shop("a", nil)
		v := m.product(s, "Pain", 100, 10).Variants[0].ID
		actor, r := m.someone(of(s, pieces(v, 3)))
		m.reprice(v, 120)
		_, err := m.service.Place(t.Context(), actor, r)
		f := asFault(t, err)
		fresh, told := f.Truth.(basket.Quote)
		if f.Code != "checkout.quote_changed" || !told || fresh.TotalCents != 360 {
			t.Fatalf("told %v %+v", err, f.Truth)
		}
		r.Hash = fresh.Hash
		p, err := m.service.Place(t.Context(), actor, r)
		must(t, err)
		if p.TotalCents() != 360 {
			t.Errorf("placed at %d", p.TotalCents())
		}
	})
}

func TestPeerFailure30_AnotherShopsGoods(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		a, b := m.shop("a", nil), m.shop("b", nil)
		m.product(a, "Pain", 100, 10)
		v := m.product(b, "Vin", 900, 10).Variants[0].ID
		q, err := m.quotes.Quote(t.Context(), basket.Wish{Shops: []basket.ShopWish{of(a, pieces(v, 1))}})
		must(t, err)
		if l := q.Shops[0].Lines[0]; q.Placeable() || l.Status != basket.Unavailable || l.ProductName != "" || l.Price.Cents != 0 {
			t.Errorf("quoted %+v", l)
		}
		_, err = m.quotes.Quote(t.Context(), basket.Wish{Shops: []basket.ShopWish{of(ident.New("shp"), pieces(v, 1))}})
		if !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("an unknown shop: %v", err)
		}
	})
}

func TestPeerFailure31_AnInventoryMeanwhile(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		s := m.shop("a", nil)
		m.setWays(s, func(w *fulfilment.Ways) { w.Counter.Capacity = 1000 })
		v := m.product(s, "Pain", 100, 30).Variants[0].ID
		requests, actors := make([]checkout.Request, 20), make([]account.Actor, 20)
		for i := range requests {
			actors[i], requests[i] = m.someone(of(s, pieces(v, 1)))
		}
		for _, err := range together(24, func(i int) error {
			if i < 20 {
				_, err := m.service.Place(t.Context(), actors[i], requests[i])
				return err
			}
			_, err := db.NewStocks(m.db.Handle()).Count(t.Context(), catalog.Movement{ID: ident.New("mov"), Variant: v, Kind: catalog.MovedCount, At: saturday}, 40)
			return err
		}) {
			must(t, err)
		}
		if got := m.stock(v); got.OnHand != 40 || got.Allocated != 20 {
			t.Errorf("left %+v", got)
		}
	})
}

// reprice gives a shop's variant another price.
func (m *market) reprice(variant ident.ID, cents int64) {
	m.t.Helper()
	store := db.NewProducts(m.db.Handle())
	offers, err := store.Offers(m.t.Context(), []ident.ID{variant})
	must(m.t, err)
	p, err := store.Get(m.t.Context(), offers[variant].Product)
	must(m.t, err)
	change, err := p.Edit(catalog.Details{Name: p.Name, Category: p.Category, Unit: p.Unit, Step: p.Step, Minimum: p.Minimum, VAT: p.VAT,
		Withdrawal: p.Withdrawal, Published: p.Published,
		Variants: []catalog.VariantDetails{{ID: variant, PriceCents: cents, Mode: p.Variants[0].Stock.Mode}}}, "acc_1", saturday)
	must(m.t, err)
	must(m.t, store.Update(m.t.Context(), p, change))
}

func TestAShopThatMayNotSell(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		s := m.shop("a", func(s *shop.Shop) { s.Seller.SIRET = "" })
		v := m.product(s, "Pain", 100, 30).Variants[0].ID
		actor, r := m.someone(of(s, pieces(v, 1)))
		if _, err := m.service.Place(t.Context(), actor, r); !errors.Is(err, shop.ErrNotSelling) {
			t.Errorf("told %v", err)
		}
	})
}
