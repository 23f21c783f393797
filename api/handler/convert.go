package handler

import (
	openapi_types "github.com/oapi-codegen/runtime/types"

	"cabas/api/gen"
	"cabas/domain/kernel/calendar"
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

// dayOf reads an optional day.
func dayOf(d *openapi_types.Date) *calendar.Date {
	if d == nil {
		return nil
	}
	day := dateOf(*d)
	return &day
}
