package db

import (
	"context"
	"database/sql"
	"fmt"

	"cabas/domain/kernel/ident"
	"cabas/domain/shop"
)

// InTown implements shop.Window.
func (s Shops) InTown(ctx context.Context, insee, trade string) ([]shop.Shop, error) {
	if trade == "" {
		return s.read(ctx, `WHERE town = ?`, insee)
	}
	return s.read(ctx, `WHERE town = ? AND trade = ?`, insee, trade)
}

// CountByTown implements shop.Window.
func (s Shops) CountByTown(ctx context.Context, insee []string) (map[string]int, error) {
	out := make(map[string]int, len(insee))
	if len(insee) == 0 {
		return out, nil
	}
	var rows []struct {
		Town  string
		Shops int
	}
	_, err := changed(s.h.reader(ctx).Raw(`SELECT town, COUNT(*) AS shops FROM shops WHERE town IN ? GROUP BY town`, insee).Scan(&rows))
	for _, r := range rows {
		out[r.Town] = r.Shops
	}
	return out, err
}

// Busiest implements shop.Window.
func (s Shops) Busiest(ctx context.Context, limit int) ([]shop.TownCount, error) {
	var out []shop.TownCount
	_, err := changed(s.h.reader(ctx).Raw(`SELECT town, COUNT(*) AS shops FROM shops GROUP BY town ORDER BY shops DESC, town LIMIT ?`, limit).Scan(&out))
	return out, err
}

// ForOrdering implements shop.Window.
func (s Shops) ForOrdering(ctx context.Context, ids []ident.ID) (map[ident.ID]shop.ForOrdering, error) {
	out := make(map[ident.ID]shop.ForOrdering, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	found, err := s.read(ctx, `WHERE id IN ?`, ids)
	for _, f := range found {
		out[f.ID] = f.ForOrdering()
	}
	return out, err
}

// read reads whole shops in three statements: shops, sellers, exceptions.
func (s Shops) read(ctx context.Context, where string, args ...any) ([]shop.Shop, error) {
	rows, err := scanShops(s.h.reader(ctx).Raw(selectShops+where, args...))
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	ids := make([]ident.ID, len(rows))
	at := make(map[ident.ID]int, len(rows))
	out := make([]shop.Shop, len(rows))
	for i, r := range rows {
		a, err := r.shop()
		if err != nil {
			return nil, fmt.Errorf("db: shop %s: %w", r.ID, err)
		}
		out[i], ids[i], at[r.ID] = a, r.ID, i
	}
	err = eachSeller(s.h.reader(ctx).Raw(selectSellers+`WHERE shop IN ?`, ids), func(r sellerRow) {
		a := &out[at[r.Shop]]
		a.Seller, a.Versions.Seller = r.seller(), r.Version
	})
	if err != nil {
		return nil, err
	}
	err = each(s.h.reader(ctx).Raw(`SELECT shop, date, spans, reason FROM shop_exceptions
		WHERE shop IN ? ORDER BY shop, date`, ids), func(rows *sql.Rows) error {
		var r exceptionRow
		if err := rows.Scan(&r.Shop, &r.Date, &r.Spans, &r.Reason); err != nil {
			return err
		}
		e, err := r.exception()
		if err != nil {
			return fmt.Errorf("db: exception of shop %s: %w", r.Shop, err)
		}
		out[at[r.Shop]].Exceptions = append(out[at[r.Shop]].Exceptions, e)
		return nil
	})
	return out, err
}
