package db

import (
	"context"
	"math"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
)

// Sessions keeps the devices that are signed in; it implements
// account.Sessions and account.Devices.
type Sessions struct{ h Handle }

// NewSessions makes the store of sessions.
func NewSessions(h Handle) Sessions { return Sessions{h} }

type sessionRow struct {
	ID         ident.ID
	Account    ident.ID
	Device     string
	CreatedAt  Micros `gorm:"autoCreateTime:false"`
	LastUsedAt Micros
	ExpiresAt  Micros
	ProvedAt   Micros
	ActedBy    ident.ID
	Family     string
	Current    string
	Previous   string
	Successor  string
}

func (sessionRow) TableName() string { return "account_sessions" }

func toSessionRow(s account.Session) sessionRow {
	return sessionRow{
		ID: s.ID, Account: s.Account, Device: s.Device, CreatedAt: toMicros(s.CreatedAt), LastUsedAt: toMicros(s.LastUsedAt),
		ExpiresAt: toMicros(s.ExpiresAt), ProvedAt: toMicros(s.ProvedAt), ActedBy: s.ActedBy, Family: s.Family, Current: s.Current, Previous: s.Previous, Successor: s.Successor,
	}
}

func (r sessionRow) session() account.Session {
	return account.Session{
		ID: r.ID, Account: r.Account, Device: r.Device, CreatedAt: r.CreatedAt.Time(), LastUsedAt: r.LastUsedAt.Time(),
		ExpiresAt: r.ExpiresAt.Time(), ProvedAt: r.ProvedAt.Time(), ActedBy: r.ActedBy, Family: r.Family, Current: r.Current, Previous: r.Previous, Successor: r.Successor,
	}
}

// Add implements account.Sessions.
func (s Sessions) Add(ctx context.Context, session account.Session) error {
	row := toSessionRow(session)
	_, err := changed(s.h.writer(ctx).Create(&row))
	return err
}

const sessionColumns = `id, account, device, created_at, last_used_at, expires_at, proved_at, acted_by, family, current, previous, successor`

// ByID implements account.Sessions.
func (s Sessions) ByID(ctx context.Context, id ident.ID) (account.Session, error) {
	var row sessionRow
	err := one(s.h.reader(ctx).Raw(`SELECT `+sessionColumns+` FROM account_sessions WHERE id = ?`, id).Scan(&row))
	return row.session(), err
}

// Rotate implements account.Sessions.
func (s Sessions) Rotate(ctx context.Context, session account.Session, from string) (bool, error) {
	r := toSessionRow(session)
	n, err := changed(s.h.writer(ctx).Exec(`
		UPDATE account_sessions SET current = ?, previous = ?, successor = ?, last_used_at = ?, expires_at = ?
		WHERE id = ? AND current = ?`, r.Current, r.Previous, r.Successor, r.LastUsedAt, r.ExpiresAt, r.ID, from))
	return n == 1, err
}

// End implements account.Sessions.
func (s Sessions) End(ctx context.Context, account, id ident.ID) (bool, error) {
	n, err := changed(s.h.writer(ctx).Exec(`DELETE FROM account_sessions WHERE id = ? AND account = ?`, id, account))
	return n == 1, err
}

// Prove implements account.Sessions.
func (s Sessions) Prove(ctx context.Context, id ident.ID, at time.Time) error {
	return one(s.h.writer(ctx).Exec(`UPDATE account_sessions SET proved_at = ? WHERE id = ?`, toMicros(at), id))
}

// EndAll implements account.Devices.
func (s Sessions) EndAll(ctx context.Context, account, except ident.ID) error {
	_, err := changed(s.h.writer(ctx).Exec(`DELETE FROM account_sessions WHERE account = ? AND id <> ?`, account, except))
	return err
}

// Actor implements account.Devices. The query gives one row for each town the
// person acts for, or a single one. A session on behalf has the person's place
// in shops and no global role, and ends with the administrator's own.
func (s Sessions) Actor(ctx context.Context, session ident.ID, now time.Time) (account.Actor, error) {
	var rows []struct {
		Account       ident.ID
		ProvedAt      Micros
		ActedBy       ident.ID
		Administrator bool
		Town          *string
	}
	if err := one(s.h.reader(ctx).Raw(`
		SELECT s.account, s.proved_at, s.acted_by, a.administrator, g.town
		FROM account_sessions s JOIN accounts a ON a.id = s.account LEFT JOIN account_agents g ON g.account = a.id
			LEFT JOIN accounts b ON b.id = s.acted_by
		WHERE s.id = ? AND s.expires_at > ? AND (s.acted_by = '' OR b.administrator) ORDER BY g.town`, session, toMicros(now)).Scan(&rows)); err != nil {
		return account.Actor{}, err
	}
	actor := account.Actor{Account: rows[0].Account, Session: session, ProvedAt: rows[0].ProvedAt.Time(), Administrator: rows[0].Administrator}
	if actor.ActedBy = rows[0].ActedBy; actor.ActedBy != "" {
		actor.Administrator = false
		return actor, nil
	}
	for _, r := range rows {
		if r.Town != nil {
			actor.AgentOf = append(actor.AgentOf, *r.Town)
		}
	}
	return actor, nil
}

// Of implements account.Devices.
func (s Sessions) Of(ctx context.Context, of ident.ID, now time.Time, p page.Request) (page.Page[account.Session], error) {
	used, id := int64(math.MaxInt64), ident.ID("")
	if p.After != "" {
		if err := page.Decode(p.After, &used, &id); err != nil {
			return page.Page[account.Session]{}, err
		}
	}
	var rows []sessionRow
	if _, err := changed(s.h.reader(ctx).Raw(`
		SELECT `+sessionColumns+` FROM account_sessions
		WHERE account = ? AND expires_at > ? AND (last_used_at, id) < (?, ?) ORDER BY last_used_at DESC, id DESC LIMIT ?`,
		of, toMicros(now), used, id, p.Size()+1).Scan(&rows)); err != nil {
		return page.Page[account.Session]{}, err
	}
	cut := page.Of(rows, p.Size(), func(r sessionRow) []any { return []any{r.LastUsedAt, r.ID} })
	return page.Map(cut, sessionRow.session), nil
}
