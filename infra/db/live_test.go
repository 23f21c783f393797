package db_test

import (
	"context"
	"testing"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func TestLiveRights(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := d.Handle()
		contract.LiveRights(t, contract.LiveHouse{
			Rights: db.NewLiveRights(h), Accounts: db.NewAccounts(h), Sessions: db.NewSessions(h), Shops: db.NewShops(h), Staff: db.NewStaff(h),
		})
		rights, three := db.NewLiveRights(h), []ident.ID{ident.New("ses"), ident.New("ses"), ident.New("ses")}
		run := dbtest.Indexed(t, d, func(ctx context.Context) {
			if _, err := rights.Alive(ctx, three, time.Now()); err != nil {
				t.Fatal(err)
			}
			if _, err := rights.ShopsOf(ctx, three); err != nil {
				t.Fatal(err)
			}
		})
		if len(run) != 2 {
			t.Errorf("the rights of three were looked up in %d statements", len(run))
		}
	})
}
