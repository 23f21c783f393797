package db

import (
	"context"
	"fmt"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/ident"
)

// Challenges keeps what devices have to sign; it implements
// account.Challenges.
type Challenges struct{ h Handle }

// NewChallenges makes the store of challenges.
func NewChallenges(h Handle) Challenges { return Challenges{h} }

type challengeRow struct {
	ID        ident.ID
	Account   ident.ID
	Nonce     string
	ExpiresAt Micros
}

func (challengeRow) TableName() string { return "account_challenges" }

// Put implements account.Challenges.
func (s Challenges) Put(ctx context.Context, c account.Challenge) error {
	row := challengeRow{ID: c.ID, Account: c.Account, Nonce: base64url.EncodeToString(c.Nonce), ExpiresAt: toMicros(c.ExpiresAt)}
	_, err := changed(s.h.writer(ctx).Create(&row))
	return err
}

// Take implements account.Challenges.
func (s Challenges) Take(ctx context.Context, id, of ident.ID, now time.Time) (account.Challenge, error) {
	var row challengeRow
	if err := one(s.h.writer(ctx).Raw(`
		DELETE FROM account_challenges WHERE id = ? AND account = ? AND expires_at > ? RETURNING id, account, nonce, expires_at`,
		id, of, toMicros(now)).Scan(&row)); err != nil {
		return account.Challenge{}, err
	}
	nonce, err := base64url.DecodeString(row.Nonce)
	if err != nil {
		return account.Challenge{}, fmt.Errorf("db: challenge %s: %w", row.ID, err)
	}
	return account.Challenge{ID: row.ID, Account: row.Account, Nonce: nonce, ExpiresAt: row.ExpiresAt.Time()}, nil
}
