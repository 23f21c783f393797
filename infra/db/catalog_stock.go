package db

import (
	"context"
	"fmt"
	"time"

	"cabas/domain/catalog"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

// Stocks keeps how much there is of each variant; it implements
// catalog.Stocks, catalog.Ledger and catalog.History.
type Stocks struct{ h Handle }

// NewStocks makes the store of stock.
func NewStocks(h Handle) Stocks { return Stocks{h} }

// Take implements catalog.Stocks. The guard stands in the statement itself, so
// that of two who want the last unit the second finds nothing to change.
func (s Stocks) Take(ctx context.Context, takes []catalog.Take) error {
	return s.each(ctx, takes, func(ctx context.Context, h Handle, left []catalog.Take) error {
		n, err := changed(h.writer(ctx).Exec(`
			UPDATE stocks SET allocated = allocated + ? WHERE variant_id = ?
			AND (mode = 'simple' AND NOT sold_out OR mode = 'counted' AND on_hand - allocated >= ?)`,
			left[0].Amount, left[0].Variant, left[0].Amount))
		if err == nil && n == 0 {
			err = Stocks{h}.shortages(ctx, left)
		}
		return err
	})
}

// Return implements catalog.Stocks.
func (s Stocks) Return(ctx context.Context, takes []catalog.Take) error {
	return s.each(ctx, takes, func(ctx context.Context, h Handle, left []catalog.Take) error {
		n, err := changed(h.writer(ctx).Exec(`
			UPDATE stocks SET allocated = allocated - ? WHERE variant_id = ? AND allocated >= ?`,
			left[0].Amount, left[0].Variant, left[0].Amount))
		return orNeverTaken(n, left[0], err)
	})
}

// HandOver implements catalog.Stocks and order.Stock.
func (s Stocks) HandOver(ctx context.Context, takes []catalog.Take, by, order ident.ID, at time.Time) error {
	return s.leave(ctx, takes, catalog.Movement{Kind: catalog.MovedSold, By: by, Order: order, At: at})
}

// Discard implements catalog.Stocks and order.Stock.
func (s Stocks) Discard(ctx context.Context, takes []catalog.Take, by, order ident.ID, at time.Time) error {
	return s.leave(ctx, takes, catalog.Movement{Kind: catalog.MovedAdjust, By: by, Order: order, At: at})
}

// leave takes what was reserved off what is on hand, with a movement like m
// for each variant that is counted.
func (s Stocks) leave(ctx context.Context, takes []catalog.Take, m catalog.Movement) error {
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		var moved []catalog.Movement
		if err := (Stocks{h}).each(ctx, takes, func(ctx context.Context, h Handle, left []catalog.Take) error {
			t := left[0]
			var after []movedRow
			n, err := changed(h.writer(ctx).Raw(`
				UPDATE stocks SET was = on_hand, allocated = allocated - ?, on_hand = CASE
					WHEN mode = 'simple' THEN on_hand WHEN on_hand >= ? THEN on_hand - ? ELSE 0 END
				WHERE variant_id = ? AND allocated >= ?`+returningMoved,
				t.Amount, t.Amount, t.Amount, t.Variant, t.Amount).Scan(&after))
			if err := orNeverTaken(n, t, err); err != nil {
				return err
			}
			if after[0].S.Mode == catalog.Counted {
				m.ID, m.Variant = ident.New("mov"), t.Variant
				m.Difference, m.Stock = after[0].Difference, after[0].S.stock()
				moved = append(moved, m)
			}
			return nil
		}); err != nil {
			return err
		}
		return Stocks{h}.record(ctx, moved)
	})
}

// each runs f in one transaction for every variant of the takes, in order; it
// hands over that take and those after it.
func (s Stocks) each(ctx context.Context, takes []catalog.Take, f func(ctx context.Context, h Handle, left []catalog.Take) error) error {
	for _, t := range takes {
		if t.Amount <= 0 {
			return fault.ErrInternal.Because(fmt.Errorf("db: an amount of %d of %s", t.Amount, t.Variant))
		}
	}
	takes = catalog.Gather(takes)
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		for i := range takes {
			if err := f(ctx, h, takes[i:]); err != nil {
				return err
			}
		}
		return nil
	})
}

// orNeverTaken is the mistake of giving back what was not reserved: the caller
// must do so once only.
func orNeverTaken(n int64, t catalog.Take, err error) error {
	if err == nil && n == 0 {
		err = fault.ErrInternal.Because(fmt.Errorf("db: %d of %s were never reserved", t.Amount, t.Variant))
	}
	return err
}

// shortages tells what remains of the first take, which was refused, and of
// those of the others that would be too.
func (s Stocks) shortages(ctx context.Context, refused []catalog.Take) error {
	ids := make([]ident.ID, len(refused))
	for i, t := range refused {
		ids[i] = t.Variant
	}
	var rows []stockRow
	if _, err := changed(s.h.reader(ctx).Raw(`
		SELECT variant_id, mode, sold_out, on_hand, allocated FROM stocks WHERE variant_id IN ?`, ids).Scan(&rows)); err != nil {
		return err
	}
	stocks := make(map[ident.ID]catalog.Stock, len(rows))
	for _, r := range rows {
		stocks[r.VariantID] = r.stock()
	}
	var short []catalog.Shortage
	for i, t := range refused {
		stock, known := stocks[t.Variant]
		if left, _ := stock.Left(); i == 0 || !known || !stock.Remaining(t.Amount) {
			short = append(short, catalog.Shortage{Variant: t.Variant, Left: left})
		}
	}
	return catalog.ErrOutOfStock.Telling(short)
}

func (r stockRow) stock() catalog.Stock {
	return catalog.Stock{Mode: r.Mode, SoldOut: r.SoldOut, OnHand: r.OnHand, Allocated: r.Allocated}
}
