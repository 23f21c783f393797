package live

import (
	"context"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/order"
)

// Rights is what the board looks up, again and again, of those who watch; for
// all of them in one query each.
type Rights interface {
	// Alive gives those of the sessions that are not over.
	Alive(ctx context.Context, sessions []ident.ID, now time.Time) (map[ident.ID]bool, error)
	// ShopsOf gives the shops that each of the accounts works in, ascending.
	ShopsOf(ctx context.Context, accounts []ident.ID) (map[ident.ID][]ident.ID, error)
}

// Orders shows an order to those who may see it; order.Service does.
type Orders interface {
	Get(ctx context.Context, v order.Viewer, id ident.ID) (order.View, error)
}
