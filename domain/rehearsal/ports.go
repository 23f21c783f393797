package rehearsal

import (
	"context"
	"time"

	"cabas/domain/account"
	"cabas/domain/catalog"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/order"
	"cabas/domain/shop"
)

// Store keeps rehearsals. Those placed up to the moment since count as gone.
type Store interface {
	// Add keeps a new rehearsal and forgets the shop's gone ones; ErrEnough when
	// the shop holds Most others, however many are added at once.
	Add(ctx context.Context, r Rehearsal, since time.Time) error
	// Of lists a shop's rehearsals, the oldest first.
	Of(ctx context.Context, shop ident.ID, since time.Time) ([]Rehearsal, error)
	// Get answers fault.ErrNotFound when the shop has no such rehearsal.
	Get(ctx context.Context, shop, id ident.ID, since time.Time) (Rehearsal, error)
	// Save keeps the state if it is still the one before; else order.ErrState.
	Save(ctx context.Context, r Rehearsal, before order.State) error
	// Remove answers fault.ErrNotFound when the shop has no such rehearsal.
	Remove(ctx context.Context, shop, id ident.ID) error
}

// Goods is where the shop's products are read.
type Goods interface {
	List(ctx context.Context, q catalog.Query, p page.Request) (page.Page[catalog.Product], error)
}

// Shops knows shops by identifier or slug.
type Shops interface {
	ByRef(ctx context.Context, ref string) (shop.Shop, error)
}

// Staff answers who may act for a shop: nil, or the fault to answer.
type Staff interface {
	Require(ctx context.Context, actor account.Actor, shop ident.ID, least shop.Role) error
}
