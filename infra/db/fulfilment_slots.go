package db

import (
	"context"
	"database/sql"
	"time"

	"cabas/domain/fulfilment"
	"cabas/domain/kernel/ident"
)

// Slots counts the places that orders take; it implements fulfilment.Slots.
type Slots struct{ h Handle }

// NewSlots makes the counter of places.
func NewSlots(h Handle) Slots { return Slots{h} }

// Take implements fulfilment.Slots: the first order makes the row, each other
// one raises its count while that is below the capacity.
func (s Slots) Take(ctx context.Context, shop ident.ID, way fulfilment.Way, start, end time.Time, capacity int) error {
	n, err := changed(s.h.writer(ctx).Exec(`
		INSERT INTO slots (shop, start_at, way, end_at, booked) VALUES (?, ?, ?, ?, 1)
		ON CONFLICT (shop, start_at, way) DO UPDATE SET booked = slots.booked + 1, end_at = excluded.end_at
		WHERE slots.booked < ?`, shop, toMicros(start), way, toMicros(end), capacity))
	if err == nil && n == 0 {
		return fulfilment.ErrSlotFull
	}
	return err
}

// Free implements fulfilment.Slots.
func (s Slots) Free(ctx context.Context, shop ident.ID, way fulfilment.Way, start time.Time) error {
	n, err := changed(s.h.writer(ctx).Exec(`UPDATE slots SET booked = booked - 1
		WHERE shop = ? AND start_at = ? AND way = ? AND booked > 0`, shop, toMicros(start), way))
	return unlessMissing(n, err)
}

// Booked implements fulfilment.Slots.
func (s Slots) Booked(ctx context.Context, shops []ident.ID, after time.Time) (map[fulfilment.Key]int, error) {
	out := map[fulfilment.Key]int{}
	if len(shops) == 0 {
		return out, nil
	}
	err := each(s.h.reader(ctx).Raw(`SELECT shop, start_at, way, booked FROM slots
		WHERE shop IN ? AND end_at > ? AND booked > 0`, shops, toMicros(after)), func(rows *sql.Rows) error {
		var k fulfilment.Key
		var booked int
		err := rows.Scan(&k.Shop, &k.Start, &k.Way, &booked)
		out[k] = booked
		return err
	})
	return out, err
}
