package shop

import (
	"cmp"
	"context"
	"math"
	"slices"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/geo"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/town"
)

// Query says which shops of a town are wanted. Those open now come first, then
// by name; with Near, the nearest first and those without a position last.
type Query struct {
	// Town is an INSEE code or a slug.
	Town    string
	Trade   string // a key of Trades; empty for every one
	OpenNow bool
	Near    *geo.Point
}

// Browser shows the shops of a town to anybody. Whether one is open follows
// from a calendar, which no database can sort by: it looks at all shops of the
// town at once, in a fixed number of statements.
type Browser struct {
	window Window
	towns  Towns
	clock  clock.Clock
}

// TownCount is how many shops a town has.
type TownCount struct {
	Town  string // its INSEE code
	Shops int
}

// NewBrowser makes the service.
func NewBrowser(w Window, t Towns, c clock.Clock) *Browser { return &Browser{w, t, c} }

// InTown gives one page of a town's shops. It answers town.ErrNotFound for an
// unknown town, fault.ErrInvalid for a trade, point or position that is none.
func (b *Browser) InTown(ctx context.Context, q Query, r page.Request) (page.Page[Card], error) {
	none := page.Page[Card]{}
	var c fault.Check
	c.If(q.Near != nil && !q.Near.Valid(), "?near", fault.FieldMalformed)
	c.If(q.Trade != "" && !knownTrade(q.Trade), "?trade", fault.FieldUnknown)
	if err := c.Err(); err != nil {
		return none, err
	}
	var after *place
	if r.After != "" {
		after = &place{}
		if err := page.Decode(r.After, &after.rank, &after.name, &after.id); err != nil {
			return none, err
		}
	}
	home, err := b.towns.ByRef(ctx, q.Town)
	if err != nil {
		return none, err
	}
	shops, err := b.window.InTown(ctx, home.INSEE, q.Trade)
	if err != nil {
		return none, err
	}
	now := b.clock.Now()
	var cards []Card
	for _, s := range shops {
		c := card(s, s.Schedule().Status(now), q.Near)
		if (c.Status.Open || !q.OpenNow) && (after == nil || c.place(q).compare(*after) > 0) {
			cards = append(cards, c)
		}
	}
	slices.SortFunc(cards, func(a, b Card) int { return a.place(q).compare(b.place(q)) })
	return page.Of(cards, r.Size(), func(c Card) []any {
		p := c.place(q)
		return []any{p.rank, p.name, p.id}
	}), nil
}

// Card is a shop in a list.
type Card struct {
	Shop
	Status calendar.Status
	// DistanceMetres is how far the shop is from the point asked for; nil when
	// none was, or when the shop shows no position.
	DistanceMetres *int
}

func card(s Shop, status calendar.Status, near *geo.Point) Card {
	c := Card{Shop: s, Status: status}
	if near != nil && s.Position != nil {
		metres := int(math.Round(geo.DistanceMetres(*near, *s.Position)))
		c.DistanceMetres = &metres
	}
	return c
}

// place is where a card stands in a list.
type place struct {
	rank int
	name string
	id   ident.ID
}

func (c Card) place(q Query) place {
	p := place{name: town.Slug(c.Name), id: c.ID}
	switch {
	case c.DistanceMetres != nil:
		p.rank = *c.DistanceMetres
	case q.Near != nil:
		p.rank = math.MaxInt32
	case !c.Status.Open:
		p.rank = 1
	}
	return p
}

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.rank, q.rank), cmp.Compare(p.name, q.name), cmp.Compare(p.id, q.id))
}
