package db

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/ident"
)

// Passkeys keeps passkeys; it implements account.Passkeys.
type Passkeys struct{ h Handle }

// NewPasskeys makes the store of passkeys.
func NewPasskeys(h Handle) Passkeys { return Passkeys{h} }

type passkeyRow struct {
	ID         ident.ID
	Account    ident.ID
	Name       string
	Credential string
	PublicKey  string
	Transports string
	Signs      int64
	Synced     bool
	Suspect    bool
	CreatedAt  Micros `gorm:"autoCreateTime:false"`
	LastUsedAt Micros
}

func (passkeyRow) TableName() string { return "account_passkeys" }

var base64url = base64.RawURLEncoding

func (r passkeyRow) passkey() (account.Passkey, error) {
	credential, err1 := base64url.DecodeString(r.Credential)
	public, err2 := base64url.DecodeString(r.PublicKey)
	if err := errors.Join(err1, err2); err != nil {
		return account.Passkey{}, fmt.Errorf("db: passkey %s: %w", r.ID, err)
	}
	p := account.Passkey{
		ID: r.ID, Account: r.Account, Name: r.Name, Credential: credential, PublicKey: public,
		Signs: uint32(r.Signs), Synced: r.Synced, Suspect: r.Suspect, CreatedAt: r.CreatedAt.Time(), LastUsedAt: r.LastUsedAt.Time(), //nolint:gosec // it was kept from 32 bits
	}
	if r.Transports != "" {
		p.Transports = strings.Split(r.Transports, ",")
	}
	return p, nil
}

// Add implements account.Passkeys.
func (s Passkeys) Add(ctx context.Context, p account.Passkey) error {
	row := passkeyRow{
		ID: p.ID, Account: p.Account, Name: p.Name, Credential: base64url.EncodeToString(p.Credential), PublicKey: base64url.EncodeToString(p.PublicKey),
		Transports: strings.Join(p.Transports, ","), Signs: int64(p.Signs), Synced: p.Synced, Suspect: p.Suspect, CreatedAt: toMicros(p.CreatedAt), LastUsedAt: toMicros(p.LastUsedAt),
	}
	_, err := changed(s.h.writer(ctx).Create(&row))
	return err
}

const passkeyColumns = `id, account, name, credential, public_key, transports, signs, synced, suspect, created_at, last_used_at`

// Of implements account.Passkeys.
func (s Passkeys) Of(ctx context.Context, of ident.ID) ([]account.Passkey, error) {
	var rows []passkeyRow
	if _, err := changed(s.h.reader(ctx).Raw(`
		SELECT `+passkeyColumns+` FROM account_passkeys WHERE account = ? ORDER BY created_at, id`, of).Scan(&rows)); err != nil {
		return nil, err
	}
	out := make([]account.Passkey, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.passkey(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ByCredential implements account.Passkeys.
func (s Passkeys) ByCredential(ctx context.Context, credential []byte) (account.Passkey, error) {
	var row passkeyRow
	if err := one(s.h.reader(ctx).Raw(`
		SELECT `+passkeyColumns+` FROM account_passkeys WHERE credential = ?`, base64url.EncodeToString(credential)).Scan(&row)); err != nil {
		return account.Passkey{}, err
	}
	return row.passkey()
}

// Used implements account.Passkeys in one statement, so that of two uses with
// the same count one fails.
func (s Passkeys) Used(ctx context.Context, id ident.ID, signs uint32, now time.Time) (bool, error) {
	n, err := changed(s.h.writer(ctx).Exec(`
		UPDATE account_passkeys SET signs = ?, last_used_at = ?
		WHERE id = ? AND NOT suspect AND (signs < ? OR signs + ? = 0)`,
		int64(signs), toMicros(now), id, int64(signs), int64(signs)))
	return n == 1, err
}

// Suspect implements account.Passkeys.
func (s Passkeys) Suspect(ctx context.Context, id ident.ID) (bool, error) {
	n, err := changed(s.h.writer(ctx).Exec(`UPDATE account_passkeys SET suspect = TRUE WHERE id = ? AND NOT suspect`, id))
	return n == 1, err
}

// Rename implements account.Passkeys.
func (s Passkeys) Rename(ctx context.Context, of, id ident.ID, name string) (account.Passkey, error) {
	var row passkeyRow
	if err := one(s.h.writer(ctx).Raw(`
		UPDATE account_passkeys SET name = ? WHERE id = ? AND account = ? RETURNING `+passkeyColumns, name, id, of).Scan(&row)); err != nil {
		return account.Passkey{}, err
	}
	return row.passkey()
}

// Remove implements account.Passkeys.
func (s Passkeys) Remove(ctx context.Context, of, id ident.ID) (account.Passkey, error) {
	var row passkeyRow
	if err := one(s.h.writer(ctx).Raw(`
		DELETE FROM account_passkeys WHERE id = ? AND account = ? RETURNING `+passkeyColumns, id, of).Scan(&row)); err != nil {
		return account.Passkey{}, err
	}
	return row.passkey()
}
