package db

import (
	"context"
	"time"

	"cabas/domain/fulfilment"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
)

// Bookings finds the orders under way; it implements fulfilment.Bookings.
type Bookings struct{ h Handle }

// NewBookings makes the view of the orders under way.
func NewBookings(h Handle) Bookings { return Bookings{h} }

// underWay are the states in which a shop owes a customer a time.
var underWay = []order.State{order.Placed, order.Accepted, order.Ready, order.OutForDelivery}

// Upcoming implements fulfilment.Bookings. No slot lasts a day.
func (s Bookings) Upcoming(ctx context.Context, shop ident.ID, after time.Time) ([]fulfilment.Booking, error) {
	var rows []struct {
		ID                 ident.ID
		Number, State      string
		Way                fulfilment.Way
		SlotStart, SlotEnd Micros
	}
	_, err := changed(s.h.reader(ctx).Raw(`SELECT id, number, state, way, slot_start, slot_end FROM orders
		WHERE shop_id = ? AND slot_start > ? AND slot_end > ? AND state IN ? ORDER BY slot_start, id`,
		shop, toMicros(after.Add(-24*time.Hour)), toMicros(after), underWay).Scan(&rows))
	out := make([]fulfilment.Booking, len(rows))
	for i, r := range rows {
		out[i] = fulfilment.Booking{
			Order: r.ID, Number: r.Number, State: r.State, Way: r.Way, Start: r.SlotStart.Time(), End: r.SlotEnd.Time(),
		}
	}
	return out, err
}
