package db

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"cabas/domain/account"
)

// SigningKeys keeps the sealed signing keys; it implements
// account.SigningKeys.
type SigningKeys struct{ h Handle }

// NewSigningKeys makes the store of signing keys.
func NewSigningKeys(h Handle) SigningKeys { return SigningKeys{h} }

type keyRow struct {
	ID          string
	Public      string
	Sealed      string
	ActiveFrom  Micros
	ActiveUntil Micros
}

func (keyRow) TableName() string { return "signing_keys" }

// Keys implements account.SigningKeys, the first to sign first.
func (s SigningKeys) Keys(ctx context.Context) ([]account.SigningKey, error) {
	var rows []keyRow
	if _, err := changed(s.h.reader(ctx).Raw(`
		SELECT id, public, sealed, active_from, active_until FROM signing_keys ORDER BY active_from, id`).Scan(&rows)); err != nil {
		return nil, err
	}
	keys := make([]account.SigningKey, len(rows))
	for i, r := range rows {
		public, err1 := base64.StdEncoding.DecodeString(r.Public)
		sealed, err2 := base64.StdEncoding.DecodeString(r.Sealed)
		if err := errors.Join(err1, err2); err != nil {
			return nil, fmt.Errorf("db: signing key %s: %w", r.ID, err)
		}
		keys[i] = account.SigningKey{ID: r.ID, Public: public, Sealed: sealed, ActiveFrom: r.ActiveFrom.Time(), ActiveUntil: r.ActiveUntil.Time()}
	}
	return keys, nil
}

// AddKey implements account.SigningKeys.
func (s SigningKeys) AddKey(ctx context.Context, k account.SigningKey) error {
	row := keyRow{
		ID: k.ID, Public: base64.StdEncoding.EncodeToString(k.Public), Sealed: base64.StdEncoding.EncodeToString(k.Sealed),
		ActiveFrom: toMicros(k.ActiveFrom), ActiveUntil: toMicros(k.ActiveUntil),
	}
	_, err := changed(s.h.writer(ctx).Create(&row))
	return err
}

// DropKeys implements account.SigningKeys.
func (s SigningKeys) DropKeys(ctx context.Context, before time.Time) error {
	_, err := changed(s.h.writer(ctx).Exec(`DELETE FROM signing_keys WHERE active_until < ?`, toMicros(before)))
	return err
}
