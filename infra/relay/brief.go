package relay

import (
	"context"
	"time"

	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
)

// brief gives each call of a store so much time and no more: a database that
// swallows a question must not silence the relay.
type brief struct {
	store Store
	most  time.Duration
}

func (b brief) within(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, b.most)
}

func (b brief) Stamp(ctx context.Context, limit int) (int, error) {
	ctx, cancel := b.within(ctx)
	defer cancel()
	return b.store.Stamp(ctx, limit)
}

func (b brief) Due(ctx context.Context, listener string, limit int) ([]fact.Fact, error) {
	ctx, cancel := b.within(ctx)
	defer cancel()
	return b.store.Due(ctx, listener, limit)
}

func (b brief) Told(ctx context.Context, listener string, position int64) error {
	ctx, cancel := b.within(ctx)
	defer cancel()
	return b.store.Told(ctx, listener, position)
}

func (b brief) Lease(ctx context.Context, listener, node string, now, until time.Time) (bool, error) {
	ctx, cancel := b.within(ctx)
	defer cancel()
	return b.store.Lease(ctx, listener, node, now, until)
}

func (b brief) Hold(ctx context.Context, h fact.Held) error {
	ctx, cancel := b.within(ctx)
	defer cancel()
	return b.store.Hold(ctx, h)
}

func (b brief) Subjects(ctx context.Context, listener string, among []ident.ID) (map[ident.ID]bool, error) {
	ctx, cancel := b.within(ctx)
	defer cancel()
	return b.store.Subjects(ctx, listener, among)
}

func (b brief) Again(ctx context.Context, listener string, now time.Time, limit int) ([]fact.Held, error) {
	ctx, cancel := b.within(ctx)
	defer cancel()
	return b.store.Again(ctx, listener, now, limit)
}

func (b brief) Settle(ctx context.Context, listener string, f fact.Fact) error {
	ctx, cancel := b.within(ctx)
	defer cancel()
	return b.store.Settle(ctx, listener, f)
}
