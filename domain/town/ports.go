package town

import (
	"context"

	"cabas/domain/kernel/geo"
)

// Gazetteer keeps the towns. The names it searches are keys: the Words of a
// name joined without a gap.
type Gazetteer interface {
	// Find gives up to limit towns that answer, in their order, beginning after
	// the position when one is given. It answers an invalid-input fault at
	// "?after" when the position names no town.
	Find(ctx context.Context, c Criteria, limit int, after *Position) ([]Found, error)
	// ByINSEE gives the town with that code, or ErrNotFound.
	ByINSEE(ctx context.Context, code string) (Town, error)
	// BySlug gives the town with that slug, or ErrNotFound.
	BySlug(ctx context.Context, slug string) (Town, error)
}

// Criteria is a query that was checked and analysed; it has at least one part.
type Criteria struct {
	// Starts holds the texts with which a key, or the rest of a key from one of
	// its words, may start; any of them will do, and none means every name.
	Starts []string
	// Postcode is a postcode or its first two to four digits; empty for any.
	Postcode string
	// Near orders by distance from this point instead of by match.
	Near *geo.Point
}

// Position is the place of a town in an ordered list. Towns stand by Order (the
// match, or the distance in whole metres), then, by distance only, those with a
// known centre first, then the bigger first, then by INSEE code.
type Position struct {
	Order int
	INSEE string
}
