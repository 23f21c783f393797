package db

import (
	"context"

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
	var rows []productLine
	if _, err := changed(s.h.reader(ctx).Raw(`
		SELECT p.id, p.shop_id, p.name, p.unit, p.step, p.minimum, p.vat_rate, p.withdrawal, p.published,
			v.id AS variant_id, v.name AS variant_name, v.price_cents, v.content_unit, v.content_amount,
			s.mode, s.sold_out, s.on_hand, s.allocated
		FROM variants v JOIN products p ON p.id = v.product_id JOIN stocks s ON s.variant_id = v.id
		WHERE v.id IN ? AND v.deleted_at = 0 AND p.deleted_at = 0`, variants).Scan(&rows)); err != nil {
		return nil, err
	}
	for _, l := range rows {
		offers[l.VariantID] = catalog.Offer{
			Variant: l.VariantID, Product: l.P.ID, Shop: l.P.ShopID,
			ProductName: l.P.Name, VariantName: l.VariantName,
			Unit: l.P.Unit, Step: l.P.Step, Minimum: l.P.Minimum,
			Price:      measure.Price{Cents: l.PriceCents, Per: l.P.Unit},
			NetContent: content(l.ContentUnit, l.ContentAmount),
			VATRate:    l.P.VatRate, Withdrawal: string(l.P.Withdrawal), Published: l.P.Published,
			Available: catalog.Stock{Mode: l.Mode, SoldOut: l.SoldOut, OnHand: l.OnHand, Allocated: l.Allocated},
		}
	}
	return offers, nil
}
