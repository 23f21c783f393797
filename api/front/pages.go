package front

import (
	"context"
	"net/http"

	"cabas/api/gen"
	"cabas/domain/kernel/fault"
)

// What a page holds of a list at most, as the web app asks for it; it asks for
// the rest itself.
var (
	listed     = 100
	lively     = 12
	exceptions = 6
)

// home is the way in: what this is, and the towns that are there already.
func (p *Pages) home(ctx context.Context, _ string) (view, error) {
	v := view{name: "home", path: "/", params: map[string]string{}, told: told{}}
	yes := gen.SearchTownsParamsWithShopsTrue
	towns, err := p.API.SearchTowns(ctx, gen.SearchTownsRequestObject{Params: gen.SearchTownsParams{WithShops: &yes, Limit: &lively}})
	_, err = v.told.tell(ctx, "/towns?withShops=true&limit=12", func(w http.ResponseWriter) error { return towns.VisitSearchTownsResponse(w) }, err)
	v.social = p.homeSocial(ctx)
	return v, err
}

// town is a town's shops.
func (p *Pages) town(ctx context.Context, param string) (view, error) {
	v := view{name: "town", path: townPath(param), params: map[string]string{"town": param}, told: told{}}
	var town gen.GetTownResponseObject
	var err error = fault.ErrNotFound
	if plain.MatchString(param) {
		town, err = p.API.GetTown(ctx, gen.GetTownRequestObject{Town: param})
	}
	found, err := v.told.tell(ctx, "/towns/"+param, func(w http.ResponseWriter) error { return town.VisitGetTownResponse(w) }, err)
	if err != nil || !found {
		return v, err
	}
	shops, err := p.API.ListTownShops(ctx, gen.ListTownShopsRequestObject{Town: param, Params: gen.ListTownShopsParams{Limit: &listed}})
	if _, err := v.told.tell(ctx, "/towns/"+param+"/shops?limit=100", func(w http.ResponseWriter) error { return shops.VisitListTownShopsResponse(w) }, err); err != nil {
		return v, err
	}
	t := town.(gen.GetTown200JSONResponse).Body
	if t.Slug != param {
		v.moved = townPath(t.Slug)
	}
	v.social = p.townSocial(ctx, t, shops.(gen.ListTownShops200JSONResponse).Body.Items)
	return v, nil
}

// shop is a shop: when it is open, what it sells, how one gets it.
func (p *Pages) shop(ctx context.Context, param string) (view, error) {
	v := view{name: "shop", path: shopPath(param), params: map[string]string{"shop": param}, told: told{}}
	shop, found, err := p.tellShop(ctx, v.told, param)
	if err != nil || !found {
		return v, err
	}
	if shop.Slug != param {
		v.moved = shopPath(shop.Slug)
		return v, nil
	}
	products, err := p.API.ListProducts(ctx, gen.ListProductsRequestObject{ShopID: param, Params: gen.ListProductsParams{Limit: &listed}})
	if _, err := v.told.tell(ctx, "/shops/"+param+"/products?limit=100", func(w http.ResponseWriter) error { return products.VisitListProductsResponse(w) }, err); err != nil {
		return v, err
	}
	hours, err := p.API.GetHours(ctx, gen.GetHoursRequestObject{ShopID: param})
	if _, err := v.told.tell(ctx, "/shops/"+param+"/hours", func(w http.ResponseWriter) error { return hours.VisitGetHoursResponse(w) }, err); err != nil {
		return v, err
	}
	closures, err := p.API.ListClosures(ctx, gen.ListClosuresRequestObject{ShopID: param, Params: gen.ListClosuresParams{Limit: &exceptions}})
	if _, err := v.told.tell(ctx, "/shops/"+param+"/closures?limit=6", func(w http.ResponseWriter) error { return closures.VisitListClosuresResponse(w) }, err); err != nil {
		return v, err
	}
	ways, err := p.API.GetWays(ctx, gen.GetWaysRequestObject{ShopID: param})
	if _, err := v.told.tell(ctx, "/shops/"+param+"/ways", func(w http.ResponseWriter) error { return ways.VisitGetWaysResponse(w) }, err); err != nil {
		return v, err
	}
	v.social = p.shopSocial(ctx, shop, hours.(gen.GetHours200JSONResponse).Body.Week)
	return v, nil
}

// product is one thing that a shop sells.
func (p *Pages) product(ctx context.Context, param string) (view, error) {
	v := view{name: "product", path: "/produit/" + param, params: map[string]string{"product": param}, told: told{}}
	id := productIn(param).String()
	var product gen.GetProductResponseObject
	var err error = fault.ErrNotFound
	if id != "" {
		product, err = p.API.GetProduct(ctx, gen.GetProductRequestObject{ProductID: id})
	} else {
		id = param
	}
	found, err := v.told.tell(ctx, "/products/"+id, func(w http.ResponseWriter) error { return product.VisitGetProductResponse(w) }, err)
	if err != nil || !found {
		return v, err
	}
	goods := product.(gen.GetProduct200JSONResponse).Body
	if v.path != productPath(goods.ID, goods.Name) {
		v.moved = productPath(goods.ID, goods.Name)
		return v, nil
	}
	shop, found, err := p.tellShop(ctx, v.told, goods.ShopID)
	if err != nil || !found {
		return v, err
	}
	v.social = p.productSocial(ctx, goods, shop)
	return v, nil
}

func (p *Pages) tellShop(ctx context.Context, t told, ref string) (gen.Shop, bool, error) {
	var shop gen.GetShopResponseObject
	var err error = fault.ErrNotFound
	if plain.MatchString(ref) {
		shop, err = p.API.GetShop(ctx, gen.GetShopRequestObject{ShopID: ref})
	}
	found, err := t.tell(ctx, "/shops/"+ref, func(w http.ResponseWriter) error { return shop.VisitGetShopResponse(w) }, err)
	if err != nil || !found {
		return gen.Shop{}, false, err
	}
	return shop.(gen.GetShop200JSONResponse).Body, true, nil
}
