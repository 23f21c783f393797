package platform

import (
	"context"

	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
)

// Asker is whoever asks for something here; account.Actor is one.
type Asker interface {
	// RequireAdministrator answers a fault unless the asker runs the platform.
	RequireAdministrator() error
	// Who is the asker's account; empty for the platform itself.
	Who() ident.ID
}

// Audit writes the audit trail; inside a unit of work it is bound to the
// transaction of the change it tells of.
type Audit interface {
	Record(ctx context.Context, entries ...Entry) error
}

// Trail reads the audit trail.
type Trail interface {
	// Entries lists the trail, the latest entry first; only what concerns the
	// subject, unless that is empty.
	Entries(ctx context.Context, subject string, p page.Request) (page.Page[Entry], error)
}

// Values keeps the settings.
type Values interface {
	// Kept gives the values by key.
	Kept(ctx context.Context) (map[string]int64, error)
	// Put keeps the given values over those kept before.
	Put(ctx context.Context, values map[string]int64) error
}

// Stores is what a change of the settings needs in one transaction.
type Stores struct {
	Values Values
	Audit  Audit
}
