package db_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/order"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func TestOrders(t *testing.T) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			contract.Orders(t, func(t *testing.T) contract.OrderStore {
				return db.NewOrders(dbtest.Open(t, engine).Handle())
			})
		})
	}
}

func placed(t *testing.T) order.Order {
	t.Helper()
	o, err := order.New(contract.OrderDraft(ident.New("shp"), ident.New("acc")))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// TestOrdersAreFoundByIndex also says how many statements each use costs,
// however many orders and lines there are.
func TestOrdersAreFoundByIndex(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := db.NewOrders(d.Handle())
		many := make([]order.Order, 20)
		for i := range many {
			many[i] = placed(t)
			many[i].Number = fmt.Sprintf("K7-%04d", i) // two alike would cost more statements
		}
		o := placed(t)
		o.Number = "K7-4821"
		if err := s.Insert(t.Context(), []order.Order{o}); err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			most int
			f    func(ctx context.Context) error
		}{
			"insert":   {4, func(ctx context.Context) error { return s.Insert(ctx, many) }},
			"get":      {2, func(ctx context.Context) error { _, err := s.Get(ctx, o.ID); return err }},
			"number":   {2, func(ctx context.Context) error { _, err := s.ByNumber(ctx, o.Number); return err }},
			"checkout": {2, func(ctx context.Context) error { _, err := s.OfCheckout(ctx, o.Checkout); return err }},
			"shop": {2, func(ctx context.Context) error {
				_, err := s.OfShop(ctx, order.ShopFilter{Shop: o.Shop.ID, States: []order.State{order.Placed}, Way: order.Counter}.
					OnDay(calendar.DayOf(o.Slot.Start, time.UTC), time.UTC), page.Request{After: page.Encode(1, "ord_1")})
				return err
			}},
			"customer": {2, func(ctx context.Context) error {
				_, err := s.OfCustomer(ctx, o.Customer.Account, true, page.Request{})
				return err
			}},
			"upcoming": {1, func(ctx context.Context) error {
				_, err := s.Upcoming(ctx, o.Shop.ID, o.PlacedAt)
				return err
			}},
			"events": {1, func(ctx context.Context) error { _, err := s.Events(ctx, o.ID, page.Request{}); return err }},
			"due":    {1, func(ctx context.Context) error { _, err := s.Due(ctx, o.Slot.End, 10); return err }},
			"spend":  {1, func(ctx context.Context) error { _, err := s.Spend(ctx, o.ID); return err }},
		} {
			run := dbtest.Indexed(t, d, func(ctx context.Context) {
				if err := c.f(ctx); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			})
			if len(run) > c.most {
				t.Errorf("%s took %d statements, not %d:\n%v", name, len(run), c.most, run)
			}
		}
	})
}

// placing is what a checkout touches, in the order in which it does.
type placing struct {
	stock  db.Stocks
	slots  db.Slots
	orders db.Orders
}

func orderHouse(t *testing.T, d *db.DB) contract.OrderHouse {
	h := d.Handle()
	checkout := db.NewUnit(d, func(h db.Handle) placing { return placing{db.NewStocks(h), db.NewSlots(h), db.NewOrders(h)} })
	return contract.OrderHouse{
		Orders: db.NewOrders(h), Shops: db.NewShops(h), Catalog: catalogOf(d), Slots: db.NewSlots(h), Shop: keptShop(t, d, "miel"), Other: keptShop(t, d, "pain"),
		Unit: db.NewUnit(d, db.OrderStores),
		Place: func(ctx context.Context, o order.Order, capacity int) error {
			return checkout.Do(ctx, func(ctx context.Context, s placing) error {
				if err := s.stock.Take(ctx, o.Takes()); err != nil {
					return err
				}
				if err := s.slots.Take(ctx, o.Shop.ID, o.Way, o.Slot.Start, o.Slot.End, capacity); err != nil {
					return err
				}
				return s.orders.Insert(ctx, []order.Order{o})
			})
		},
	}
}

func TestPeerFailure18And23_StockAndSlotComeBackOnce(t *testing.T) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			contract.OrderLife(t, func(t *testing.T) contract.OrderHouse { return orderHouse(t, dbtest.Open(t, engine)) })
		})
	}
}
