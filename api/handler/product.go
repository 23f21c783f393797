package handler

import (
	"context"
	"fmt"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/catalog"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/media"
)

// Products answers what shops sell.
type Products struct {
	Service *catalog.Service
	Photos  *media.Service
}

// shown writes a product with its photos.
func (h Products) shown(ctx context.Context, v catalog.View) (gen.Product, error) {
	photos, err := h.Photos.Of(ctx, v.ID)
	return productOf(v, photos[v.ID]), err
}

// ListProducts lists a shop's products by category and name.
func (h Products) ListProducts(ctx context.Context, r gen.ListProductsRequestObject) (gen.ListProductsResponseObject, error) {
	q := catalog.Query{
		Category: deref(r.Params.Category), Words: deref(r.Params.Query), Published: !deref(r.Params.Hidden),
	}
	found, err := h.Service.List(ctx, mid.CallerOf(ctx).Actor, r.ShopID, q, pageOf(r.Params.Limit, r.Params.After))
	if err != nil {
		return nil, err
	}
	ids := make([]ident.ID, len(found.Items))
	for i, v := range found.Items {
		ids[i] = v.ID
	}
	photos, err := h.Photos.Of(ctx, ids...)
	if err != nil {
		return nil, err
	}
	items := page.Map(found, func(v catalog.View) gen.Product { return productOf(v, photos[v.ID]) })
	return gen.ListProducts200JSONResponse{Body: gen.ProductPage{Items: items.Items, Next: next(items.Next)}}, nil
}

// GetProduct shows a product.
func (h Products) GetProduct(ctx context.Context, r gen.GetProductRequestObject) (gen.GetProductResponseObject, error) {
	v, err := h.Service.Get(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.ProductID))
	if err != nil {
		return nil, err
	}
	body, err := h.shown(ctx, v)
	return gen.GetProduct200JSONResponse{Body: body}, err
}

// CreateProduct adds a product to a shop.
func (h Products) CreateProduct(ctx context.Context, r gen.CreateProductRequestObject) (gen.CreateProductResponseObject, error) {
	details, err := newDetails(*r.Body)
	if err != nil {
		return nil, err
	}
	attempt := attemptOf(ctx, "createProduct "+r.ShopID, r.Params.IdempotencyKey, r.Body)
	v, err := h.Service.Create(ctx, mid.CallerOf(ctx).Actor, r.ShopID, details, attempt)
	if err != nil {
		return nil, err
	}
	body, err := h.shown(ctx, v) // a repeat may find some
	return gen.CreateProduct201JSONResponse{Body: body, Headers: gen.CreateProduct201ResponseHeaders{
		ETag: versionTag(v.Version), Location: "/api/v1/products/" + v.ID.String(),
	}}, err
}

// UpdateProduct changes what the patch names, on the version presented.
func (h Products) UpdateProduct(ctx context.Context, r gen.UpdateProductRequestObject) (gen.UpdateProductResponseObject, error) {
	version, err := versionOf(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	v, err := h.Service.Edit(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.ProductID), version,
		func(d catalog.Details) (catalog.Details, error) { return patchDetails(d, *r.Body) })
	if err != nil {
		return nil, err
	}
	body, err := h.shown(ctx, v)
	return gen.UpdateProduct200JSONResponse{Body: body, Headers: gen.UpdateProduct200ResponseHeaders{
		ETag: versionTag(v.Version),
	}}, err
}

// ChangeProducts changes several products of a shop, all or none.
func (h Products) ChangeProducts(ctx context.Context, r gen.ChangeProductsRequestObject) (gen.ChangeProductsResponseObject, error) {
	change, err := severalOf(*r.Body)
	if err != nil {
		return nil, err
	}
	change.Attempt = attemptOf(ctx, "changeProducts "+r.ShopID, r.Params.IdempotencyKey, r.Body)
	views, err := h.Service.ChangeSeveral(ctx, mid.CallerOf(ctx).Actor, r.ShopID, change)
	if err != nil {
		return nil, err
	}
	ids := make([]ident.ID, len(views))
	for i, v := range views {
		ids[i] = v.ID
	}
	photos, err := h.Photos.Of(ctx, ids...)
	items := make([]gen.Product, len(views))
	for i, v := range views {
		items[i] = productOf(v, photos[v.ID])
	}
	return gen.ChangeProducts200JSONResponse{Items: items}, err
}

// DeleteProduct takes a product away for good.
func (h Products) DeleteProduct(ctx context.Context, r gen.DeleteProductRequestObject) (gen.DeleteProductResponseObject, error) {
	if err := h.Service.Delete(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.ProductID)); err != nil {
		return nil, err
	}
	return gen.DeleteProduct204Response{}, nil
}

func productOf(v catalog.View, photos []media.Photo) gen.Product {
	p := gen.Product{
		ID: v.ID.String(), ShopID: v.Shop.String(), Name: v.Name, Description: v.Description, Category: v.Category,
		Shop:     gen.ShopRef{ID: v.Sign.ID.String(), Slug: v.Sign.Slug, Name: v.Sign.Name},
		SaleUnit: gen.Unit(v.Unit), Step: gen.Quantity{Unit: gen.Unit(v.Unit), Amount: v.Step},
		Minimum: gen.Quantity{Unit: gen.Unit(v.Unit), Amount: v.Minimum}, VATRate: int(v.VAT),
		Withdrawal: gen.Withdrawal(v.Withdrawal), Ingredients: optional(v.Ingredients), Origin: optional(v.Origin),
		Published: v.Published, Version: v.Version, UpdatedAt: v.Updated,
		Allergens: []gen.AllergenStatement{}, Photos: photosOf(photos), Variants: make([]gen.Variant, len(v.Variants)),
	}
	for _, code := range catalog.AllergenCodes {
		if presence, declared := v.Allergens[code]; declared {
			p.Allergens = append(p.Allergens, gen.AllergenStatement{
				Allergen: gen.Allergen(code), Presence: gen.AllergenPresence(presence),
			})
		}
	}
	for i, variant := range v.Variants {
		p.Variants[i] = gen.Variant{
			ID: variant.ID.String(), Name: variant.Name, PriceCents: variant.PriceCents,
			NetContent: quantityOf(variant.NetContent), Stock: stockOf(variant.Stock, v),
		}
		if price, due := v.UnitPrice(variant); due {
			p.Variants[i].UnitPrice = unitPriceOf(price)
		}
	}
	return p
}

// stockOf shows what is left: all of it to staff, to customers how much only
// when it is little.
func stockOf(s catalog.Stock, v catalog.View) gen.Stock {
	out := gen.Stock{Mode: gen.StockMode(s.Mode), Available: s.Remaining(v.Minimum)}
	if left, counted := s.Left(); counted && (v.Staff || s.Few(v.Step)) {
		out.Remaining = stockQuantity(v.Unit, left)
	}
	if v.Staff {
		out.OnHand, out.Reserved = onHandAndReserved(s, v.Unit)
	}
	return out
}

// versionTag is the strong ETag of a document's version.
func versionTag(version int64) string { return fmt.Sprintf("%q", fmt.Sprint(version)) }
