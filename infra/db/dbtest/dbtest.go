// Package dbtest gives tests a real, migrated database of each engine. SQLite
// is a file in the test's folder; PostgreSQL is the one CABAS_TEST_POSTGRES_URL
// names, or a private throwaway cluster that this package starts. A test that
// cannot have PostgreSQL fails: a suite that skips an engine proves nothing.
package dbtest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"cabas/domain/kernel/fault"
	"cabas/infra/db"
)

// Each runs f once on each engine, on a fresh and migrated database.
func Each(t *testing.T, f func(t *testing.T, d *db.DB)) {
	t.Helper()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) { f(t, Open(t, engine)) })
	}
}

// Open gives a fresh and migrated database of one engine, closed at the end of
// the test, which fails when a statement that was run there reads a whole table.
func Open(t testing.TB, engine db.Engine) *db.DB {
	t.Helper()
	d := OpenAt(t, URL(t, engine))
	explainAll(t, d)
	return d
}

// OpenAt gives the migrated database of an address, closed at the end of the
// test.
func OpenAt(t testing.TB, url string) *db.DB {
	t.Helper()
	d, err := migrated(url)
	if err != nil {
		t.Fatalf("dbtest: %v", err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Errorf("dbtest: closing: %v", err)
		}
	})
	return d
}

// migrated opens a database and brings it up.
func migrated(url string) (d *db.DB, err error) {
	err = patiently(func() error {
		d, err = db.Open(context.Background(), url)
		return err
	})
	if err != nil {
		return nil, err
	}
	if _, err := d.Migrate(context.Background()); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// patiently tries again, for a minute, what PostgreSQL cannot do yet: the machine
// is slow, or somebody has not quite left the template.
func patiently(try func() error) error {
	for end := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		err := try()
		var pg *pgconn.PgError
		inUse := errors.As(err, &pg) && pg.Code == "55006"
		if !inUse && !errors.Is(err, fault.ErrUnavailable) || time.Now().After(end) {
			return err
		}
	}
}

// URL gives the address of a fresh database of one engine, not yet migrated on
// SQLite and a copy of a migrated one on PostgreSQL.
func URL(t testing.TB, engine db.Engine) string {
	t.Helper()
	if engine == db.SQLite {
		return "sqlite://" + t.TempDir()
	}
	return postgresDatabase(t)
}
