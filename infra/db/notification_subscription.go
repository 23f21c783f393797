package db

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"

	"gorm.io/gorm/clause"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/speak"
	"cabas/domain/notification"
)

// Subscriptions keeps where devices take alerts, and the server's key for push
// services; it implements notification.Subscriptions and
// notification.PushKeys.
type Subscriptions struct{ h Handle }

// NewSubscriptions makes the store of devices that take alerts.
func NewSubscriptions(h Handle) Subscriptions { return Subscriptions{h} }

type subscriptionRow struct {
	Session   ident.ID `gorm:"primaryKey"`
	Account   ident.ID
	Endpoint  string
	Key       string
	Auth      string
	CreatedAt Micros `gorm:"autoCreateTime:false"`
	Language  string `gorm:"->"`
}

func (subscriptionRow) TableName() string { return "alert_subscriptions" }

func (r subscriptionRow) subscription() (notification.Subscription, error) {
	key, err1 := base64.StdEncoding.DecodeString(r.Key)
	auth, err2 := base64.StdEncoding.DecodeString(r.Auth)
	if err := errors.Join(err1, err2); err != nil {
		return notification.Subscription{}, fmt.Errorf("db: subscription of %s: %w", r.Session, err)
	}
	return notification.Subscription{Session: r.Session, Account: r.Account, Endpoint: r.Endpoint, Key: key, Auth: auth,
		Language: speak.Of(r.Language), CreatedAt: r.CreatedAt.Time()}, nil
}

// Put implements notification.Subscriptions.
func (s Subscriptions) Put(ctx context.Context, sub notification.Subscription) error {
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		if _, err := changed(h.writer(ctx).Exec(`DELETE FROM alert_subscriptions WHERE endpoint = ? AND session <> ?`, sub.Endpoint, sub.Session)); err != nil {
			return err
		}
		row := subscriptionRow{Session: sub.Session, Account: sub.Account, Endpoint: sub.Endpoint, Key: base64.StdEncoding.EncodeToString(sub.Key),
			Auth: base64.StdEncoding.EncodeToString(sub.Auth), CreatedAt: toMicros(sub.CreatedAt)}
		if _, err := changed(h.writer(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "session"}}, UpdateAll: true}).Create(&row)); err != nil {
			return err
		}
		_, err := changed(h.writer(ctx).Exec(`
			DELETE FROM alert_subscriptions WHERE account = ? AND session NOT IN (
				SELECT session FROM alert_subscriptions WHERE account = ? ORDER BY created_at DESC, session DESC LIMIT ?)`,
			sub.Account, sub.Account, notification.MaxSubscriptions))
		return err
	})
}

// Drop implements notification.Subscriptions.
func (s Subscriptions) Drop(ctx context.Context, session ident.ID, endpoint string) error {
	_, err := changed(s.h.writer(ctx).Exec(`DELETE FROM alert_subscriptions WHERE session = ? AND (endpoint = ? OR ? = '')`, session, endpoint, endpoint))
	return err
}

const subscriptionColumns = `s.session, s.account, s.endpoint, s.key, s.auth, s.created_at, a.language`

// Of implements notification.Subscriptions.
func (s Subscriptions) Of(ctx context.Context, session ident.ID) (notification.Subscription, error) {
	found, err := s.list(ctx, `FROM alert_subscriptions s JOIN accounts a ON a.id = s.account WHERE s.session = ?`, session)
	if err == nil && len(found) == 0 {
		err = fault.ErrNotFound
	}
	if err != nil {
		return notification.Subscription{}, err
	}
	return found[0], nil
}

// OfAccount implements notification.Subscriptions.
func (s Subscriptions) OfAccount(ctx context.Context, account ident.ID) ([]notification.Subscription, error) {
	return s.list(ctx, `FROM alert_subscriptions s JOIN accounts a ON a.id = s.account WHERE s.account = ? ORDER BY s.created_at, s.session`, account)
}

// OfStaff implements notification.Subscriptions.
func (s Subscriptions) OfStaff(ctx context.Context, shop ident.ID) ([]notification.Subscription, error) {
	return s.list(ctx, `
		FROM staff m JOIN alert_subscriptions s ON s.account = m.account JOIN accounts a ON a.id = s.account
		WHERE m.shop = ? ORDER BY s.created_at, s.session`, shop)
}

func (s Subscriptions) list(ctx context.Context, where string, of ident.ID) ([]notification.Subscription, error) {
	var rows []subscriptionRow
	if _, err := changed(s.h.reader(ctx).Raw(`SELECT `+subscriptionColumns+` `+where, of).Scan(&rows)); err != nil {
		return nil, err
	}
	return subscriptionsOf(rows)
}

func subscriptionsOf(rows []subscriptionRow) ([]notification.Subscription, error) {
	out := make([]notification.Subscription, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.subscription(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// PushKey implements notification.PushKeys.
func (s Subscriptions) PushKey(ctx context.Context) (notification.PushKey, error) {
	var row struct{ Public, Sealed string }
	if err := one(s.h.reader(ctx).Raw(`SELECT public, sealed FROM push_keys WHERE id = 1`).Scan(&row)); err != nil {
		return notification.PushKey{}, err
	}
	public, err1 := base64.StdEncoding.DecodeString(row.Public)
	sealed, err2 := base64.StdEncoding.DecodeString(row.Sealed)
	return notification.PushKey{Public: public, Sealed: sealed}, errors.Join(err1, err2)
}

// KeepPushKey implements notification.PushKeys in one statement, so that of two
// servers that make a key at once one wins.
func (s Subscriptions) KeepPushKey(ctx context.Context, k, instead notification.PushKey) error {
	encode := base64.StdEncoding.EncodeToString
	_, err := changed(s.h.writer(ctx).Exec(`
		INSERT INTO push_keys (id, public, sealed) VALUES (1, ?, ?)
		ON CONFLICT (id) DO UPDATE SET public = excluded.public, sealed = excluded.sealed WHERE push_keys.public = ?`,
		encode(k.Public), encode(k.Sealed), encode(instead.Public)))
	return err
}
