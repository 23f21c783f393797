// Package sitemap lists what search engines may be told of: towns with shops,
// shops, and the products they show. It reads and changes nothing, and knows no
// addresses: who serves pages makes them. It may import the kernel.
package sitemap

import (
	"context"
	"time"

	"cabas/domain/kernel/ident"
)

// PageSize is how many entries a page has at most, as sitemaps.org bounds it.
const PageSize = 50_000

// batch is how many entries are read at a time.
const batch = 1000

// Kind is what a list is of.
type Kind string

// The kinds of lists, as addresses name them.
const (
	Shops    Kind = "shops"
	Products Kind = "products"
)

// Kinds lists those that have pages.
var Kinds = []Kind{Shops, Products}

// Entry is one thing to be found.
type Entry struct {
	ID ident.ID // empty for a town
	// Slug is that of a town or a shop, Name that of a product.
	Slug, Name string
	// Changed is when what its page shows last changed, as far as is known.
	Changed time.Time
}

// Store reads the lists.
type Store interface {
	// Towns lists the towns that have shops, by slug.
	Towns(ctx context.Context) ([]Entry, error)
	// Entries lists up to limit things by identifier, beginning after one.
	Entries(ctx context.Context, k Kind, after ident.ID, limit int) ([]Entry, error)
	// Skip answers the identifier that stands at a distance after another, or
	// none when there are not so many.
	Skip(ctx context.Context, k Kind, after ident.ID, distance int) (ident.ID, error)
}

// Roll answers search engines.
type Roll struct {
	store Store
	size  int
}

// NewRoll makes the service.
func NewRoll(s Store) *Roll { return &Roll{s, PageSize} }

// Towns lists the towns that have shops.
func (r *Roll) Towns(ctx context.Context) ([]Entry, error) { return r.store.Towns(ctx) }

// Starts lists after which entry each page of a list begins; the first begins
// after none. It takes one statement a page.
func (r *Roll) Starts(ctx context.Context, k Kind) ([]ident.ID, error) {
	starts := []ident.ID{""}
	for {
		last, err := r.store.Skip(ctx, k, starts[len(starts)-1], r.size)
		if err != nil || last == "" {
			return starts, err
		}
		starts = append(starts, last)
	}
}

// Each gives the entries of the page that begins after one, a thousand read at
// a time, until one is refused.
func (r *Roll) Each(ctx context.Context, k Kind, after ident.ID, give func(Entry) error) error {
	for left := r.size; left > 0; {
		found, err := r.store.Entries(ctx, k, after, min(batch, left))
		if err != nil {
			return err
		}
		for _, e := range found {
			if err := give(e); err != nil {
				return err
			}
			after = e.ID
		}
		if len(found) < min(batch, left) {
			return nil
		}
		left -= len(found)
	}
	return nil
}
