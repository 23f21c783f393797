package db

import (
	"context"
	"slices"
	"strings"
	"time"

	"cabas/domain/checkout"
	"cabas/domain/order"
)

// Guests counts what guests hold and how often they ask for letters; it
// implements checkout.Guests and checkout.Pauses.
type Guests struct{ h Handle }

// NewGuests makes the counter of guests.
func NewGuests(h Handle) Guests { return Guests{h} }

// Queue implements checkout.Guests: the rows are written in one order, and
// whoever names one of them waits until the transaction ends.
func (s Guests) Queue(ctx context.Context, holders []string, now time.Time) error {
	holders = slices.Compact(slices.Sorted(slices.Values(holders)))
	values := make([]any, 0, 2*len(holders))
	for _, h := range holders {
		values = append(values, h, toMicros(now))
	}
	_, err := changed(s.h.writer(ctx).Exec(`INSERT INTO checkout_holders (holder, at) VALUES `+
		strings.TrimSuffix(strings.Repeat("(?, ?),", len(holders)), ",")+
		` ON CONFLICT (holder) DO UPDATE SET at = excluded.at`, values...))
	return err
}

// Held implements checkout.Guests.
func (s Guests) Held(ctx context.Context, email, phone, origin string) (checkout.Held, error) {
	var held checkout.Held
	err := one(s.h.reader(ctx).Raw(`SELECT
		(SELECT COUNT(*) FROM orders WHERE customer_email = ? AND customer_account = '' AND state IN ?) AS email,
		(SELECT COUNT(*) FROM orders WHERE customer_phone = ? AND customer_account = '' AND state IN ?) AS phone,
		(SELECT COUNT(*) FROM checkouts JOIN orders ON orders.checkout_id = checkouts.id
			WHERE checkouts.origin = ? AND checkouts.origin <> ''
			AND (orders.state IN ? OR checkouts.code <> '' AND checkouts.confirmed_at = 0)) AS origin`,
		email, order.Open, phone, order.Open, origin, order.Open).Scan(&held))
	return held, err
}

// Pause implements checkout.Pauses.
func (s Guests) Pause(ctx context.Context, holder string, now, lastBefore time.Time) (bool, error) {
	n, err := changed(s.h.writer(ctx).Exec(`INSERT INTO checkout_holders (holder, at) VALUES (?, ?)
		ON CONFLICT (holder) DO UPDATE SET at = excluded.at WHERE checkout_holders.at <= ?`,
		holder, toMicros(now), toMicros(lastBefore)))
	return n == 1, err
}

// Forget drops who was last here before the given time.
func (s Guests) Forget(ctx context.Context, before time.Time) error {
	_, err := changed(s.h.writer(ctx).Exec(`DELETE FROM checkout_holders WHERE at < ?`, toMicros(before)))
	return err
}
