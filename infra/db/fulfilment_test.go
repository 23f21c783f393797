package db_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"cabas/domain/fulfilment"
	"cabas/domain/kernel/ident"
	"cabas/domain/shop"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// keptShop keeps a shop with nothing but its slug.
func keptShop(t *testing.T, d *db.DB, slug string) ident.ID {
	t.Helper()
	a := shop.Shop{ID: ident.New("shp"), Slug: slug}
	if err := db.NewShops(d.Handle()).Add(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	return a.ID
}

func TestFulfilment(t *testing.T) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			contract.Ways(t, func(t *testing.T) (fulfilment.WayStore, ident.ID) {
				d := dbtest.Open(t, engine)
				return db.NewWays(d.Handle()), keptShop(t, d, "un")
			})
			contract.Slots(t, slotStore(t, dbtest.Open(t, engine)))
		})
	}
}

func slotStore(t *testing.T, d *db.DB) contract.SlotStore {
	return contract.SlotStore{Slots: db.NewSlots(d.Handle()), One: keptShop(t, d, "un"), Two: keptShop(t, d, "deux")}
}

func TestPeerFailure22_ASlotTakesNoMoreThanItsPlaces(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { contract.SlotCapacity(t, slotStore(t, d)) })
}

func TestPeerFailure23_APlaceComesBackOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { contract.SlotFreedOnce(t, slotStore(t, d)) })
}

func TestPlansOfManyShopsTakeTwoIndexedStatements(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ways, slots := db.NewWays(d.Handle()), db.NewSlots(d.Handle())
		shops := map[ident.ID]shop.ForOrdering{"shp_1": {}, "shp_2": {}, "shp_3": {}}
		statements := dbtest.Indexed(t, d, func(ctx context.Context) {
			if _, err := fulfilment.NewPlanner(ways, slots).Plans(ctx, shops, time.Now()); err != nil {
				t.Error(err)
			}
		})
		if len(statements) != 2 {
			t.Errorf("it took %d statements", len(statements))
		}
		one := keptShop(t, d, "un")
		statements = dbtest.Indexed(t, d, func(ctx context.Context) {
			err := errors.Join(slots.Take(ctx, one, fulfilment.Counter, time.Now(), time.Now(), 5),
				ways.SaveWays(ctx, one, fulfilment.Usual()), ways.SaveWays(ctx, one, fulfilment.Ways{Version: 1}))
			if err != nil {
				t.Error(err)
			}
		})
		if len(statements) != 3 {
			t.Errorf("it took %d statements", len(statements))
		}
	})
}
