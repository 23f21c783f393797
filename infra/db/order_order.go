package db

import (
	"context"

	"gorm.io/gorm/clause"

	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
)

// Orders keeps orders; it implements order.Store, order.Shelf, order.Agenda,
// order.Guesses and fulfilment.Bookings.
type Orders struct{ h Handle }

// NewOrders makes the store of orders.
func NewOrders(h Handle) Orders { return Orders{h} }

// numberTries bounds how often a number that is taken is drawn again.
const numberTries = 8

// Insert implements order.Store.
func (s Orders) Insert(ctx context.Context, orders []order.Order) error {
	if len(orders) == 0 {
		return nil
	}
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		if err := insertOrderRows(ctx, h, orders); err != nil {
			return err
		}
		var lines []orderLineRow
		var events []orderEventRow
		var facts []fact.Fact
		for _, o := range orders {
			e, f := o.Pending()
			lines = append(lines, newOrderLineRows(o)...)
			events = append(events, newOrderEventRows(o.ID, e)...)
			facts = append(facts, f...)
		}
		if _, err := changed(h.writer(ctx).Create(&lines)); err != nil {
			return err
		}
		if _, err := changed(h.writer(ctx).Create(&events)); err != nil {
			return err
		}
		return NewFacts(h).Record(ctx, facts...)
	})
}

// insertOrderRows inserts all orders at once. A taken number does not fail the
// statement, which on PostgreSQL would lose the transaction: the orders that
// were left out get another number and are inserted again.
func insertOrderRows(ctx context.Context, h Handle, orders []order.Order) error {
	missing := make([]*order.Order, len(orders))
	for i := range orders {
		missing[i] = &orders[i]
	}
	for range numberTries {
		rows := make([]orderRow, len(missing))
		for i, o := range missing {
			var err error
			if rows[i], err = newOrderRow(*o); err != nil {
				return err
			}
		}
		kept, err := changed(h.writer(ctx).Clauses(clause.OnConflict{
			Columns: []clause.Column{{Name: "number"}}, DoNothing: true}).Create(&rows))
		if err != nil || int(kept) == len(missing) {
			return err
		}
		if missing, err = leftOut(ctx, h, missing); err != nil {
			return err
		}
		for _, o := range missing {
			o.Renumber()
		}
	}
	return fault.ErrUnavailable.After(retryAfter)
}

// leftOut gives the orders of which storage has no row.
func leftOut(ctx context.Context, h Handle, orders []*order.Order) ([]*order.Order, error) {
	ids := make([]ident.ID, len(orders))
	for i, o := range orders {
		ids[i] = o.ID
	}
	var there []ident.ID
	if _, err := changed(h.reader(ctx).Raw(`SELECT id FROM orders WHERE id IN ?`, ids).Scan(&there)); err != nil {
		return nil, err
	}
	found := map[ident.ID]bool{}
	for _, id := range there {
		found[id] = true
	}
	var out []*order.Order
	for _, o := range orders {
		if !found[o.ID] {
			out = append(out, o)
		}
	}
	return out, nil
}

// Get implements order.Store and order.Shelf.
func (s Orders) Get(ctx context.Context, id ident.ID) (order.Order, error) {
	return s.first(ctx, `SELECT * FROM orders WHERE id = ?`, id)
}

// ByNumber gives the order that people know by a number; it answers
// fault.ErrNotFound when there is none.
func (s Orders) ByNumber(ctx context.Context, number string) (order.Order, error) {
	return s.first(ctx, `SELECT * FROM orders WHERE number = ?`, number)
}

func (s Orders) first(ctx context.Context, query string, args ...any) (order.Order, error) {
	orders, err := s.list(ctx, query, args...)
	if err != nil {
		return order.Order{}, err
	}
	if len(orders) == 0 {
		return order.Order{}, fault.ErrNotFound
	}
	return orders[0], nil
}

// OfCheckout implements order.Store.
func (s Orders) OfCheckout(ctx context.Context, checkout ident.ID) ([]order.Order, error) {
	return s.list(ctx, `SELECT * FROM orders WHERE checkout_id = ? ORDER BY id`, checkout)
}

// list reads orders and then all their lines: two queries whatever the number.
func (s Orders) list(ctx context.Context, query string, args ...any) ([]order.Order, error) {
	var rows []orderRow
	if _, err := changed(s.h.reader(ctx).Raw(query, args...).Scan(&rows)); err != nil || len(rows) == 0 {
		return nil, err
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	var lineRows []orderLineRow
	if _, err := changed(s.h.reader(ctx).Raw(
		`SELECT * FROM order_lines WHERE order_id IN ? ORDER BY order_id, position`, ids).Scan(&lineRows)); err != nil {
		return nil, err
	}
	lines := make(map[ident.ID][]order.Line, len(rows))
	for _, l := range lineRows {
		lines[l.OrderID] = append(lines[l.OrderID], l.line())
	}
	orders := make([]order.Order, len(rows))
	for i, r := range rows {
		var err error
		if orders[i], err = r.order(lines[ident.ID(r.ID)]); err != nil {
			return nil, err
		}
	}
	return orders, nil
}

// Save implements order.Store: one statement that holds only while nobody else
// changed the order, then what happened.
func (s Orders) Save(ctx context.Context, o order.Order) error {
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		l := o.Life()
		state, version := o.Before()
		kept, err := changed(h.writer(ctx).Exec(`
			UPDATE orders SET state = ?, version = ?, reached_at = ?, confirm_by = ?, remind_at = ?, accept_by = ?, due_at = ?, reason = ?, secret_version = ?
			WHERE id = ? AND state = ? AND version = ?`,
			l.State, l.Version, toMicros(l.ReachedAt), toMicros(l.ConfirmBy), toMicros(l.RemindAt), toMicros(l.AcceptBy), toMicros(o.Due()),
			l.Reason, l.SecretVersion,
			o.ID, state, version))
		if err != nil {
			return err
		}
		if kept == 0 {
			return s.overtaken(ctx, h, o.ID)
		}
		events, facts := o.Pending()
		if rows := newOrderEventRows(o.ID, events); len(rows) > 0 {
			if _, err := changed(h.writer(ctx).Create(&rows)); err != nil {
				return err
			}
		}
		return NewFacts(h).Record(ctx, facts...)
	})
}

func (s Orders) overtaken(ctx context.Context, h Handle, id ident.ID) error {
	var now []order.State
	if _, err := changed(h.reader(ctx).Raw(`SELECT state FROM orders WHERE id = ?`, id).Scan(&now)); err != nil {
		return err
	}
	if len(now) == 0 {
		return fault.ErrNotFound
	}
	return order.ErrState.Telling(now[0])
}
