package db_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/ident"
	"cabas/domain/notification"
	"cabas/domain/shop"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func alertStores(h db.Handle) contract.AlertStores {
	return contract.AlertStores{
		AccountStores: accountStores(h), Subscriptions: db.NewSubscriptions(h), Alerts: db.NewAlerts(h),
		Hire: func(t *testing.T, who ident.ID, at shop.Shop) ident.ID {
			t.Helper()
			m := shop.Member{ID: ident.New("mem"), Shop: at.ID, Role: shop.Preparer, Account: who, JoinedAt: time.Now()}
			if err := errors.Join(db.NewShops(h).Add(t.Context(), at), db.NewStaff(h).Add(t.Context(), m)); err != nil {
				t.Fatal(err)
			}
			return m.ID
		},
		Dismiss: func(t *testing.T, at, member ident.ID) {
			t.Helper()
			if err := db.NewStaff(h).Remove(t.Context(), at, member); err != nil {
				t.Fatal(err)
			}
		},
	}
}

func TestAlertStores(t *testing.T) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			contract.AlertsKept(t, func(t *testing.T) contract.AlertStores { return alertStores(dbtest.Open(t, engine).Handle()) })
		})
	}
}

func TestAlertsAreReadByIndex(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
		s := alertStores(d.Handle())
		who := account.Restore(account.State{ID: ident.New("acc"), Email: "a@exemple.fr", Language: account.French, CreatedAt: now})
		session := account.Session{ID: ident.New("ses"), Account: who.ID(), CreatedAt: now, LastUsedAt: now, ExpiresAt: now.Add(time.Hour)}
		device := notification.Subscription{Session: session.ID, Account: who.ID(), Endpoint: "https://exemple.fr/1", CreatedAt: now}
		alert := notification.Alert{ID: ident.New("alr"), Source: "fct_1", To: device, CreatedAt: now, NextTry: now}
		dbtest.Indexed(t, d, func(ctx context.Context) {
			err := errors.Join(s.Accounts.Add(ctx, who), s.Sessions.Add(ctx, session), s.Subscriptions.Put(ctx, device), s.Alerts.Add(ctx, alert))
			_, err1 := s.Subscriptions.Of(ctx, session.ID)
			_, err2 := s.Subscriptions.OfAccount(ctx, who.ID())
			_, err3 := s.Subscriptions.OfStaff(ctx, "shp_1")
			taken, err4 := s.Alerts.Take(ctx, now, now.Add(time.Minute), 4)
			if len(taken) != 1 {
				t.Errorf("took %+v", taken)
			}
			err5 := errors.Join(s.Alerts.Again(ctx, alert), s.Alerts.Done(ctx, alert.ID), s.Alerts.Forget(ctx, now), s.Subscriptions.Drop(ctx, session.ID, ""))
			if err := errors.Join(err, err1, err2, err3, err4, err5); err != nil {
				t.Fatal(err)
			}
		})
	})
}
