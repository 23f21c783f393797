package db

import (
	"context"
	"fmt"
	"slices"
	"strings"
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
	return s.together(ctx, takes, func(ctx context.Context, h Handle, takes []catalog.Take) error {
		var taken []ident.ID
		if _, err := changed(h.writer(ctx).Raw(`
			UPDATE stocks SET allocated = allocated + t.column2 FROM `+rowsOf(takes)+` AS t WHERE variant_id = t.column1
			AND (mode = 'simple' AND NOT sold_out OR mode = 'counted' AND on_hand - allocated >= t.column2)
			RETURNING variant_id`, valuesOf(takes)...).Scan(&taken)); err != nil || len(taken) == len(takes) {
			return err
		}
		return Stocks{h}.shortages(ctx, without(takes, taken))
	})
}

// Return implements catalog.Stocks.
func (s Stocks) Return(ctx context.Context, takes []catalog.Take) error {
	return s.together(ctx, takes, func(ctx context.Context, h Handle, takes []catalog.Take) error {
		var given []ident.ID
		_, err := changed(h.writer(ctx).Raw(`
			UPDATE stocks SET allocated = allocated - t.column2 FROM `+rowsOf(takes)+` AS t
			WHERE variant_id = t.column1 AND allocated >= t.column2 RETURNING variant_id`, valuesOf(takes)...).Scan(&given))
		return orNeverTaken(takes, given, err)
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
	return s.together(ctx, takes, func(ctx context.Context, h Handle, takes []catalog.Take) error {
		var after []movedRow
		_, err := changed(h.writer(ctx).Raw(`
			UPDATE stocks SET was = on_hand, allocated = allocated - t.column2, on_hand = CASE
				WHEN mode = 'simple' THEN on_hand WHEN on_hand >= t.column2 THEN on_hand - t.column2 ELSE 0 END
			FROM `+rowsOf(takes)+` AS t WHERE variant_id = t.column1 AND allocated >= t.column2`+returningMoved,
			valuesOf(takes)...).Scan(&after))
		left, moved := make([]ident.ID, len(after)), []catalog.Movement{}
		for i, a := range after {
			if left[i] = a.S.VariantID; a.S.Mode == catalog.Counted {
				m.ID, m.Variant = ident.New("mov"), a.S.VariantID
				m.Difference, m.Stock = a.Difference, a.S.stock()
				moved = append(moved, m)
			}
		}
		if err := orNeverTaken(takes, left, err); err != nil {
			return err
		}
		return Stocks{h}.record(ctx, moved)
	})
}

// together runs f, one statement over all the variants of the takes, in one
// transaction that holds their rows: they are locked in the order of their
// identifiers, so that crossed baskets wait instead of blocking each other.
func (s Stocks) together(ctx context.Context, takes []catalog.Take, f func(ctx context.Context, h Handle, takes []catalog.Take) error) error {
	for _, t := range takes {
		if t.Amount <= 0 {
			return fault.ErrInternal.Because(fmt.Errorf("db: an amount of %d of %s", t.Amount, t.Variant))
		}
	}
	if takes = catalog.Gather(takes); len(takes) == 0 {
		return nil
	}
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		if err := h.lockStocks(ctx, takes); err != nil {
			return err
		}
		return f(ctx, h, takes)
	})
}

// rowsOf writes takes as a table: column1 is the variant, column2 the amount.
// Both engines call them so.
func rowsOf(takes []catalog.Take) string {
	const row = `(CAST(? AS TEXT), CAST(? AS BIGINT))`
	return `(VALUES ` + row + strings.Repeat(`, `+row, len(takes)-1) + `)`
}

func valuesOf(takes []catalog.Take) []any {
	values := make([]any, 0, 2*len(takes))
	for _, t := range takes {
		values = append(values, t.Variant, t.Amount)
	}
	return values
}

// without gives the takes of other variants than those.
func without(takes []catalog.Take, those []ident.ID) []catalog.Take {
	return slices.DeleteFunc(slices.Clone(takes), func(t catalog.Take) bool { return slices.Contains(those, t.Variant) })
}

// orNeverTaken is the mistake of giving back what was not reserved: the caller
// must do so once only.
func orNeverTaken(takes []catalog.Take, given []ident.ID, err error) error {
	if err == nil && len(given) < len(takes) {
		t := without(takes, given)[0]
		err = fault.ErrInternal.Because(fmt.Errorf("db: %d of %s were never reserved", t.Amount, t.Variant))
	}
	return err
}

// shortages tells what remains of what was refused.
func (s Stocks) shortages(ctx context.Context, refused []catalog.Take) error {
	short := make([]catalog.Shortage, len(refused))
	ids := make([]ident.ID, len(refused))
	for i, t := range refused {
		short[i].Variant, ids[i] = t.Variant, t.Variant
	}
	var rows []stockRow
	if _, err := changed(s.h.reader(ctx).Raw(`
		SELECT variant_id, mode, sold_out, on_hand, allocated FROM stocks WHERE variant_id IN ?`, ids).Scan(&rows)); err != nil {
		return err
	}
	for _, r := range rows {
		short[slices.Index(ids, r.VariantID)].Left, _ = r.stock().Left()
	}
	return catalog.ErrOutOfStock.Telling(short)
}

func (r stockRow) stock() catalog.Stock {
	return catalog.Stock{Mode: r.Mode, SoldOut: r.SoldOut, OnHand: r.OnHand, Allocated: r.Allocated}
}
