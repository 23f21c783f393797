package db

import (
	"context"
	"slices"
	"strings"
	"time"

	"cabas/domain/catalog"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"

	"gorm.io/gorm/clause"
)

// Products keeps products, their variants and their prices; it implements
// catalog.Products, catalog.Shelf and catalog.Offers.
type Products struct{ h Handle }

// NewProducts makes the store of products.
func NewProducts(h Handle) Products { return Products{h} }

// Get implements catalog.Products.
func (s Products) Get(ctx context.Context, id ident.ID) (catalog.Product, error) {
	rows, err := scanLines(s.h.reader(ctx).Raw(productLines+`
		FROM products p`+joinVariants+`
		WHERE p.id = ? AND p.deleted_at = 0 ORDER BY v.position`, id))
	if err != nil {
		return catalog.Product{}, err
	}
	products, err := toProducts(rows)
	if err == nil && len(products) == 0 {
		err = fault.ErrNotFound
	}
	if err != nil {
		return catalog.Product{}, err
	}
	return products[0], nil
}

// List implements catalog.Products.
func (s Products) List(ctx context.Context, q catalog.Query, r page.Request) (page.Page[catalog.Product], error) {
	where, args := `shop_id = ? AND deleted_at = 0`, []any{q.Shop}
	if q.Category != "" {
		where, args = where+` AND category_key = ? AND category = ?`, append(args, sortKey(q.Category), q.Category)
	}
	for _, word := range strings.Fields(q.Words) {
		where, args = where+` AND name_key LIKE ?`, append(args, "%"+sortKey(word)+"%")
	}
	if q.Published {
		where += ` AND published`
	}
	if r.After != "" {
		var category, name, id string
		if err := page.Decode(r.After, &category, &name, &id); err != nil {
			return page.Page[catalog.Product]{}, err
		}
		where, args = where+` AND (category_key, name_key, id) > (?, ?, ?)`, append(args, category, name, id)
	}
	rows, err := scanLines(s.h.reader(ctx).Raw(productLines+`
		FROM (SELECT * FROM products WHERE `+where+` ORDER BY category_key, name_key, id LIMIT ?) AS p`+joinVariants,
		append(args, r.Size()+1)...))
	if err != nil {
		return page.Page[catalog.Product]{}, err
	}
	// The page is chosen in order, by an index; a few rows are sorted here for
	// less than the engines ask for carrying all their columns through a sort.
	slices.SortFunc(rows, productLine.compare)
	products, err := toProducts(rows)
	if err != nil {
		return page.Page[catalog.Product]{}, err
	}
	return page.Of(products, r.Size(), func(p catalog.Product) []any {
		return []any{sortKey(p.Category), sortKey(p.Name), p.ID}
	}), nil
}

// Listed implements catalog.Shelf.
func (s Products) Listed(ctx context.Context, shop ident.ID, most int) (listed int, err error) {
	err = s.h.reader(ctx).Raw(`SELECT count(*) FROM (SELECT 1 FROM products WHERE shop_id = ? AND deleted_at = 0 LIMIT ?) AS p`, shop, most).Scan(&listed).Error
	return listed, err
}

// Insert implements catalog.Shelf.
func (s Products) Insert(ctx context.Context, p catalog.Product, c catalog.Change) error {
	row, err := fromProduct(p)
	if err != nil {
		return err
	}
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		if _, err := changed(h.writer(ctx).Create(&row)); err != nil {
			return err
		}
		return Products{h}.writeVariants(ctx, p, c)
	})
}

// Update implements catalog.Shelf.
func (s Products) Update(ctx context.Context, p catalog.Product, c catalog.Change) error {
	row, err := fromProduct(p)
	if err != nil {
		return err
	}
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		switch n, err := changed(h.writer(ctx).Select("*").Omit("id", "created_at", "deleted_at").
			Where("version = ? AND deleted_at = 0", p.Version-1).Updates(&row)); {
		case err != nil:
			return err
		case n == 0:
			return fault.ErrStale
		}
		kept := make([]ident.ID, len(p.Variants))
		for i, v := range p.Variants {
			kept[i] = v.ID
		}
		if _, err := changed(h.writer(ctx).Exec(`
			UPDATE variants SET deleted_at = ? WHERE product_id = ? AND deleted_at = 0 AND id NOT IN ?`,
			toMicros(p.Updated), p.ID, kept)); err != nil {
			return err
		}
		return Products{h}.writeVariants(ctx, p, c)
	})
}

// writeVariants keeps the variants and what the books say of them, in at most
// four statements however many there are.
func (s Products) writeVariants(ctx context.Context, p catalog.Product, c catalog.Change) error {
	variants, stocks := make([]variantRow, len(p.Variants)), make([]stockRow, len(p.Variants))
	for i, v := range p.Variants {
		variants[i], stocks[i] = fromVariant(p.ID, i, v), fromStock(v.ID, v.Stock)
	}
	overwrite := func(key string, columns ...string) clause.OnConflict {
		return clause.OnConflict{Columns: []clause.Column{{Name: key}}, DoUpdates: clause.AssignmentColumns(columns)}
	}
	if _, err := changed(s.h.writer(ctx).Clauses(overwrite("id", "position", "name", "price_cents",
		"content_unit", "content_amount")).Create(&variants)); err != nil {
		return err
	}
	if _, err := changed(s.h.writer(ctx).Clauses(overwrite("variant_id", "mode")).Create(&stocks)); err != nil {
		return err
	}
	if err := Stocks(s).record(ctx, c.Openings); err != nil || len(c.Prices) == 0 {
		return err
	}
	prices := make([]priceRow, len(c.Prices))
	for i, at := range c.Prices {
		prices[i] = priceRow{VariantID: at.Variant, Version: p.Version, Since: toMicros(at.Since), PriceCents: at.Cents}
	}
	_, err := changed(s.h.writer(ctx).Create(&prices))
	return err
}

// Delete implements catalog.Shelf.
func (s Products) Delete(ctx context.Context, id ident.ID, at time.Time) error {
	n, err := changed(s.h.writer(ctx).Exec(`
		UPDATE products SET deleted_at = ?, version = version + 1 WHERE id = ? AND deleted_at = 0`, toMicros(at), id))
	if err == nil && n == 0 {
		err = fault.ErrNotFound
	}
	return err
}
