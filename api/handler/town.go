package handler

import (
	"context"
	"errors"

	"cabas/api/gen"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/geo"
	"cabas/domain/kernel/page"
	"cabas/domain/shop"
	"cabas/domain/town"
)

// ShopCounts tells how many shops are visible in each of the towns.
type ShopCounts interface {
	CountByTown(ctx context.Context, insee []string) (map[string]int, error)
	// Busiest counts the shops of the towns with most, in that order.
	Busiest(ctx context.Context, limit int) ([]shop.TownCount, error)
}

// Towns answers who looks for a town.
type Towns struct {
	Service *town.Service
	Counts  ShopCounts
	Tiles   MapTiles
}

// MapTiles says where the pictures of maps come from: an address with {z}, {x}
// and {y}, empty where there are none, and whom to name on the map.
type MapTiles struct{ Address, Credit string }

// GetMap gives where the pictures of maps come from.
func (h Towns) GetMap(context.Context, gen.GetMapRequestObject) (gen.GetMapResponseObject, error) {
	if h.Tiles.Address == "" {
		return gen.GetMap200JSONResponse{}, nil
	}
	return gen.GetMap200JSONResponse{Body: gen.MapTiles{Tiles: &h.Tiles.Address, Credit: optional(h.Tiles.Credit)}}, nil
}

// SearchTowns finds towns by name, postcode or nearness.
func (h Towns) SearchTowns(ctx context.Context, r gen.SearchTownsRequestObject) (gen.SearchTownsResponseObject, error) {
	if r.Params.WithShops != nil {
		return h.busiest(ctx, r.Params)
	}
	q := town.Query{Text: deref(r.Params.Query), Postcode: deref(r.Params.Postcode)}
	if r.Params.Near != nil {
		near, err := geo.Parse(*r.Params.Near)
		if err != nil {
			return nil, err
		}
		q.Near = &near
	}
	found, err := h.Service.Search(ctx, q, pageOf(r.Params.Limit, r.Params.After))
	if err != nil {
		return nil, err
	}
	codes := make([]string, len(found.Items))
	for i, f := range found.Items {
		codes[i] = f.INSEE
	}
	counts, err := h.Counts.CountByTown(ctx, codes)
	if err != nil {
		return nil, err
	}
	items := page.Map(found, func(f town.Found) gen.Town {
		t := townOf(f.Town, counts[f.INSEE])
		t.DistanceMetres = f.DistanceMetres
		return t
	})
	return gen.SearchTowns200JSONResponse{Body: gen.TownPage{Items: items.Items, Next: next(items.Next)}}, nil
}

// busiest lists the towns that have shops, which is a question of its own.
func (h Towns) busiest(ctx context.Context, p gen.SearchTownsParams) (gen.SearchTownsResponseObject, error) {
	if p.Query != nil || p.Postcode != nil || p.Near != nil || p.After != nil {
		return nil, fault.ErrInvalid.At("?withShops", fault.FieldMalformed)
	}
	counts, err := h.Counts.Busiest(ctx, pageOf(p.Limit, nil).Size())
	if err != nil {
		return nil, err
	}
	items := []gen.Town{}
	for _, c := range counts {
		t, err := h.Service.ByRef(ctx, c.Town)
		if errors.Is(err, town.ErrNotFound) {
			continue // a commune that was since merged with another
		}
		if err != nil {
			return nil, err
		}
		items = append(items, townOf(t, c.Shops))
	}
	return gen.SearchTowns200JSONResponse{Body: gen.TownPage{Items: items}}, nil
}

// GetTown gives one town by INSEE code or slug.
func (h Towns) GetTown(ctx context.Context, r gen.GetTownRequestObject) (gen.GetTownResponseObject, error) {
	t, err := h.Service.ByRef(ctx, r.Town)
	if err != nil {
		return nil, err
	}
	counts, err := h.Counts.CountByTown(ctx, []string{t.INSEE})
	if err != nil {
		return nil, err
	}
	return gen.GetTown200JSONResponse{Body: townOf(t, counts[t.INSEE])}, nil
}

func townOf(t town.Town, shops int) gen.Town {
	centre := positionOf(t.Centre)
	if t.Approximate {
		centre.Approximate = &t.Approximate
	}
	return gen.Town{
		INSEE: t.INSEE, Name: t.Name, Slug: t.Slug, Postcodes: t.Postcodes, Department: t.DepartmentName,
		Region: t.RegionName, Population: t.Population, Centre: centre, ShopCount: shops,
	}
}
