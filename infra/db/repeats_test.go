package db_test

import (
	"context"
	"testing"
	"time"

	"cabas/domain/kernel/repeat"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func TestRepeats(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		contract.Repeats(t, db.NewUnit(d, func(h db.Handle) repeat.Book { return db.NewRepeats(h) }), db.NewRepeats(d.Handle()))
		dbtest.Indexed(t, d, func(ctx context.Context) { _ = db.NewRepeats(d.Handle()).Forget(ctx, time.Now()) })
	})
}
