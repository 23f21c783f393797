package db_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"cabas/domain/catalog"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func catalogOf(d *db.DB) contract.Catalog {
	products, stocks := db.NewProducts(d.Handle()), db.NewStocks(d.Handle())
	return contract.Catalog{Products: products, Shelf: products, Offers: products, Stocks: stocks, Ledger: stocks, History: stocks}
}

func TestProducts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { contract.Products(t, catalogOf(d)) })
}

func TestStock(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { contract.Stock(t, catalogOf(d)) })
}

func TestCatalogIsReadByIndex(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := catalogOf(d)
		steps := map[string]struct {
			run   func(ctx context.Context) error
			count int
		}{
			"get": {func(ctx context.Context) error { _, err := s.Products.Get(ctx, "prd_1"); return ignoreMissing(err) }, 1},
			"list": {func(ctx context.Context) error {
				_, err := s.Products.List(ctx, catalog.Query{Shop: "shp_1", Published: true}, page.Request{After: page.Encode("a", "b", "c")})
				return err
			}, 1},
			"category": {func(ctx context.Context) error {
				_, err := s.Products.List(ctx, catalog.Query{Shop: "shp_1", Category: "Miels"}, page.Request{})
				return err
			}, 1},
			"offers": {func(ctx context.Context) error {
				_, err := s.Offers.Offers(ctx, []ident.ID{"var_1", "var_2", "var_3"})
				return err
			}, 1},
			"movements": {func(ctx context.Context) error {
				_, err := s.History.Movements(ctx, "var_1", page.Request{After: page.Encode("mov_1")})
				return err
			}, 1},
			"take": {func(ctx context.Context) error {
				return ignoreMissing(s.Stocks.Take(ctx, []catalog.Take{{Variant: "var_1", Amount: 1}}))
			}, 2},
		}
		for name, step := range steps {
			statements := dbtest.Indexed(t, d, func(ctx context.Context) {
				if err := step.run(ctx); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			})
			if len(statements) != step.count {
				t.Errorf("%s ran %d statements: %q", name, len(statements), statements)
			}
		}
	})
}

func TestCatalogIsWrittenByIndex(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := catalogOf(d)
		details := catalog.Details{Name: "Miel", Unit: "piece", Step: 1, Minimum: 1, VAT: 550, Withdrawal: "perishable"}
		for _, name := range []string{"a", "b", "c", "d"} {
			details.Variants = append(details.Variants, catalog.VariantDetails{Name: name, Mode: catalog.Counted, OnHand: 5})
		}
		now := time.Date(2026, 11, 28, 11, 0, 0, 0, time.UTC)
		p, change, err := catalog.NewProduct("shp_1", details, "acc_1", now)
		if err != nil {
			t.Fatal(err)
		}
		var takes []catalog.Take
		for _, v := range p.Variants {
			takes = append(takes, catalog.Take{Variant: v.ID, Amount: 1})
		}
		m := catalog.Movement{ID: ident.New("mov"), Variant: p.Variants[0].ID, Kind: catalog.MovedCount, At: now}
		locks := map[db.Engine]int{db.Postgres: 1}[d.Engine()]
		for _, step := range []struct {
			name  string
			run   func(ctx context.Context) error
			count int
		}{
			{"insert", func(ctx context.Context) error { return s.Shelf.Insert(ctx, p, change) }, 5},
			{"update", func(ctx context.Context) error {
				edited := p
				change, err := edited.Edit(p.Details(), "acc_1", now)
				return errors.Join(err, s.Shelf.Update(ctx, edited, change))
			}, 4},
			{"take", func(ctx context.Context) error { return s.Stocks.Take(ctx, takes) }, 1 + locks},
			{"hand over", func(ctx context.Context) error { return s.Stocks.HandOver(ctx, takes, "acc_1", "ord_1", now) }, 2 + locks},
			{"count", func(ctx context.Context) error { _, err := s.Ledger.Count(ctx, m, 3); return err }, 2},
			{"movement", func(ctx context.Context) error { _, err := s.Ledger.Movement(ctx, m.ID); return err }, 1},
			{"delete", func(ctx context.Context) error { return s.Shelf.Delete(ctx, p.ID, now) }, 1},
			{"sign", func(ctx context.Context) error {
				_, err := db.NewShops(d.Handle()).Sign(ctx, "boulangerie")
				return ignoreMissing(err)
			}, 1},
		} {
			statements := dbtest.Indexed(t, d, func(ctx context.Context) {
				if err := step.run(ctx); err != nil {
					t.Errorf("%s: %v", step.name, err)
				}
			})
			if len(statements) != step.count {
				t.Errorf("%s ran %d statements: %q", step.name, len(statements), statements)
			}
		}
	})
}

// ignoreMissing forgets that there is nothing in the tables: the plan counts.
func ignoreMissing(err error) error {
	if errors.Is(err, fault.ErrNotFound) || errors.Is(err, catalog.ErrOutOfStock) {
		return nil
	}
	return err
}
