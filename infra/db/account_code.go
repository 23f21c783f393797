package db

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"cabas/domain/account"
	"cabas/domain/kernel/ident"
)

// Codes keeps the codes that were sent; it implements account.Codes.
type Codes struct{ h Handle }

// NewCodes makes the store of codes.
func NewCodes(h Handle) Codes { return Codes{h} }

type codeRow struct {
	Email        string `gorm:"primaryKey"`
	ID           ident.ID
	Digest       string
	Opens        bool
	Name         string
	Language     account.Language
	PasswordHash string
	Tries        int64
	ExpiresAt    Micros
	KeptUntil    Micros
}

func (codeRow) TableName() string { return "account_codes" }

func (r codeRow) pending() account.Pending {
	return account.Pending{Name: r.Name, Language: r.Language, PasswordHash: r.PasswordHash}
}

// Put implements account.Codes.
func (s Codes) Put(ctx context.Context, c account.Code) error {
	row := codeRow{Email: c.Email, ID: c.ID, Digest: c.Digest, ExpiresAt: toMicros(c.ExpiresAt), KeptUntil: toMicros(c.KeptUntil)}
	if p := c.Pending; p != nil {
		row.Opens, row.Name, row.Language, row.PasswordHash = true, p.Name, p.Language, p.PasswordHash
	}
	_, err := changed(s.h.writer(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "email"}}, UpdateAll: true,
	}).Create(&row))
	return err
}

// Pending implements account.Codes.
func (s Codes) Pending(ctx context.Context, email string, now time.Time) (account.Pending, error) {
	var row codeRow
	err := one(s.h.reader(ctx).Raw(`
		SELECT name, language, password_hash FROM account_codes
		WHERE email = ? AND opens AND kept_until > ?`, email, toMicros(now)).Scan(&row))
	return row.pending(), err
}

// Try implements account.Codes: counting and reading are one statement, so
// that guesses made at once all count.
func (s Codes) Try(ctx context.Context, email string, most int, now time.Time) (account.Code, error) {
	var r codeRow
	if err := one(s.h.writer(ctx).Raw(`
		UPDATE account_codes SET tries = tries + 1 WHERE email = ? AND expires_at > ? AND tries < ?
		RETURNING email, id, digest, opens, name, language, password_hash, tries, expires_at, kept_until`,
		email, toMicros(now), most).Scan(&r)); err != nil {
		return account.Code{}, err
	}
	c := account.Code{ID: r.ID, Email: r.Email, Digest: r.Digest, ExpiresAt: r.ExpiresAt.Time(), KeptUntil: r.KeptUntil.Time()}
	if r.Opens {
		p := r.pending()
		c.Pending = &p
	}
	return c, nil
}

// Drop implements account.Codes.
func (s Codes) Drop(ctx context.Context, email string) error {
	_, err := changed(s.h.writer(ctx).Exec(`DELETE FROM account_codes WHERE email = ?`, email))
	return err
}

// Use implements account.Codes.
func (s Codes) Use(ctx context.Context, c account.Code) (bool, error) {
	n, err := changed(s.h.writer(ctx).Exec(`DELETE FROM account_codes WHERE email = ? AND id = ?`, c.Email, c.ID))
	return n == 1, err
}
