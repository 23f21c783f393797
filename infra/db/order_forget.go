package db

import (
	"context"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/order"
)

// forgetBatch is how many rows are forgotten in one transaction, so that others
// who write wait briefly.
const forgetBatch = 200

// ForgetGuests makes the guests of closed orders placed before a moment
// unrecognisable: name, phone, e-mail, address and every word somebody wrote
// go; numbers, lines and amounts, which are accounts, stay (RGPD, art. 5 and
// 17, 3 b).
func (s Orders) ForgetGuests(ctx context.Context, before time.Time) error {
	return s.forget(ctx, before, "")
}

// ForgetUnconfirmed does the same for orders that never reached their shop.
func (s Orders) ForgetUnconfirmed(ctx context.Context, before time.Time) error {
	return s.forget(ctx, before, ` AND reached_at = 0`)
}

func (s Orders) forget(ctx context.Context, before time.Time, which string) error {
	for {
		var rows []struct{ ID, CheckoutID ident.ID }
		if _, err := changed(s.h.reader(ctx).Raw(`SELECT id, checkout_id FROM orders
			WHERE placed_at < ? AND customer_account = '' AND customer_email <> '' AND state IN ?`+which+` ORDER BY placed_at LIMIT ?`,
			toMicros(before), order.Closed, forgetBatch).Scan(&rows)); err != nil || len(rows) == 0 {
			return err
		}
		orders, checkouts := make([]ident.ID, len(rows)), make([]ident.ID, len(rows))
		for i, r := range rows {
			orders[i], checkouts[i] = r.ID, r.CheckoutID
		}
		if err := s.h.change(ctx, func(ctx context.Context, h Handle) error { return unrecognisable(ctx, h, orders, checkouts) }); err != nil {
			return err
		}
	}
}

// unrecognisable takes the people out of orders and of the checkouts they were
// placed with.
func unrecognisable(ctx context.Context, h Handle, orders, checkouts []ident.ID) error {
	for _, c := range []struct {
		statement string
		args      []any
	}{
		{`UPDATE orders SET customer_name = ?, customer_phone = '', customer_email = '', address = 'null', note = '', reason = '' WHERE id IN ?`,
			[]any{order.Forgotten, orders}},
		{`UPDATE order_events SET reason = '' WHERE order_id IN ?`, []any{orders}},
		{`UPDATE checkouts SET scope = 'forgotten:' || id, origin = '', digest = '' WHERE id IN ?`, []any{checkouts}},
	} {
		if _, err := changed(h.writer(ctx).Exec(c.statement, c.args...)); err != nil {
			return err
		}
	}
	return nil
}
