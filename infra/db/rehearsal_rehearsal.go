package db

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
	"cabas/domain/rehearsal"
)

// Rehearsals keeps practice orders; it implements rehearsal.Store.
type Rehearsals struct{ h Handle }

// NewRehearsals makes the store of rehearsals.
func NewRehearsals(h Handle) Rehearsals { return Rehearsals{h} }

type rehearsalRow struct {
	ID                 ident.ID
	ShopID             ident.ID
	State              order.State
	Code               string
	SlotStart, SlotEnd Micros
	Lines              string
	PlacedAt           Micros
}

const rehearsalColumns = `id, shop_id, state, code, slot_start, slot_end, lines, placed_at`

func (r rehearsalRow) rehearsal() (rehearsal.Rehearsal, error) {
	out := rehearsal.Rehearsal{ID: r.ID, Shop: r.ShopID, State: r.State, Code: r.Code,
		Slot: order.Slot{Start: r.SlotStart.Time(), End: r.SlotEnd.Time()}, PlacedAt: r.PlacedAt.Time()}
	if err := json.Unmarshal([]byte(r.Lines), &out.Lines); err != nil {
		return out, fmt.Errorf("db: rehearsal %s: %w", r.ID, err)
	}
	return out, nil
}

// Add implements rehearsal.Store: of those who add at once, each place is one's.
func (s Rehearsals) Add(ctx context.Context, r rehearsal.Rehearsal, since time.Time) error {
	lines, err := json.Marshal(r.Lines)
	if err != nil {
		return fmt.Errorf("db: rehearsal %s: %w", r.ID, err)
	}
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		if _, err := changed(h.writer(ctx).Exec(`DELETE FROM rehearsals WHERE shop_id = ? AND placed_at <= ?`, r.Shop, toMicros(since))); err != nil {
			return err
		}
		for place := 1; place <= rehearsal.Most; place++ {
			n, err := changed(h.writer(ctx).Exec(`INSERT INTO rehearsals (place, `+rehearsalColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (shop_id, place) DO NOTHING`,
				place, r.ID, r.Shop, r.State, r.Code, toMicros(r.Slot.Start), toMicros(r.Slot.End), string(lines), toMicros(r.PlacedAt)))
			if err != nil || n > 0 {
				return err
			}
		}
		return rehearsal.ErrEnough
	})
}

// Of implements rehearsal.Store.
func (s Rehearsals) Of(ctx context.Context, shop ident.ID, since time.Time) ([]rehearsal.Rehearsal, error) {
	return s.list(ctx, `shop_id = ? AND placed_at > ? ORDER BY id`, shop, toMicros(since))
}

// Get implements rehearsal.Store.
func (s Rehearsals) Get(ctx context.Context, shop, id ident.ID, since time.Time) (rehearsal.Rehearsal, error) {
	found, err := s.list(ctx, `id = ? AND shop_id = ? AND placed_at > ?`, id, shop, toMicros(since))
	if err != nil {
		return rehearsal.Rehearsal{}, err
	}
	if len(found) == 0 {
		return rehearsal.Rehearsal{}, fault.ErrNotFound
	}
	return found[0], nil
}

func (s Rehearsals) list(ctx context.Context, where string, args ...any) ([]rehearsal.Rehearsal, error) {
	var rows []rehearsalRow
	if _, err := changed(s.h.reader(ctx).Raw(`SELECT `+rehearsalColumns+` FROM rehearsals WHERE `+where, args...).Scan(&rows)); err != nil {
		return nil, err
	}
	out := make([]rehearsal.Rehearsal, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.rehearsal(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Save implements rehearsal.Store.
func (s Rehearsals) Save(ctx context.Context, r rehearsal.Rehearsal, before order.State) error {
	n, err := changed(s.h.writer(ctx).Exec(`UPDATE rehearsals SET state = ? WHERE id = ? AND shop_id = ? AND state = ?`, r.State, r.ID, r.Shop, before))
	if err == nil && n == 0 {
		err = order.ErrState
	}
	return err
}

// Remove implements rehearsal.Store.
func (s Rehearsals) Remove(ctx context.Context, shop, id ident.ID) error {
	n, err := changed(s.h.writer(ctx).Exec(`DELETE FROM rehearsals WHERE id = ? AND shop_id = ?`, id, shop))
	if err == nil && n == 0 {
		err = fault.ErrNotFound
	}
	return err
}
