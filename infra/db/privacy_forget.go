package db

import (
	"context"

	"cabas/domain/kernel/ident"
	"cabas/domain/order"
	"cabas/domain/privacy"
	"cabas/domain/shop"
)

// Open implements privacy.Books.
func (s Persons) Open(ctx context.Context, p privacy.Person) (int, error) {
	var open int
	err := one(s.h.reader(ctx).Raw(`SELECT COUNT(*) FROM orders WHERE id IN (`+theirs+`) AND state IN ?`, p.Account, p.Proved, order.Open).Scan(&open))
	return open, err
}

// Forget implements privacy.Books.
func (s Persons) Forget(ctx context.Context, p privacy.Person) error {
	var rows []struct{ ID, CheckoutID ident.ID }
	if _, err := changed(s.h.reader(ctx).Raw(`SELECT id, checkout_id FROM orders WHERE id IN (`+theirs+`)`, p.Account, p.Proved).Scan(&rows)); err != nil {
		return err
	}
	orders, checkouts := make([]ident.ID, len(rows)), make([]ident.ID, len(rows))
	for i, r := range rows {
		orders[i], checkouts[i] = r.ID, r.CheckoutID
	}
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		for len(orders) > 0 {
			n := min(len(orders), forgetBatch)
			if err := forgetOrders(ctx, h, orders[:n], checkouts[:n]); err != nil {
				return err
			}
			orders, checkouts = orders[n:], checkouts[n:]
		}
		_, err := changed(h.writer(ctx).Exec(`DELETE FROM mails WHERE recipient = ?`, p.Email))
		return err
	})
}

// forgetOrders takes the people out of orders and of the letters about them:
// those to the customer go, under whatever address, and those that told the shop
// who comes.
func forgetOrders(ctx context.Context, h Handle, orders, checkouts []ident.ID) error {
	for _, statement := range []string{
		`DELETE FROM mails WHERE id IN (SELECT m.id FROM orders o JOIN mails m ON m.recipient = o.customer_email
			WHERE o.id IN ? AND m.kind LIKE 'order.%.customer')`,
		`DELETE FROM mails WHERE id IN (SELECT m.id FROM orders o JOIN shops s ON s.id = o.shop_id JOIN mails m ON m.recipient = s.email
			WHERE o.id IN ? AND m.kind LIKE 'order.%.shop' AND m.body_text LIKE '%' || o.number || '%')`,
		`UPDATE orders SET customer_account = '' WHERE id IN ?`,
	} {
		if _, err := changed(h.writer(ctx).Exec(statement, orders)); err != nil {
			return err
		}
	}
	if _, err := changed(h.writer(ctx).Exec(`UPDATE checkouts SET account = '' WHERE id IN ?`, checkouts)); err != nil {
		return err
	}
	return unrecognisable(ctx, h, orders, checkouts)
}

// OnlyOwned implements privacy.Shops. The shops' rows are taken first, as
// whoever changes their staff does.
func (s Persons) OnlyOwned(ctx context.Context, p privacy.Person) ([]privacy.Owned, error) {
	owned := int(shop.Owner)
	if _, err := changed(s.h.writer(ctx).Exec(`UPDATE shops SET id = id WHERE id IN (SELECT shop FROM staff WHERE account = ? AND role = ?)`,
		p.Account, owned)); err != nil {
		return nil, err
	}
	var rows []privacy.Owned
	_, err := changed(s.h.reader(ctx).Raw(`SELECT shops.id, shops.name,
			(SELECT COUNT(*) FROM orders o WHERE o.shop_id = shops.id AND o.state IN ?) AS open
		FROM staff JOIN shops ON shops.id = staff.shop
		WHERE staff.account = ? AND staff.role = ? AND NOT `+another+` ORDER BY shops.name`, order.Open, p.Account, owned, owned).Scan(&rows))
	return rows, err
}

// Leave implements privacy.Shops.
func (s Persons) Leave(ctx context.Context, p privacy.Person, orphans []ident.ID) error {
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		if len(orphans) > 0 {
			for _, statement := range []string{
				`UPDATE shop_sellers SET version = 0, professional = FALSE, legal_name = '', legal_form = '', siret = '', exemption = '',
					vat_number = '', vat_exempt = FALSE, line1 = '', line2 = '', postcode = '', city = '', phone = '', email = '',
					mediator_name = '', mediator_website = '', certified_at = 0, terms_version = '' WHERE shop IN ?`,
				`UPDATE shops SET version = version + 1, description = '', phone = '', email = '', website = '' WHERE id IN ?`,
			} {
				if _, err := changed(h.writer(ctx).Exec(statement, orphans)); err != nil {
					return err
				}
			}
		}
		if _, err := changed(h.writer(ctx).Exec(`DELETE FROM staff WHERE account = ?`, p.Account)); err != nil {
			return err
		}
		_, err := changed(h.writer(ctx).Exec(`DELETE FROM staff WHERE email = ? AND email <> ''`, p.Proved))
		return err
	})
}

// Remove implements privacy.Accounts.
func (s Persons) Remove(ctx context.Context, p privacy.Person) error {
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		if _, err := changed(h.writer(ctx).Exec(`DELETE FROM account_codes WHERE email = ?`, p.Email)); err != nil {
			return err
		}
		for _, table := range []string{"account_sessions", "account_agents", "account_proofs", "account_passkeys"} {
			if _, err := changed(h.writer(ctx).Exec(`DELETE FROM `+table+` WHERE account = ?`, p.Account)); err != nil {
				return err
			}
		}
		return one(h.writer(ctx).Exec(`DELETE FROM accounts WHERE id = ?`, p.Account))
	})
}
