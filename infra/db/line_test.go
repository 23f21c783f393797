package db_test

import (
	"testing"

	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// TestAConnectionIsTakenUpAgain asks PostgreSQL twice who answers: a connection
// that is good is not closed because it was never used before.
func TestAConnectionIsTakenUpAgain(t *testing.T) {
	pool, err := db.PostgresPool(dbtest.URL(t, db.Postgres))
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	seen := map[int]bool{}
	for range 3 {
		var pid int
		if err := pool.QueryRowContext(t.Context(), `SELECT pg_backend_pid()`).Scan(&pid); err != nil {
			t.Fatal(err)
		}
		seen[pid] = true
	}
	if len(seen) != 1 {
		t.Errorf("%d connections were made for three questions in a row", len(seen))
	}
}
