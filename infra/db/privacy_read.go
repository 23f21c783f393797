package db

import (
	"context"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
	"cabas/domain/platform"
	"cabas/domain/privacy"
	"cabas/domain/shop"
)

// Persons reads what is kept about somebody and forgets it; it implements
// privacy.Records, and inside a transaction privacy.Books, Shops and Accounts.
type Persons struct{ h Handle }

// NewPersons makes the store.
func NewPersons(h Handle) Persons { return Persons{h} }

// Devices implements privacy.Records.
func (s Persons) Devices(ctx context.Context, p privacy.Person, limit int) ([]account.Session, error) {
	var rows []sessionRow
	_, err := changed(s.h.reader(ctx).Raw(`SELECT `+sessionColumns+` FROM account_sessions
		WHERE account = ? ORDER BY last_used_at DESC, id DESC LIMIT ?`, p.Account, limit).Scan(&rows))
	out := make([]account.Session, len(rows))
	for i, r := range rows {
		out[i] = r.session()
	}
	return out, err
}

// Invitations implements privacy.Records.
func (s Persons) Invitations(ctx context.Context, p privacy.Person, limit int) ([]privacy.Invitation, error) {
	var rows []struct {
		ID                   ident.ID
		Name                 string
		Role                 int
		InvitedAt, ExpiresAt Micros
	}
	_, err := changed(s.h.reader(ctx).Raw(`SELECT m.id, s.name, m.role, m.invited_at, m.expires_at FROM staff m JOIN shops s ON s.id = m.shop
		WHERE m.email = ? AND m.email <> '' ORDER BY m.invited_at DESC LIMIT ?`, p.Proved, limit).Scan(&rows))
	out := make([]privacy.Invitation, len(rows))
	for i, r := range rows {
		out[i] = privacy.Invitation{ID: r.ID, ShopName: r.Name, Role: shop.Role(r.Role).String(), At: r.InvitedAt.Time(), ExpiresAt: r.ExpiresAt.Time()}
	}
	return out, err
}

// theirs finds the orders of a person: those of the account, and those of a
// guest under the proved address.
const theirs = `SELECT id FROM orders WHERE customer_account = ? AND customer_account <> ''
	UNION SELECT id FROM orders WHERE customer_email = ? AND customer_email <> '' AND customer_account = ''`

// Orders implements privacy.Records.
func (s Persons) Orders(ctx context.Context, p privacy.Person, before time.Time, limit int) ([]order.Order, error) {
	return NewOrders(s.h).list(ctx, `SELECT * FROM orders WHERE id IN (`+theirs+`) AND placed_at < ? ORDER BY placed_at DESC, id DESC LIMIT ?`,
		p.Account, p.Proved, toMicros(before), limit)
}

// Letters implements privacy.Records.
func (s Persons) Letters(ctx context.Context, p privacy.Person, before time.Time, limit int) ([]privacy.Letter, error) {
	var rows []mailRow
	_, err := changed(s.h.reader(ctx).Raw(`SELECT id, kind, subject, recipient, created_at, sent_at FROM mails
		WHERE recipient = ? AND created_at < ? ORDER BY created_at DESC, id DESC LIMIT ?`, p.Email, toMicros(before), limit).Scan(&rows))
	out := make([]privacy.Letter, len(rows))
	for i, r := range rows {
		out[i] = privacy.Letter{ID: r.ID, Kind: r.Kind, Subject: r.Subject, To: r.Recipient, At: r.CreatedAt.Time(), SentAt: r.SentAt.Time()}
	}
	return out, err
}

// Acts implements privacy.Records.
func (s Persons) Acts(ctx context.Context, p privacy.Person, before time.Time, limit int) ([]platform.Entry, error) {
	var rows []auditRow
	_, err := changed(s.h.reader(ctx).Raw(`SELECT * FROM audit
		WHERE id IN (SELECT id FROM audit WHERE who = ? UNION SELECT id FROM audit WHERE subject = ?) AND at < ? ORDER BY at DESC, id DESC LIMIT ?`,
		p.Account, p.Account, toMicros(before), limit).Scan(&rows))
	out := make([]platform.Entry, len(rows))
	for i, r := range rows {
		out[i] = r.entry()
	}
	return out, err
}
