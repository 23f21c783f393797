package db

import (
	"context"
	"database/sql"

	"cabas/domain/catalog"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
)

// Offers implements catalog.Offers.
func (s Products) Offers(ctx context.Context, variants []ident.ID) (map[ident.ID]catalog.Offer, error) {
	offers := make(map[ident.ID]catalog.Offer, len(variants))
	if len(variants) == 0 {
		return offers, nil
	}
	err := each(s.h.reader(ctx).Raw(`
		SELECT p.id, p.shop_id, p.name, p.unit, p.step, p.minimum, p.vat_rate, p.withdrawal, p.published,
			v.id, v.name, v.price_cents, v.content_unit, v.content_amount, s.mode, s.sold_out, s.on_hand, s.allocated
		FROM variants v JOIN products p ON p.id = v.product_id JOIN stocks s ON s.variant_id = v.id
		WHERE v.id IN ? AND v.deleted_at = 0 AND p.deleted_at = 0`, variants), func(r *sql.Rows) error {
		var l productLine
		err := r.Scan(&l.P.ID, &l.P.ShopID, &l.P.Name, &l.P.Unit, &l.P.Step, &l.P.Minimum, &l.P.VatRate, &l.P.Withdrawal, &l.P.Published,
			&l.VariantID, &l.VariantName, &l.PriceCents, &l.ContentUnit, &l.ContentAmount, &l.Mode, &l.SoldOut, &l.OnHand, &l.Allocated)
		offers[l.VariantID] = catalog.Offer{
			Variant: l.VariantID, Product: l.P.ID, Shop: l.P.ShopID,
			ProductName: l.P.Name, VariantName: l.VariantName,
			Unit: l.P.Unit, Step: l.P.Step, Minimum: l.P.Minimum,
			Price:      measure.Price{Cents: l.PriceCents, Per: l.P.Unit},
			NetContent: content(l.ContentUnit, l.ContentAmount),
			VATRate:    l.P.VatRate, Withdrawal: string(l.P.Withdrawal), Published: l.P.Published,
			Available: catalog.Stock{Mode: l.Mode, SoldOut: l.SoldOut, OnHand: l.OnHand, Allocated: l.Allocated},
		}
		return err
	})
	return offers, err
}
