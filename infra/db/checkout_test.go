package db_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/basket"
	"cabas/domain/checkout"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/ident"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func TestCheckouts(t *testing.T) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			contract.Checkouts(t, func(t *testing.T) contract.CheckoutStores {
				d := dbtest.Open(t, engine)
				h := d.Handle()
				return contract.CheckoutStores{Checkouts: db.NewCheckouts(h), Codes: db.NewCheckouts(h), Guests: db.NewGuests(h),
					Pauses: db.NewGuests(h), Orders: db.NewOrders(h),
					Unit: db.NewUnit(d, func(h db.Handle) checkout.Checkouts { return db.NewCheckouts(h) })}
			})
		})
	}
}

// TestCheckoutCostsTheSameWhateverTheBasket counts statements: one for each
// variant and each shop that is reserved, and a fixed number besides.
func TestCheckoutCostsTheSameWhateverTheBasket(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		var parts []basket.ShopWish
		for i := range 4 {
			s := m.shop(fmt.Sprint("boutique", i), nil)
			m.setWays(s, func(*fulfilment.Ways) {})
			var lines []basket.Wanted
			for j := range 5 {
				lines = append(lines, pieces(m.product(s, fmt.Sprint("Pain ", j), 100, 1000).Variants[0].ID, 1))
			}
			parts = append(parts, of(s, lines...))
		}
		for _, n := range []int{1, 4} {
			w := basket.Wish{Shops: parts[:n]}
			statements := dbtest.Indexed(t, m.db, func(ctx context.Context) {
				_, err := m.quotes.Quote(ctx, w)
				must(t, err)
			})
			if len(statements) != 6 {
				t.Errorf("a quote of %d shops took %d statements:\n%v", n, len(statements), statements)
			}
			r, actor := m.guest(fmt.Sprint(n, "@exemple.fr"), w.Shops...), account.Actor{}
			r.Origin = fmt.Sprintf("192.0.2.%d", n)
			r.Customer.Phone = fmt.Sprintf("060000000%d", n)
			statements = dbtest.Indexed(t, m.db, func(ctx context.Context) {
				_, err := m.service.Place(ctx, actor, r)
				must(t, err)
			})
			// Outside: earlier, and the quote. Inside: claim, queue, held, offers,
			// orders, lines, events; facts wait for the confirmation.
			if want := 1 + 6 + 5*n + n + 7; len(statements) > want {
				t.Errorf("placing at %d shops took %d statements, more than %d:\n%v", n, len(statements), want, statements)
			}
		}
		h := m.db.Handle()
		dbtest.Indexed(t, m.db, func(ctx context.Context) {
			_, err := db.NewGuests(h).Pause(ctx, "a", saturday, saturday)
			must(t, err)
			must(t, db.NewGuests(h).Forget(ctx, time.Now()))
			_, _, err = db.NewCheckouts(h).Try(ctx, ident.New("chk"), 5)
			must(t, err)
			_, err = db.NewCheckouts(h).Renew(ctx, ident.New("chk"), checkout.Code{}, 5, saturday)
			must(t, err)
		})
	})
}
