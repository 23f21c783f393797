package db

import (
	"context"

	"cabas/domain/catalog"
	"cabas/domain/kernel/ident"
)

// Sign implements catalog.Shops.
func (s Shops) Sign(ctx context.Context, ref string) (catalog.Sign, error) {
	where := `slug = ?`
	if ident.Valid(ident.ID(ref), "shp") {
		where = `id = ?`
	}
	var sign catalog.Sign
	err := one(s.h.reader(ctx).Raw(`SELECT id, slug, name FROM shops WHERE `+where, ref).Scan(&sign))
	return sign, err
}
