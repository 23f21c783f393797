package db_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/catalog"
	"cabas/domain/checkout"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// TestPeerFailure29_TheLastUse is the mechanism by which whatever has so many
// uses is shared out, a voucher's as a slot's: one conditional statement, in the
// transaction that places the basket. Of two who want the last use one gets it,
// and of the other nothing is kept.
func TestPeerFailure29_TheLastUse(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		s := m.shop("a", nil)
		m.setWays(s, func(w *fulfilment.Ways) { w.Counter.Capacity = 2 })
		v := m.product(s, "Pain", 100, 10).Variants[0].ID
		earlier, first := m.someone(of(s, pieces(v, 1)))
		_, err := m.service.Place(t.Context(), earlier, first)
		must(t, err)
		requests, actors := make([]checkout.Request, 2), make([]account.Actor, 2)
		for i := range requests {
			actors[i], requests[i] = m.someone(of(s, pieces(v, 1)))
		}
		won := 0
		for i, err := range together(2, func(i int) error { _, err := m.service.Place(t.Context(), actors[i], requests[i]); return err }) {
			if err == nil {
				won++
				continue
			}
			if !errors.Is(err, fulfilment.ErrSlotFull) {
				t.Errorf("the loser was told %v", err)
			}
			if _, err := m.service.Get(t.Context(), checkout.Viewer{Actor: actors[i]}, requests[i].Basket); !errors.Is(err, fault.ErrNotFound) {
				t.Errorf("of the loser's basket is left: %v", err)
			}
		}
		if got := m.stock(v); won != 1 || got.Allocated != 2 {
			t.Errorf("%d of two won; %+v", won, got)
		}
	})
}

// TestPeerFailure29_NobodyWaitsForNothing places a basket while another one, of
// other goods of the same shop at another time, is being placed and not done: no
// row is shared by all who buy. On SQLite there is one writer, who never waits
// for anybody outside.
func TestPeerFailure29_NobodyWaitsForNothing(t *testing.T) {
	m := newMarket(t, dbtest.Open(t, db.Postgres))
	s := m.shop("a", nil)
	v, w := m.product(s, "Pain", 100, 10).Variants[0].ID, m.product(s, "Brioche", 500, 10).Variants[0].ID
	later := of(s, pieces(w, 1))
	later.Slot = noonSlot.Add(time.Hour)
	actor, r := m.someone(later)
	must(t, db.NewUnit(m.db, func(h db.Handle) db.Handle { return h }).Do(t.Context(), func(ctx context.Context, h db.Handle) error {
		_, err := db.NewCheckouts(h).Claim(ctx, checkout.Checkout{ID: ident.New("chk"), Basket: ident.New("bsk"), Scope: "account:acc_1", Key: "1", PlacedAt: saturday})
		must(t, err)
		must(t, db.NewStocks(h).Take(ctx, []catalog.Take{{Variant: v, Amount: 1}}))
		must(t, db.NewSlots(h).Take(ctx, s, fulfilment.Counter, noonSlot, noonSlot.Add(30*time.Minute), 4))
		soon, stop := context.WithTimeout(t.Context(), 50*time.Second) // less than the minute after which PostgreSQL ends what is around it
		defer stop()
		if _, err := m.service.Place(soon, actor, r); err != nil {
			t.Errorf("another buyer was kept waiting: %v", err)
		}
		return nil
	}))
}
