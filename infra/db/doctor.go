package db

import (
	"context"

	"gorm.io/gorm"

	"cabas/domain/doctor"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
)

// Books reads what must sum up; it implements doctor.Records on the handle of a
// Snapshot.
type Books struct{ h Handle }

// NewBooks makes the reader of the books.
func NewBooks(h Handle) doctor.Records { return Books{h} }

// Stocks implements doctor.Records.
func (s Books) Stocks(ctx context.Context, visit func(doctor.Stock) error) error {
	return visitRows(s.h.reader(ctx).Raw(`
		SELECT variant, SUM(kept) > 0 AS kept, CAST(SUM(on_hand) AS BIGINT) AS on_hand, CAST(SUM(moved) AS BIGINT) AS moved,
			CAST(SUM(allocated) AS BIGINT) AS allocated, CAST(SUM(ordered) AS BIGINT) AS ordered
		FROM (SELECT variant_id AS variant, 1 AS kept, on_hand, 0 AS moved, allocated, 0 AS ordered FROM stocks
			UNION ALL SELECT variant_id, 0, 0, difference, 0, 0 FROM movements
			UNION ALL SELECT l.variant_id, 0, 0, 0, 0, l.amount FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.state IN ?) AS books
		GROUP BY variant ORDER BY variant`, order.Open), visit)
}

// Slots implements doctor.Records.
func (s Books) Slots(ctx context.Context, visit func(doctor.Slot) error) error {
	type row struct {
		Shop           ident.ID
		Way            fulfilment.Way
		StartAt        Micros
		Booked, Orders int64
	}
	return visitRows(s.h.reader(ctx).Raw(`
		SELECT shop, way, start_at, CAST(SUM(booked) AS BIGINT) AS booked, CAST(SUM(orders) AS BIGINT) AS orders
		FROM (SELECT shop, way, start_at, booked, 0 AS orders FROM slots
			UNION ALL SELECT shop_id, way, slot_start, 0, 1 FROM orders WHERE state IN ?) AS books
		GROUP BY shop, way, start_at ORDER BY shop, start_at, way`, order.Booked),
		func(r row) error {
			return visit(doctor.Slot{Shop: r.Shop, Way: r.Way, Start: r.StartAt.Time(), Booked: r.Booked, Orders: r.Orders})
		})
}

// booksBatch is how many orders are held at a time.
const booksBatch = 500

// Orders implements doctor.Records.
func (s Books) Orders(ctx context.Context, visit func(doctor.Order) error) error {
	for after := ident.ID(""); ; {
		orders, err := Orders(s).list(ctx, `SELECT * FROM orders WHERE id > ? ORDER BY id LIMIT ?`, after, booksBatch)
		if err != nil || len(orders) == 0 {
			return err
		}
		last := orders[len(orders)-1].ID
		type steps struct {
			OrderID     ident.ID
			Events, Top int64
		}
		kept := make(map[ident.ID]steps, len(orders))
		if err := visitRows(s.h.reader(ctx).Raw(`SELECT order_id, COUNT(*) AS events, MAX(position) AS top FROM order_events
			WHERE order_id > ? AND order_id <= ? GROUP BY order_id`, after, last),
			func(r steps) error { kept[r.OrderID] = r; return nil }); err != nil {
			return err
		}
		for _, o := range orders {
			if err := visit(doctor.Order{Order: o, Events: kept[o.ID].Events, LastEvent: kept[o.ID].Top}); err != nil {
				return err
			}
		}
		after = last
	}
}

// Facts implements doctor.Records.
func (s Books) Facts(ctx context.Context) (doctor.Facts, error) {
	var sum struct{ Count, First, Last, Waiting, Orphans int64 }
	if err := one(s.h.reader(ctx).Raw(`
		SELECT COUNT(position) AS count, COALESCE(MIN(position), 0) AS first, COALESCE(MAX(position), 0) AS last,
			COUNT(*) - COUNT(position) AS waiting,
			(SELECT COUNT(*) FROM facts x WHERE x.kind LIKE 'order.%' AND x.subject NOT IN (SELECT id FROM orders)) AS orphans
		FROM facts`).Scan(&sum)); err != nil {
		return doctor.Facts{}, err
	}
	f := doctor.Facts{Count: sum.Count, First: sum.First, Last: sum.Last, Waiting: sum.Waiting, Orphans: sum.Orphans}
	_, err := changed(s.h.reader(ctx).Raw(`SELECT name, position FROM listeners ORDER BY name`).Scan(&f.Listeners))
	return f, err
}

// visitRows hands every row of a query over, one at a time.
func visitRows[R any](query *gorm.DB, visit func(R) error) error {
	rows, err := query.Rows()
	if err != nil {
		return translate(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var r R
		if err := query.ScanRows(rows, &r); err != nil {
			return translate(err)
		}
		if err := visit(r); err != nil {
			return err
		}
	}
	return translate(rows.Err())
}
