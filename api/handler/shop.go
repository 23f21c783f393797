package handler

import (
	"context"
	"time"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/geo"
	"cabas/domain/kernel/ident"
	"cabas/domain/media"
	"cabas/domain/shop"
)

// Shops answers who opens, edits or looks for a shop.
type Shops struct {
	Service *shop.Service
	Browser *shop.Browser
	Ways    *fulfilment.Service
	Photos  *media.Service
	Clock   clock.Clock
}

// whole writes a shop with its ways and its photo, for a reader with a role in it.
func (h Shops) whole(ctx context.Context, s shop.Shop, role shop.Role) (gen.Shop, error) {
	ways, err := h.Ways.Ways(ctx, s.ID)
	if err != nil {
		return gen.Shop{}, err
	}
	photos, err := h.Photos.Of(ctx, s.ID)
	return shopOf(ctx, s, ways[s.ID].Offered(), photos[s.ID], role, h.Clock.Now()), err
}

// ListTrades lists what a shop can be.
func (h Shops) ListTrades(ctx context.Context, _ gen.ListTradesRequestObject) (gen.ListTradesResponseObject, error) {
	out := gen.ListTrades200JSONResponse{Body: gen.TradePage{Items: make([]gen.Trade, len(shop.Trades))}}
	for i, t := range shop.Trades {
		out.Body.Items[i] = gen.Trade{Key: t.Key, Name: tradeSaid(ctx, t)}
	}
	return out, nil
}

// ListTownShops lists the shops of a town.
func (h Shops) ListTownShops(ctx context.Context, r gen.ListTownShopsRequestObject) (gen.ListTownShopsResponseObject, error) {
	q := shop.Query{Town: r.Town, Trade: deref(r.Params.Trade), OpenNow: deref(r.Params.OpenNow)}
	if r.Params.Near != nil {
		near, err := geo.Parse(*r.Params.Near)
		if err != nil {
			return nil, err
		}
		q.Near = &near
	}
	found, err := h.Browser.InTown(ctx, q, pageOf(r.Params.Limit, r.Params.After))
	if err != nil {
		return nil, err
	}
	ids := make([]ident.ID, len(found.Items))
	for i, c := range found.Items {
		ids[i] = c.ID
	}
	ways, err := h.Ways.Ways(ctx, ids...)
	if err != nil {
		return nil, err
	}
	photos, err := h.Photos.Of(ctx, ids...)
	if err != nil {
		return nil, err
	}
	items, now := make([]gen.ShopSummary, len(found.Items)), h.Clock.Now()
	for i, c := range found.Items {
		items[i] = summaryOf(ctx, c, ways[c.ID].Offered(), photos[c.ID], now)
	}
	return gen.ListTownShops200JSONResponse{Body: gen.ShopPage{Items: items, Next: next(found.Next)}}, nil
}

// OpenShop opens a shop.
func (h Shops) OpenShop(ctx context.Context, r gen.OpenShopRequestObject) (gen.OpenShopResponseObject, error) {
	p := shop.Profile{
		Name: r.Body.Name, Trade: r.Body.Trade, Town: shop.Town{INSEE: r.Body.Town}, Description: deref(r.Body.Description),
	}
	if r.Body.Address != nil {
		a := addressOf(*r.Body.Address)
		p.Address = &a
	}
	if c := r.Body.Contact; c != nil {
		p.Contact = shop.Contact{
			Phone: deref(c.Phone), Email: string(deref(c.Email)), Website: deref(c.Website), Language: string(deref(c.Language)),
		}
	}
	s, err := h.Service.Open(ctx, mid.CallerOf(ctx).Actor, p, attemptOf(ctx, "openShop", r.Params.IdempotencyKey, r.Body))
	if err != nil {
		return nil, err
	}
	body, err := h.whole(ctx, s, shop.Owner)
	return gen.OpenShop201JSONResponse{
		Body: body, Headers: gen.OpenShop201ResponseHeaders{Location: "/api/v1/shops/" + s.ID.String(), ETag: versionTag(s.Versions.Shop)},
	}, err
}

// GetShop shows one shop.
func (h Shops) GetShop(ctx context.Context, r gen.GetShopRequestObject) (gen.GetShopResponseObject, error) {
	s, role, err := h.Service.Get(ctx, mid.CallerOf(ctx).Actor, r.ShopID)
	if err != nil {
		return nil, err
	}
	body, err := h.whole(ctx, s, role)
	return gen.GetShop200JSONResponse{Body: body, Headers: gen.GetShop200ResponseHeaders{}}, err
}

// UpdateShop edits one shop.
func (h Shops) UpdateShop(ctx context.Context, r gen.UpdateShopRequestObject) (gen.UpdateShopResponseObject, error) {
	version, err := versionOf(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	id, err := h.Service.Find(ctx, r.ShopID)
	if err != nil {
		return nil, err
	}
	s, err := h.Service.Edit(ctx, mid.CallerOf(ctx).Actor, id, version, func(e shop.Editable) shop.Editable { return merged(e, *r.Body) })
	if err != nil {
		return nil, err
	}
	body, err := h.whole(ctx, s, shop.Manager)
	return gen.UpdateShop200JSONResponse{Body: body, Headers: gen.UpdateShop200ResponseHeaders{ETag: versionTag(s.Versions.Shop)}}, err
}

// merged applies a JSON merge patch.
func merged(e shop.Editable, p gen.ShopPatch) shop.Editable {
	set(&e.Slug, p.Slug)
	set(&e.Profile.Name, p.Name)
	set(&e.Profile.Trade, p.Trade)
	set(&e.Profile.Town.INSEE, p.Town)
	set(&e.Profile.Description, p.Description)
	set(&e.Profile.Colour, p.Colour)
	if p.Address.IsNull() {
		e.Profile.Address = nil
	} else if a, err := p.Address.Get(); err == nil {
		address := addressOf(a)
		e.Profile.Address = &address
	}
	if p.Position.IsNull() {
		e.Profile.Position = nil
	} else if at, err := p.Position.Get(); err == nil {
		e.Profile.Position = &geo.Point{Lat: at.Lat, Lon: at.Lon}
	}
	if c := p.Contact; c != nil {
		setOrClear(&e.Profile.Contact.Phone, c.Phone)
		setOrClear(&e.Profile.Contact.Email, c.Email)
		setOrClear(&e.Profile.Contact.Website, c.Website)
		if c.Language != nil {
			e.Profile.Contact.Language = string(*c.Language)
		}
	}
	if s := p.Settings; s != nil {
		set(&e.Policy.AutoAccept, s.AutoAccept)
		set(&e.Policy.WaiveConfirmation, s.WaiveGuestConfirmation)
		if s.AcceptanceMinutes != nil {
			e.Policy.AcceptWithin = time.Duration(*s.AcceptanceMinutes) * time.Minute
		}
	}
	return e
}
