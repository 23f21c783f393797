package db_test

import (
	"context"
	"testing"
	"time"

	"cabas/domain/order"
	"cabas/domain/rehearsal"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func TestRehearsals(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { contract.Rehearsals(t, db.NewRehearsals(d.Handle())) })
}

func TestRehearsalsAreKeptByIndex(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		kept, now := db.NewRehearsals(d.Handle()), time.Date(2026, 11, 28, 11, 0, 0, 0, time.UTC)
		r := rehearsal.Rehearsal{ID: "reh_1", Shop: "shp_1", State: order.Placed, PlacedAt: now}
		for name, run := range map[string]func(ctx context.Context) error{
			"add": func(ctx context.Context) error { return kept.Add(ctx, r, now.Add(-time.Hour)) },
			"of":  func(ctx context.Context) error { _, err := kept.Of(ctx, "shp_1", now.Add(-time.Hour)); return err },
			"get": func(ctx context.Context) error {
				_, err := kept.Get(ctx, "shp_1", "reh_1", now)
				return ignoreMissing(err)
			},
			"save":   func(ctx context.Context) error { _ = kept.Save(ctx, r, order.Placed); return nil },
			"remove": func(ctx context.Context) error { return ignoreMissing(kept.Remove(ctx, "shp_1", "reh_2")) },
		} {
			dbtest.Indexed(t, d, func(ctx context.Context) {
				if err := run(ctx); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			})
		}
	})
}
