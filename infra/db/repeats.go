package db

import (
	"context"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/repeat"
)

// Repeats keeps the attempts that callers named; it implements repeat.Book
// and repeat.Sweeper.
type Repeats struct{ h Handle }

// NewRepeats makes the store of attempts.
func NewRepeats(h Handle) Repeats { return Repeats{h} }

// Claim implements repeat.Book. The insert waits for another that is under way
// with the same name, and finds it once that has committed.
func (s Repeats) Claim(ctx context.Context, k repeat.Key, result ident.ID, now time.Time) (ident.ID, error) {
	if !k.Given() {
		return "", nil
	}
	n, err := changed(s.h.writer(ctx).Exec(`
		INSERT INTO repeats (scope, name, digest, result, at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (scope, name) DO NOTHING`, k.Scope, k.Name, k.Digest, result, toMicros(now)))
	if err != nil || n == 1 {
		return "", err
	}
	var earlier struct {
		Digest string
		Result ident.ID
	}
	if err := one(s.h.reader(ctx).Raw(`SELECT digest, result FROM repeats WHERE scope = ? AND name = ?`,
		k.Scope, k.Name).Scan(&earlier)); err != nil {
		return "", err
	}
	if earlier.Digest != k.Digest {
		return "", repeat.ErrReused
	}
	return earlier.Result, nil
}

// Forget implements repeat.Sweeper.
func (s Repeats) Forget(ctx context.Context, before time.Time) error {
	_, err := changed(s.h.writer(ctx).Exec(`DELETE FROM repeats WHERE at < ?`, toMicros(before)))
	return err
}
