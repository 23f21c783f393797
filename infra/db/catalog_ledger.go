package db

import (
	"context"

	"gorm.io/gorm"

	"cabas/domain/catalog"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
)

type movementRow struct {
	ID         ident.ID
	VariantID  ident.ID
	Kind       catalog.MovementKind
	Difference int64
	Mode       catalog.Mode
	SoldOut    bool
	OnHand     int64
	Allocated  int64
	ByAccount  ident.ID
	OrderID    ident.ID
	Reason     string
	At         Micros
}

func (movementRow) TableName() string { return "movements" }

// movedRow is a stock just changed, and by how much.
type movedRow struct {
	S          stockRow `gorm:"embedded"`
	Difference int64
}

const returningMoved = ` RETURNING variant_id, mode, sold_out, on_hand, allocated, on_hand - was AS difference`

// Adjust implements catalog.Ledger.
func (s Stocks) Adjust(ctx context.Context, m catalog.Movement) (catalog.Movement, error) {
	return s.move(ctx, m, catalog.ErrNotCounted, catalog.Counted, func(tx *gorm.DB) *gorm.DB {
		return tx.Raw(`UPDATE stocks SET was = on_hand, on_hand = on_hand + ?
			WHERE variant_id = ? AND mode = 'counted' AND on_hand + ? >= 0`+returningMoved,
			m.Difference, m.Variant, m.Difference)
	})
}

// Count implements catalog.Ledger.
func (s Stocks) Count(ctx context.Context, m catalog.Movement, onHand int64) (catalog.Movement, error) {
	return s.move(ctx, m, catalog.ErrNotCounted, catalog.Counted, func(tx *gorm.DB) *gorm.DB {
		return tx.Raw(`UPDATE stocks SET was = on_hand, on_hand = ?
			WHERE variant_id = ? AND mode = 'counted'`+returningMoved, onHand, m.Variant)
	})
}

// Mark implements catalog.Ledger.
func (s Stocks) Mark(ctx context.Context, m catalog.Movement) (catalog.Movement, error) {
	return s.move(ctx, m, catalog.ErrCounted, catalog.Simple, func(tx *gorm.DB) *gorm.DB {
		return tx.Raw(`UPDATE stocks SET was = on_hand, sold_out = ?
			WHERE variant_id = ? AND mode = 'simple'`+returningMoved, m.Kind == catalog.MovedSoldOut, m.Variant)
	})
}

// move runs a guarded change and keeps its movement. When the guard refuses it
// looks why: no such stock, another mode than wanted, or less than is taken.
func (s Stocks) move(ctx context.Context, m catalog.Movement, otherMode error, wanted catalog.Mode,
	change func(*gorm.DB) *gorm.DB) (catalog.Movement, error) {
	err := s.h.change(ctx, func(ctx context.Context, h Handle) error {
		var after []movedRow
		n, err := changed(change(h.writer(ctx)).Scan(&after))
		if err != nil {
			return err
		}
		if n == 0 {
			var now stockRow
			if err := one(h.reader(ctx).Raw(`SELECT mode, sold_out, on_hand, allocated FROM stocks WHERE variant_id = ?`,
				m.Variant).Scan(&now)); err != nil {
				return err
			}
			if now.Mode != wanted {
				return otherMode
			}
			return catalog.ErrBelowZero.Telling(now.stock())
		}
		m.Difference, m.Stock = after[0].Difference, after[0].S.stock()
		return Stocks{h}.record(ctx, []catalog.Movement{m})
	})
	return m, err
}

// record adds lines to the ledger.
func (s Stocks) record(ctx context.Context, movements []catalog.Movement) error {
	if len(movements) == 0 {
		return nil
	}
	rows := make([]movementRow, len(movements))
	for i, m := range movements {
		rows[i] = movementRow{ID: m.ID, VariantID: m.Variant, Kind: m.Kind, Difference: m.Difference,
			Mode: m.Stock.Mode, SoldOut: m.Stock.SoldOut, OnHand: m.Stock.OnHand, Allocated: m.Stock.Allocated,
			ByAccount: m.By, OrderID: m.Order, Reason: m.Reason, At: toMicros(m.At)}
	}
	_, err := changed(s.h.writer(ctx).Create(&rows))
	return err
}

// Movement implements catalog.Ledger.
func (s Stocks) Movement(ctx context.Context, id ident.ID) (catalog.Movement, error) {
	var row movementRow
	err := one(s.h.reader(ctx).Raw(`SELECT * FROM movements WHERE id = ?`, id).Scan(&row))
	return row.movement(), err
}

// Movements implements catalog.History.
func (s Stocks) Movements(ctx context.Context, variant ident.ID, r page.Request) (page.Page[catalog.Movement], error) {
	where, args := `variant_id = ?`, []any{variant}
	if r.After != "" {
		var id string
		if err := page.Decode(r.After, &id); err != nil {
			return page.Page[catalog.Movement]{}, err
		}
		where, args = where+` AND id < ?`, append(args, id)
	}
	var rows []movementRow
	if _, err := changed(s.h.reader(ctx).Raw(`SELECT * FROM movements WHERE `+where+` ORDER BY id DESC LIMIT ?`,
		append(args, r.Size()+1)...).Scan(&rows)); err != nil {
		return page.Page[catalog.Movement]{}, err
	}
	return page.Map(page.Of(rows, r.Size(), func(m movementRow) []any { return []any{m.ID} }), movementRow.movement), nil
}

func (r movementRow) movement() catalog.Movement {
	return catalog.Movement{ID: r.ID, Variant: r.VariantID, Kind: r.Kind, Difference: r.Difference,
		Stock: catalog.Stock{Mode: r.Mode, SoldOut: r.SoldOut, OnHand: r.OnHand, Allocated: r.Allocated},
		By:    r.ByAccount, Order: r.OrderID, Reason: r.Reason, At: r.At.Time()}
}
