package db

import (
	"context"
	"strings"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/order"
)

// OfShop implements order.Shelf.
func (s Orders) OfShop(ctx context.Context, f order.ShopFilter, r page.Request) (page.Page[order.Order], error) {
	where, args := []string{"shop_id = ? AND reached_at > 0"}, []any{f.Shop}
	add := func(condition string, values ...any) {
		where, args = append(where, condition), append(args, values...)
	}
	switch len(f.States) {
	case 0:
	case 1: // equality lets the index give the order, too
		add("state = ?", f.States[0])
	default:
		add("state IN ?", f.States)
	}
	if f.Way != "" {
		add("way = ?", f.Way)
	}
	if !f.From.IsZero() {
		add("slot_start >= ?", toMicros(f.From))
	}
	if !f.To.IsZero() {
		add("slot_start < ?", toMicros(f.To))
	}
	if r.After != "" {
		var start Micros
		var id ident.ID
		if err := page.Decode(r.After, &start, &id); err != nil {
			return page.Page[order.Order]{}, err
		}
		add("(slot_start, id) > (?, ?)", start, id)
	}
	orders, err := s.list(ctx, `SELECT * FROM orders WHERE `+strings.Join(where, " AND ")+
		` ORDER BY slot_start, id LIMIT ?`, append(args, r.Size()+1)...)
	return page.Of(orders, r.Size(), func(o order.Order) []any { return []any{toMicros(o.Slot.Start), o.ID} }), err
}

// OfCustomer implements order.Shelf.
func (s Orders) OfCustomer(ctx context.Context, account ident.ID, openOnly bool, r page.Request) (page.Page[order.Order], error) {
	// The second condition says that the partial index serves.
	query, args := `SELECT * FROM orders WHERE customer_account = ? AND customer_account <> ''`, []any{account}
	if openOnly {
		query, args = query+` AND state IN ?`, append(args, order.Open)
	}
	if r.After != "" {
		var id ident.ID
		if err := page.Decode(r.After, &id); err != nil {
			return page.Page[order.Order]{}, err
		}
		query, args = query+` AND id < ?`, append(args, id)
	}
	orders, err := s.list(ctx, query+` ORDER BY id DESC LIMIT ?`, append(args, r.Size()+1)...)
	return page.Of(orders, r.Size(), func(o order.Order) []any { return []any{o.ID} }), err
}

// Events implements order.Shelf.
func (s Orders) Events(ctx context.Context, id ident.ID, r page.Request) (page.Page[order.Event], error) {
	after := 0
	if r.After != "" {
		if err := page.Decode(r.After, &after); err != nil {
			return page.Page[order.Event]{}, err
		}
	}
	var rows []orderEventRow
	if _, err := changed(s.h.reader(ctx).Raw(`
		SELECT * FROM order_events WHERE order_id = ? AND position > ? ORDER BY position LIMIT ?`,
		id, after, r.Size()+1).Scan(&rows)); err != nil {
		return page.Page[order.Event]{}, err
	}
	found := page.Of(rows, r.Size(), func(r orderEventRow) []any { return []any{r.Position} })
	return page.Map(found, func(r orderEventRow) order.Event {
		return order.Event{ID: r.ID, Number: r.Position, Kind: r.Kind, At: r.At.Time(),
			By: order.By{Party: r.Party, Account: r.Account}, Reason: r.Reason}
	}), nil
}

// Due implements order.Agenda.
func (s Orders) Due(ctx context.Context, now time.Time, limit int) ([]ident.ID, error) {
	var ids []ident.ID
	_, err := changed(s.h.reader(ctx).Raw(
		`SELECT id FROM orders WHERE due_at > 0 AND due_at <= ? ORDER BY due_at, id LIMIT ?`, toMicros(now), limit).Scan(&ids))
	return ids, err
}

// Spend implements order.Guesses: one statement, so that tries made at once
// are counted each.
func (s Orders) Spend(ctx context.Context, id ident.ID) (bool, error) {
	spent, err := changed(s.h.writer(ctx).Exec(
		`UPDATE orders SET guesses = guesses + 1 WHERE id = ? AND guesses < ?`, id, order.MaxGuesses))
	return spent == 1, err
}
