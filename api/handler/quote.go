package handler

import (
	"context"

	"cabas/api/gen"
	"cabas/domain/basket"
)

// Quotes answers what a basket costs.
type Quotes struct{ Baskets *basket.Service }

// Quote prices a basket as things stand.
func (h Quotes) Quote(ctx context.Context, r gen.QuoteRequestObject) (gen.QuoteResponseObject, error) {
	w := basket.Wish{Shops: make([]basket.ShopWish, len(r.Body.Shops))}
	for i, s := range r.Body.Shops {
		w.Shops[i] = shopWishOf(s.ShopID, s.Way, s.DeliveryAddress, s.Slot, s.Lines)
	}
	q, err := h.Baskets.Quote(ctx, w)
	if err != nil {
		return nil, err
	}
	return gen.Quote200JSONResponse(quoteOf(ctx, q)), nil
}
