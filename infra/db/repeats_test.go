package db_test

import (
	"testing"

	"cabas/domain/kernel/repeat"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func TestRepeats(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		contract.Repeats(t, db.NewUnit(d, func(h db.Handle) repeat.Book { return db.NewRepeats(h) }))
	})
}
