package db_test

import (
	"context"
	"database/sql"
	"errors"
	"testing"

	"cabas/domain/kernel/fault"
	"cabas/domain/shop"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// TestAnUpgradeUnderwayIsNobodysFault changes a table under a server that has
// prepared its statements, as the first of several servers to be upgraded does:
// a transaction is run again, and what is read alone is at worst to be asked for
// again.
func TestAnUpgradeUnderwayIsNobodysFault(t *testing.T) {
	url := dbtest.URL(t, db.Postgres)
	d, err := db.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	other, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	upgrade := func(statement string) {
		t.Helper()
		if _, err := other.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	staff := db.NewStaff(d.Handle())
	read := func() error { _, err := staff.List(t.Context(), "shp_1"); return err }
	unit := db.NewUnit(d, func(h db.Handle) shop.Staff { return db.NewStaff(h) })
	runs := 0
	within := func() error {
		return unit.Do(t.Context(), func(ctx context.Context, s shop.Staff) error {
			runs++
			_, err := s.List(ctx, "shp_1")
			return err
		})
	}
	must(t, read())
	must(t, within())

	upgrade("ALTER TABLE staff ADD COLUMN since BIGINT NOT NULL DEFAULT 0")
	err = read()
	if !errors.Is(err, fault.ErrUnavailable) {
		t.Errorf("the statement was not prepared, or the fault is ours: %v", err)
	}
	var f *fault.Error
	if errors.As(err, &f) && f.RetryAfter <= 0 {
		t.Error("when to come again is not said")
	}
	must(t, read())

	must(t, within())
	upgrade("ALTER TABLE staff ADD COLUMN again BIGINT NOT NULL DEFAULT 0")
	runs = 0
	must(t, within())
	if runs < 2 {
		t.Errorf("the transaction ran %d times", runs)
	}
}
