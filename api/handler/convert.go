package handler

import (
	"cabas/api/gen"
	"cabas/domain/kernel/geo"
	"cabas/domain/kernel/page"
)

// deref reads an optional value; absent is the zero value.
func deref[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// optional writes a value that is absent when it is zero.
func optional[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// pageOf reads which page is asked for.
func pageOf(limit *int, after *string) page.Request {
	return page.Request{Limit: deref(limit), After: deref(after)}
}

// next writes the position of the next page; null on the last one.
func next(position string) *string { return optional(position) }

func positionOf(p geo.Point) *gen.Position { return &gen.Position{Lat: p.Lat, Lon: p.Lon} }
