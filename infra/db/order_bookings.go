package db

import (
	"context"
	"time"

	"cabas/domain/fulfilment"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
)

type bookingRow struct {
	ID                 ident.ID
	Number             string
	State              order.State
	Way                order.Way
	SlotStart, SlotEnd Micros
}

// Upcoming implements fulfilment.Bookings. No slot lasts a day.
func (s Orders) Upcoming(ctx context.Context, shop ident.ID, after time.Time) ([]fulfilment.Booking, error) {
	var rows []bookingRow
	if _, err := changed(s.h.reader(ctx).Raw(`
		SELECT id, number, state, way, slot_start, slot_end FROM orders
		WHERE shop_id = ? AND slot_start > ? AND slot_end > ? AND reached_at > 0 AND state IN ? ORDER BY slot_start, id`,
		shop, toMicros(after.Add(-24*time.Hour)), toMicros(after), order.Open).Scan(&rows)); err != nil {
		return nil, err
	}
	bookings := make([]fulfilment.Booking, len(rows))
	for i, r := range rows {
		bookings[i] = fulfilment.Booking{Order: r.ID, Number: r.Number, State: string(r.State), Way: r.Way,
			Start: r.SlotStart.Time(), End: r.SlotEnd.Time()}
	}
	return bookings, nil
}
