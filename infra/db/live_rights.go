package db

import (
	"context"
	"math/bits"
	"time"

	"cabas/domain/kernel/ident"
)

// LiveRights tells of many people at once whether they may still watch; it
// implements live.Rights.
type LiveRights struct{ h Handle }

// NewLiveRights makes the store.
func NewLiveRights(h Handle) LiveRights { return LiveRights{h} }

// Alive implements live.Rights.
func (r LiveRights) Alive(ctx context.Context, sessions []ident.ID, now time.Time) (map[ident.ID]bool, error) {
	if len(sessions) == 0 {
		return nil, nil
	}
	var found []ident.ID
	_, err := changed(r.h.reader(ctx).Raw(`SELECT id FROM account_sessions WHERE id IN ? AND expires_at > ?`,
		padded(sessions), toMicros(now)).Scan(&found))
	alive := make(map[ident.ID]bool, len(found))
	for _, id := range found {
		alive[id] = true
	}
	return alive, err
}

// ShopsOf implements live.Rights.
func (r LiveRights) ShopsOf(ctx context.Context, accounts []ident.ID) (map[ident.ID][]ident.ID, error) {
	if len(accounts) == 0 {
		return nil, nil
	}
	var rows []struct{ Account, Shop ident.ID }
	_, err := changed(r.h.reader(ctx).Raw(`SELECT account, shop FROM staff WHERE account IN ? ORDER BY account, shop`,
		padded(accounts)).Scan(&rows))
	shops := map[ident.ID][]ident.ID{}
	for _, row := range rows {
		shops[row.Account] = append(shops[row.Account], row.Shop)
	}
	return shops, err
}

// padded repeats the last identifier up to a power of two, so that lists of
// every length are a few statements, prepared once each, and not thousands.
func padded(ids []ident.ID) []ident.ID {
	size := 1 << bits.Len(uint(len(ids)-1))
	out := append(make([]ident.ID, 0, size), ids...)
	for len(out) < size {
		out = append(out, ids[len(ids)-1])
	}
	return out
}
