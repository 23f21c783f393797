package basket

import (
	"context"
	"time"

	"cabas/domain/fulfilment"
	"cabas/domain/kernel/ident"
	"cabas/domain/shop"
)

// Shops reads shops, all at once; unknown ones are left out.
type Shops interface {
	ForOrdering(ctx context.Context, ids []ident.ID) (map[ident.ID]shop.ForOrdering, error)
}

// Plans reads how each of the shops hands goods over and which slots are taken,
// all at once; fulfilment.Planner is one.
type Plans interface {
	Plans(ctx context.Context, shops map[ident.ID]shop.ForOrdering, now time.Time) (map[ident.ID]fulfilment.Plan, error)
}
