package db

import (
	"context"
	"time"

	"cabas/domain/checkout"
	"cabas/domain/kernel/ident"
)

// Checkouts keeps what placed baskets are known by; it implements
// checkout.Checkouts and checkout.Codes.
type Checkouts struct{ h Handle }

// NewCheckouts makes the store of placed baskets.
func NewCheckouts(h Handle) Checkouts { return Checkouts{h} }

type checkoutRow struct {
	ID, BasketID, Account       ident.ID
	Scope, Name, Digest, Origin string
	PlacedAt                    Micros
	Code                        string
	CodeSentAt                  Micros
	CodeSent, CodeTried         int
	ConfirmedAt                 Micros
}

func (r checkoutRow) checkout() checkout.Checkout {
	return checkout.Checkout{
		ID: r.ID, Basket: r.BasketID, Account: r.Account, Scope: r.Scope, Key: r.Name, Digest: r.Digest,
		Origin: r.Origin, PlacedAt: r.PlacedAt.Time(), Code: r.code(),
	}
}

func (r checkoutRow) code() checkout.Code {
	return checkout.Code{Digest: r.Code, SentAt: r.CodeSentAt.Time(), Sent: r.CodeSent, Tried: r.CodeTried, ConfirmedAt: r.ConfirmedAt.Time()}
}

// Claim implements checkout.Checkouts. Whichever of the two names is known,
// the insert does nothing; it waits for one under way to end first.
func (s Checkouts) Claim(ctx context.Context, c checkout.Checkout) (bool, error) {
	n, err := changed(s.h.writer(ctx).Exec(`
		INSERT INTO checkouts (id, basket_id, account, scope, name, digest, origin, placed_at,
			code, code_sent_at, code_sent, code_tried, confirmed_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		c.ID, c.Basket, c.Account, c.Scope, c.Key, c.Digest, c.Origin, toMicros(c.PlacedAt),
		c.Code.Digest, toMicros(c.Code.SentAt), c.Code.Sent, c.Code.Tried, toMicros(c.Code.ConfirmedAt)))
	return n == 1, err
}

// Earlier implements checkout.Checkouts.
func (s Checkouts) Earlier(ctx context.Context, basket ident.ID, scope, key string) ([]checkout.Checkout, error) {
	var rows []checkoutRow
	if _, err := changed(s.h.reader(ctx).Raw(`SELECT * FROM checkouts WHERE basket_id = ? OR scope = ? AND name = ? ORDER BY id`,
		basket, scope, key).Scan(&rows)); err != nil {
		return nil, err
	}
	out := make([]checkout.Checkout, len(rows))
	for i, r := range rows {
		out[i] = r.checkout()
	}
	return out, nil
}

// ByBasket implements checkout.Checkouts.
func (s Checkouts) ByBasket(ctx context.Context, basket ident.ID) (checkout.Checkout, error) {
	var row checkoutRow
	err := one(s.h.reader(ctx).Raw(`SELECT * FROM checkouts WHERE basket_id = ?`, basket).Scan(&row))
	return row.checkout(), err
}

// Try implements checkout.Codes.
func (s Checkouts) Try(ctx context.Context, id ident.ID, most int) (checkout.Code, bool, error) {
	var rows []checkoutRow
	n, err := changed(s.h.writer(ctx).Raw(`
		UPDATE checkouts SET code_tried = code_tried + 1 WHERE id = ? AND code_tried < ? RETURNING *`, id, most).Scan(&rows))
	if err != nil || n == 0 {
		return checkout.Code{}, false, err
	}
	return rows[0].code(), true, nil
}

// Renew implements checkout.Codes.
func (s Checkouts) Renew(ctx context.Context, id ident.ID, c checkout.Code, most int, lastBefore time.Time) (bool, error) {
	n, err := changed(s.h.writer(ctx).Exec(`
		UPDATE checkouts SET code = ?, code_sent_at = ?, code_sent = code_sent + 1
		WHERE id = ? AND code_sent < ? AND code_sent_at <= ?`, c.Digest, toMicros(c.SentAt), id, most, toMicros(lastBefore)))
	return n == 1, err
}

// Settle implements checkout.Codes.
func (s Checkouts) Settle(ctx context.Context, id ident.ID, at time.Time) error {
	_, err := changed(s.h.writer(ctx).Exec(`UPDATE checkouts SET confirmed_at = ? WHERE id = ? AND confirmed_at = 0`, toMicros(at), id))
	return err
}
