package db_test

import (
	"context"
	"testing"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/ident"
	"cabas/domain/shop"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func TestShops(t *testing.T) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			contract.Shops(t, func(t *testing.T) contract.ShopStore { return db.NewShops(dbtest.Open(t, engine).Handle()) })
			contract.Staff(t, func(t *testing.T) (contract.ShopStore, contract.StaffStore) {
				h := dbtest.Open(t, engine).Handle()
				return db.NewShops(h), db.NewStaff(h)
			})
		})
	}
}

func TestShopsAreReadByIndexInFewStatements(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		shops, staff := db.NewShops(d.Handle()), db.NewStaff(d.Handle())
		a := shop.Shop{ID: ident.New("shp"), Slug: "epi", Profile: shop.Profile{Name: "Épi"}}
		if err := shops.Add(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			most int
			ask  func(ctx context.Context) error
		}{
			"for ordering": {3, func(ctx context.Context) error {
				_, err := shops.ForOrdering(ctx, []ident.ID{a.ID, "shp_2", "shp_3"})
				return err
			}},
			"in town": {3, func(ctx context.Context) error { _, err := shops.InTown(ctx, "", "bakery"); return err }},
			"by slug": {3, func(ctx context.Context) error { _, err := shops.ByRef(ctx, "epi"); return err }},
			"counts": {1, func(ctx context.Context) error {
				_, err := shops.CountByTown(ctx, []string{"91200", "75056"})
				return err
			}},
			"busiest": {1, func(ctx context.Context) error { _, err := shops.Busiest(ctx, 12); return err }},
			"role":    {1, func(ctx context.Context) error { _, err := shops.RoleIn(ctx, a.ID, "acc_1"); return err }},
			"slugs":   {1, func(ctx context.Context) error { _, err := shops.Taken(ctx, []string{"epi", "x"}); return err }},
			"staff":   {1, func(ctx context.Context) error { _, err := staff.List(ctx, a.ID); return err }},
			"places":  {1, func(ctx context.Context) error { _, err := staff.PlacesOf(ctx, "acc_1"); return err }},
			"token":   {1, func(ctx context.Context) error { _, _ = staff.Invited(ctx, "print"); return nil }},
			"hours":   {1, func(ctx context.Context) error { return shops.SaveWeek(ctx, a.ID, calendar.Week{}, 0) }},
			"remove":  {9, func(ctx context.Context) error { _ = staff.Remove(ctx, a.ID, "mem_1"); return nil }},
			"role set": {9, func(ctx context.Context) error {
				_ = staff.SetRole(ctx, a.ID, "mem_1", shop.Preparer)
				return nil
			}},
		} {
			statements := dbtest.Indexed(t, d, func(ctx context.Context) {
				if err := c.ask(ctx); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			})
			if len(statements) > c.most {
				t.Errorf("%s took %d statements", name, len(statements))
			}
		}
	})
}
