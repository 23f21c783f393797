package db_test

import (
	"context"
	"testing"
	"time"

	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/order"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// TestForgettingReadsNoWholeTable explains each statement that runs every hour,
// with something to forget in each table.
func TestForgettingReadsNoWholeTable(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := d.Handle()
		orders := db.NewOrders(h)
		o := guestOrder(t)
		if _, err := o.Do(order.Refuse, order.By{Party: order.ByShop}, o.PlacedAt, order.Say{Reason: "Plus de pain"}); err != nil {
			t.Fatal(err)
		}
		if err := orders.Insert(t.Context(), []order.Order{o}); err != nil {
			t.Fatal(err)
		}
		for _, forget := range []func(context.Context, time.Time) error{
			orders.ForgetUnconfirmed, orders.ForgetGuests, db.NewFacts(h).Forget, db.NewStaff(h).Forget, db.NewAudit(h).Forget, db.NewMails(h).Forget,
		} {
			dbtest.Indexed(t, d, func(ctx context.Context) {
				if err := forget(ctx, o.PlacedAt.Add(time.Hour)); err != nil {
					t.Error(err)
				}
			})
		}
		if got, err := orders.Get(t.Context(), o.ID); err != nil || got.Customer.Name != order.Forgotten {
			t.Errorf("%+v is known, %v", got.Customer, err)
		}
	})
}

func guestOrder(t *testing.T) order.Order {
	t.Helper()
	o, err := order.New(contract.OrderDraft(ident.New("shp"), ""))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// TestFactsAreForgottenFromTheFront keeps what was not told, what is held back
// and everything behind it, and the last one, from which positions are counted.
func TestFactsAreForgottenFromTheFront(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, ctx := db.NewFacts(d.Handle()), t.Context()
		noon := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
		told := make([]fact.Fact, 6)
		for i := range told {
			told[i] = fact.New("test.happened", ident.New("shp"), noon.Add(time.Duration(i)*time.Hour), nil)
		}
		late := noon.Add(240 * time.Hour)
		must(t, s.Record(ctx, told...))
		_, err := s.Stamp(ctx, 100)
		must(t, err)
		kept := func(want int, why string) {
			t.Helper()
			must(t, s.Forget(ctx, late))
			left, err := s.Since(ctx, 0, 100)
			must(t, err)
			if len(left) != want || left[len(left)-1].Position != 6 || left[0].Position != int64(7-want) {
				t.Fatalf("%s: %d facts are left, want %d: %+v", why, len(left), want, left)
			}
		}
		kept(6, "nobody listens yet")
		_, err = s.Lease(ctx, "letters", "node", noon, noon.Add(time.Minute))
		must(t, err)
		must(t, s.Told(ctx, "letters", 2))
		kept(4, "two were told")
		must(t, s.Told(ctx, "letters", 6))
		all, err := s.Since(ctx, 0, 100)
		must(t, err)
		held := fact.Held{Fact: all[1], Listener: "letters", Tries: 1, Next: noon, Parked: true, LastError: "x"} // the fourth
		must(t, s.Hold(ctx, held))
		kept(3, "one is parked")
		must(t, s.Settle(ctx, "letters", held.Fact))
		late = noon.Add(4 * time.Hour)
		kept(2, "two are young")
		late = noon.Add(240 * time.Hour)
		kept(1, "all are old")
		must(t, s.Record(ctx, fact.New("test.happened", "shp_1", noon, nil)))
		_, err = s.Stamp(ctx, 100)
		must(t, err)
		if last, err := s.Last(ctx); err != nil || last != 7 {
			t.Errorf("the next position is %d, %v", last, err)
		}
		if parked, err := s.Parked(ctx, page.Request{}); err != nil || len(parked.Items) != 0 {
			t.Errorf("parked: %v, %v", parked.Items, err)
		}
	})
}
