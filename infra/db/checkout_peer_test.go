package db_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/basket"
	"cabas/domain/catalog"
	"cabas/domain/checkout"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/repeat"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// eachMarket tells a story once on each engine.
func eachMarket(t *testing.T, story func(t *testing.T, m *market)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { story(t, newMarket(t, d)) })
}

func asFault(t testing.TB, err error) *fault.Error {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) {
		t.Fatalf("not a fault: %v", err)
	}
	return f
}

func TestPeerFailure01_TheLastUnit(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) { lastUnit(t, m, m.service) })
}

// lastUnit has fifty people order the last tome at once, by turns at each of the
// servers.
func lastUnit(t *testing.T, m *market, servers ...*checkout.Service) {
	s := m.shop("fromage", nil)
	m.setWays(s, func(w *fulfilment.Ways) { w.Counter.Capacity = 100 })
	tome, plenty := m.product(s, "Tome", 1200, 1).Variants[0].ID, m.product(s, "Lait", 120, 1000).Variants[0].ID
	requests, actors := make([]checkout.Request, 50), make([]account.Actor, 50)
	for i := range requests {
		actors[i], requests[i] = m.someone(of(s, pieces(plenty, 1), pieces(tome, 1)))
	}
	won := 0
	for _, err := range together(50, func(i int) error {
		_, err := servers[i%len(servers)].Place(t.Context(), actors[i], requests[i])
		return err
	}) {
		if err == nil {
			won++
			continue
		}
		f := asFault(t, err)
		if f.Code != "catalog.out_of_stock" || f.Kind != fault.Conflict || f.Fields[0].Pointer != "/shops/0/lines/1/quantity" {
			t.Errorf("a loser was told %v %v", err, f.Fields)
		}
		if q, told := f.Truth.(basket.Quote); !told || q.Shops[0].Lines[1].Possible.Amount != 0 {
			t.Errorf("a loser was not told what is true now: %+v", f.Truth)
		}
	}
	if won != 1 || m.stock(tome).Allocated != 1 || m.stock(plenty).Allocated != 1 {
		t.Errorf("%d won; %+v, %+v", won, m.stock(tome), m.stock(plenty))
	}
}

// TestPeerFailure01_04_OnTwoServers has the same crowds order at two servers on
// one PostgreSQL.
func TestPeerFailure01_04_OnTwoServers(t *testing.T) {
	for name, story := range map[string]func(t *testing.T, m *market, servers ...*checkout.Service){"the last unit": lastUnit, "baskets crossed": crossed} {
		t.Run(name, func(t *testing.T) {
			one, two := openTwice(t, db.Postgres)
			here, there := newMarket(t, one), newMarket(t, two)
			story(t, here, here.service, there.service)
		})
	}
}

func TestPeerFailure03_TwoLinesOneStock(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		s := m.shop("fromage", nil)
		v := m.product(s, "Tome", 1200, 1).Variants[0].ID
		actor, r := m.someone(of(s, pieces(v, 1), pieces(v, 1)))
		_, err := m.service.Place(t.Context(), actor, r)
		if f := asFault(t, err); f.Code != "catalog.out_of_stock" || len(f.Fields) != 2 {
			t.Errorf("told %v %v", err, f.Fields)
		}
	})
}

func TestPeerFailure04_BasketsCrossed(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) { crossed(t, m, m.service) })
}

// crossed has two hundred people order bread and wine, or wine and bread, at once,
// by turns at each of the servers.
func crossed(t *testing.T, m *market, servers ...*checkout.Service) {
	a, b := m.shop("a", nil), m.shop("b", nil)
	for _, s := range []ident.ID{a, b} {
		m.setWays(s, func(w *fulfilment.Ways) { w.Counter.Capacity = 1000 })
	}
	va, vb := m.product(a, "Pain", 100, 150).Variants[0].ID, m.product(b, "Vin", 900, 1000).Variants[0].ID
	requests, actors := make([]checkout.Request, 200), make([]account.Actor, 200)
	for i := range requests {
		parts := []basket.ShopWish{of(a, pieces(va, 1)), of(b, pieces(vb, 1))}
		if i/2%2 == 1 {
			parts[0], parts[1] = parts[1], parts[0]
		}
		actors[i], requests[i] = m.someone(parts...)
	}
	won := 0
	for _, err := range together(200, func(i int) error {
		_, err := servers[i%len(servers)].Place(t.Context(), actors[i], requests[i])
		return err
	}) {
		if err == nil {
			won++
		} else if !errors.Is(err, catalog.ErrOutOfStock) {
			t.Errorf("told %v", err)
		}
	}
	if won != 150 || m.stock(va).Allocated != 150 || m.stock(vb).Allocated != 150 {
		t.Errorf("%d won; %+v %+v", won, m.stock(va), m.stock(vb))
	}
}

// TestPeerFailure04_RowsAreTakenInOneOrder looks at what a placement says to the
// database: a deadlock would be undone and tried again, and show in nothing but
// the time it takes.
func TestPeerFailure04_RowsAreTakenInOneOrder(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		shops := []ident.ID{m.shop("a", nil), m.shop("b", nil)}
		slices.Sort(shops)
		var parts []basket.ShopWish
		for _, s := range shops {
			parts = append(parts, of(s, pieces(m.product(s, "Pain", 100, 10).Variants[0].ID, 1)))
		}
		for _, wish := range [][]basket.ShopWish{{parts[0], parts[1]}, {parts[1], parts[0]}} {
			actor, r := m.someone(wish...)
			ctx, trace := db.WithTrace(t.Context())
			_, err := m.service.Place(ctx, actor, r)
			must(t, err)
			var slots []string
			locked := m.db.Engine() == db.SQLite // where one writes at a time
			for _, statement := range trace.Statements() {
				locked = locked || strings.Contains(statement, "ORDER BY variant_id FOR UPDATE")
				if strings.Contains(statement, "INSERT INTO slots") {
					slots = append(slots, statement)
				}
			}
			if !locked || len(slots) != 2 || !strings.Contains(slots[0], shops[0].String()) || !strings.Contains(slots[1], shops[1].String()) {
				t.Errorf("stock is locked in order: %t; slots are taken by %v", locked, slots)
			}
		}
	})
}

func sameOrders(a, b checkout.Placed) bool {
	if a.ID != b.ID || len(a.Orders) != len(b.Orders) || a.Secret != b.Secret {
		return false
	}
	seen := map[ident.ID]string{}
	for _, o := range a.Orders {
		seen[o.ID] = o.Number
	}
	for _, o := range b.Orders {
		if seen[o.ID] != o.Number {
			return false
		}
	}
	return true
}

func TestPeerFailure05_06_OneBasketPostedTwice(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		a, b := m.shop("a", nil), m.shop("b", nil)
		v, w := m.product(a, "Pain", 100, 10).Variants[0].ID, m.product(b, "Vin", 900, 10).Variants[0].ID
		r := m.guest("zoe@exemple.fr", of(a, pieces(v, 1)), of(b, pieces(w, 1)))
		got := make([]checkout.Placed, 8)
		for _, err := range together(8, func(i int) (err error) {
			mine := r
			if i%2 == 1 { // a client that lost its key
				mine.Key = string(ident.New("key"))
			}
			got[i], err = m.service.Place(t.Context(), account.Actor{}, mine)
			return err
		}) {
			must(t, err)
		}
		for _, g := range got[1:] {
			if !sameOrders(got[0], g) {
				t.Errorf("got %+v and %+v", got[0], g)
			}
		}
		if m.stock(v).Allocated != 1 || m.post.sent != 1 {
			t.Errorf("%+v, %d letters", m.stock(v), m.post.sent)
		}
		// It still answers when the goods are gone, dearer, and the slot is over.
		m.reprice(v, 200)
		m.clock.Advance(24 * time.Hour)
		late, err := m.service.Place(t.Context(), account.Actor{}, r)
		must(t, err)
		if !sameOrders(got[0], late) {
			t.Errorf("late: %+v", late)
		}
		r.Customer.Email = "autre@exemple.fr"
		if _, err := m.service.Place(t.Context(), account.Actor{}, r); !errors.Is(err, checkout.ErrBasketTaken) {
			t.Errorf("another's basket: %v", err)
		}
	})
}

func TestPeerFailure12_OneKey(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		s := m.shop("a", nil)
		v := m.product(s, "Pain", 100, 10).Variants[0].ID
		actor, r := m.someone(of(s, pieces(v, 1)))
		got := make([]checkout.Placed, 8)
		for _, err := range together(8, func(i int) (err error) { got[i], err = m.service.Place(t.Context(), actor, r); return err }) {
			must(t, err)
		}
		first := got[0]
		again, err := m.service.Place(t.Context(), actor, r)
		must(t, err)
		for _, g := range append(got, again) {
			if !sameOrders(first, g) {
				t.Error("a repeat made other orders")
			}
		}
		other := r
		other.Basket = ident.New("bsk")
		if _, err := m.service.Place(t.Context(), actor, other); !errors.Is(err, repeat.ErrReused) {
			t.Errorf("another body: %v", err)
		}
		_, others := m.someone(of(s, pieces(v, 1)))
		others.Key = r.Key
		if p, err := m.service.Place(t.Context(), account.Actor{Account: ident.New("acc")}, others); err != nil || p.ID == first.ID {
			t.Errorf("another's key: %v", err)
		}
		if held := m.stock(v).Allocated; held != 2 {
			t.Errorf("%d are reserved", held)
		}
	})
}
