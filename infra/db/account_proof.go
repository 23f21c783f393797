package db

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"cabas/domain/account"
	"cabas/domain/kernel/ident"
)

// Proofs keeps what was sent to prove an address or to set another password; it
// implements account.Proofs.
type Proofs struct{ h Handle }

// NewProofs makes the store of proofs.
func NewProofs(h Handle) Proofs { return Proofs{h} }

type proofRow struct {
	Account   ident.ID `gorm:"primaryKey"`
	Purpose   string   `gorm:"primaryKey"`
	ID        ident.ID
	Email     string
	Digest    string
	Tries     int64
	ExpiresAt Micros
}

func (proofRow) TableName() string { return "account_proofs" }

func (r proofRow) proof() account.Proof {
	return account.Proof{ID: r.ID, Account: r.Account, Purpose: r.Purpose, Email: r.Email, Digest: r.Digest, ExpiresAt: r.ExpiresAt.Time()}
}

// Put implements account.Proofs.
func (s Proofs) Put(ctx context.Context, p account.Proof) error {
	row := proofRow{Account: p.Account, Purpose: p.Purpose, ID: p.ID, Email: p.Email, Digest: p.Digest, ExpiresAt: toMicros(p.ExpiresAt)}
	_, err := changed(s.h.writer(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "account"}, {Name: "purpose"}}, UpdateAll: true,
	}).Create(&row))
	return err
}

// Try implements account.Proofs: counting and reading are one statement, so that
// guesses made at once all count.
func (s Proofs) Try(ctx context.Context, of ident.ID, purpose string, most int, now time.Time) (account.Proof, error) {
	var row proofRow
	err := one(s.h.writer(ctx).Raw(`
		UPDATE account_proofs SET tries = tries + 1 WHERE account = ? AND purpose = ? AND expires_at > ? AND tries < ?
		RETURNING account, purpose, id, email, digest, tries, expires_at`, of, purpose, toMicros(now), most).Scan(&row))
	return row.proof(), err
}

// ByDigest implements account.Proofs.
func (s Proofs) ByDigest(ctx context.Context, purpose, digest string, now time.Time) (account.Proof, error) {
	var row proofRow
	err := one(s.h.reader(ctx).Raw(`
		SELECT account, purpose, id, email, digest, tries, expires_at FROM account_proofs
		WHERE digest = ? AND purpose = ? AND expires_at > ? AND digest <> ''`, digest, purpose, toMicros(now)).Scan(&row))
	return row.proof(), err
}

// Use implements account.Proofs.
func (s Proofs) Use(ctx context.Context, p account.Proof) (bool, error) {
	n, err := changed(s.h.writer(ctx).Exec(`DELETE FROM account_proofs WHERE account = ? AND purpose = ? AND id = ?`, p.Account, p.Purpose, p.ID))
	return n == 1, err
}

// Drop implements account.Proofs.
func (s Proofs) Drop(ctx context.Context, of ident.ID) error {
	_, err := changed(s.h.writer(ctx).Exec(`DELETE FROM account_proofs WHERE account = ?`, of))
	return err
}
