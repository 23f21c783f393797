package db

import (
	"context"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/shop"
)

// Staff keeps who works where; it implements shop.Staff and Invitations.
type Staff struct{ h Handle }

// NewStaff makes the store of staff.
func NewStaff(h Handle) Staff { return Staff{h} }

type staffRow struct {
	ID                             ident.ID
	Shop                           ident.ID
	Role                           int
	Account                        *ident.ID
	Email, Fingerprint             *string
	InvitedAt, ExpiresAt, JoinedAt Micros
}

func (staffRow) TableName() string { return "staff" }

func toStaffRow(m shop.Member) staffRow {
	r := staffRow{
		ID: m.ID, Shop: m.Shop, Role: int(m.Role),
		InvitedAt: toMicros(m.InvitedAt), ExpiresAt: toMicros(m.ExpiresAt), JoinedAt: toMicros(m.JoinedAt),
	}
	if m.Joined() {
		r.Account = &m.Account
	}
	return r
}

func (r staffRow) member() shop.Member {
	m := shop.Member{
		ID: r.ID, Shop: r.Shop, Role: shop.Role(r.Role),
		InvitedAt: r.InvitedAt.Time(), ExpiresAt: r.ExpiresAt.Time(), JoinedAt: r.JoinedAt.Time(),
	}
	if r.Account != nil {
		m.Account = *r.Account
	}
	if r.Email != nil {
		m.Email = *r.Email
	}
	return m
}

// Add implements shop.Staff.
func (s Staff) Add(ctx context.Context, m shop.Member) error {
	row := toStaffRow(m)
	_, err := changed(s.h.writer(ctx).Create(&row))
	return err
}

// Owned implements shop.Staff: a change that changes nothing makes others
// wait, on both engines.
func (s Staff) Owned(ctx context.Context, account ident.ID) (int, error) {
	if _, err := changed(s.h.writer(ctx).Exec(`UPDATE accounts SET id = id WHERE id = ?`, account)); err != nil {
		return 0, err
	}
	var owned int
	err := one(s.h.reader(ctx).Raw(`SELECT COUNT(*) FROM staff WHERE account = ? AND role = ?`, account, int(shop.Owner)).Scan(&owned))
	return owned, err
}

// List implements shop.Staff.
func (s Staff) List(ctx context.Context, id ident.ID) ([]shop.Member, error) {
	var rows []staffRow
	_, err := changed(s.h.reader(ctx).Raw(`SELECT * FROM staff WHERE shop = ? ORDER BY role DESC, id`, id).Scan(&rows))
	out := make([]shop.Member, len(rows))
	for i, r := range rows {
		out[i] = r.member()
	}
	return out, err
}

// another says that some other person owns the shop.
const another = `EXISTS (SELECT 1 FROM staff AS o WHERE o.shop = staff.shop AND o.role = ? AND o.id <> staff.id AND o.account IS NOT NULL)`

// SetRole implements shop.Staff.
func (s Staff) SetRole(ctx context.Context, id, member ident.ID, r shop.Role) error {
	return s.guarded(ctx, id, member, `UPDATE staff SET role = ?
		WHERE id = ? AND shop = ? AND (role <> ? OR account IS NULL OR ? = role OR `+another+`)`,
		int(r), member, id, int(shop.Owner), int(r), int(shop.Owner))
}

// Remove implements shop.Staff.
func (s Staff) Remove(ctx context.Context, id, member ident.ID) error {
	return s.guarded(ctx, id, member, `DELETE FROM staff
		WHERE id = ? AND shop = ? AND (role <> ? OR account IS NULL OR `+another+`)`,
		member, id, int(shop.Owner), int(shop.Owner))
}

// guarded runs a change that a shop's last owner must survive. It first takes
// the shop's row, so that two owners who remove each other do so in turn.
func (s Staff) guarded(ctx context.Context, id, member ident.ID, statement string, args ...any) error {
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		if n, err := changed(h.writer(ctx).Exec(`UPDATE shops SET id = id WHERE id = ?`, id)); err != nil || n == 0 {
			return unlessMissing(n, err)
		}
		if n, err := changed(h.writer(ctx).Exec(statement, args...)); err != nil || n == 1 {
			return err
		}
		var row staffRow
		if err := one(h.reader(ctx).Raw(`SELECT * FROM staff WHERE id = ? AND shop = ?`, member, id).Scan(&row)); err != nil {
			return err
		}
		return shop.ErrLastOwner
	})
}

// Invite implements shop.Invitations.
func (s Staff) Invite(ctx context.Context, m shop.Member, fingerprint string) error {
	row := toStaffRow(m)
	row.Email, row.Fingerprint = &m.Email, &fingerprint
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		if _, err := changed(h.writer(ctx).Exec(`DELETE FROM staff WHERE shop = ? AND email = ? AND expires_at <= ?`,
			m.Shop, m.Email, row.InvitedAt)); err != nil {
			return err
		}
		_, err := changed(h.writer(ctx).Create(&row))
		return err
	})
}

// Invited implements shop.Invitations.
func (s Staff) Invited(ctx context.Context, fingerprint string) (shop.Member, error) {
	var row staffRow
	err := one(s.h.reader(ctx).Raw(`SELECT * FROM staff WHERE fingerprint = ?`, fingerprint).Scan(&row))
	return row.member(), err
}

// Join implements shop.Invitations. Forgetting the address lets the same
// person be invited again should they leave.
func (s Staff) Join(ctx context.Context, member, account ident.ID, at time.Time) error {
	n, err := changed(s.h.writer(ctx).Exec(`UPDATE staff SET account = ?, joined_at = ?, email = NULL
		WHERE id = ? AND account IS NULL`, account, toMicros(at), member))
	return unlessMissing(n, err)
}

// Forget drops the invitations that ended before a moment, unanswered, and the
// addresses in them.
func (s Staff) Forget(ctx context.Context, before time.Time) error {
	_, err := changed(s.h.writer(ctx).Exec(`DELETE FROM staff WHERE account IS NULL AND expires_at < ?`, toMicros(before)))
	return err
}

// PlacesOf implements shop.Invitations.
func (s Staff) PlacesOf(ctx context.Context, account ident.ID) ([]shop.Place, error) {
	var rows []struct {
		ID         ident.ID
		Slug, Name string
		Role       int
	}
	_, err := changed(s.h.reader(ctx).Raw(`SELECT shops.id, shops.slug, shops.name, staff.role FROM staff
		JOIN shops ON shops.id = staff.shop WHERE staff.account = ? ORDER BY shops.slug`, account).Scan(&rows))
	out := make([]shop.Place, len(rows))
	for i, r := range rows {
		out[i] = shop.Place{ID: r.ID, Slug: r.Slug, Name: r.Name, Role: shop.Role(r.Role)}
	}
	return out, err
}
