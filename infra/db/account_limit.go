package db

import (
	"context"
	"time"
)

// Limits counts tries; it implements account.Limits and account.Sweeper.
type Limits struct{ h Handle }

// NewLimits makes the store of counters.
func NewLimits(h Handle) Limits { return Limits{h} }

// Count implements account.Limits in one statement.
func (s Limits) Count(ctx context.Context, key string, now, until time.Time) (int, time.Time, error) {
	var row struct {
		Tries     int
		ExpiresAt Micros
	}
	err := one(s.h.writer(ctx).Raw(`
		INSERT INTO account_limits (key, tries, expires_at) VALUES (?, 1, ?)
		ON CONFLICT (key) DO UPDATE SET
			tries = CASE WHEN account_limits.expires_at <= ? THEN 1 ELSE account_limits.tries + 1 END,
			expires_at = CASE WHEN account_limits.expires_at <= ? THEN excluded.expires_at ELSE account_limits.expires_at END
		RETURNING tries, expires_at`, key, toMicros(until), toMicros(now), toMicros(now)).Scan(&row))
	return row.Tries, row.ExpiresAt.Time(), err
}

// Sweep implements account.Sweeper.
func (s Limits) Sweep(ctx context.Context, now time.Time) error {
	for table, ends := range map[string]string{
		"account_limits": "expires_at", "account_codes": "kept_until", "account_proofs": "expires_at",
		"account_sessions": "expires_at", "account_challenges": "expires_at",
	} {
		if _, err := changed(s.h.writer(ctx).Exec(`DELETE FROM `+table+` WHERE `+ends+` <= ?`, toMicros(now))); err != nil {
			return err
		}
	}
	return nil
}
