package db_test

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"
	"time"

	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
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

// TestATransactionThatPostgresGaveUpIsToBeAskedForAgain is silent in the middle
// of a transaction until PostgreSQL has ended it: whatever is said next, the
// fault is one that passes, and the pool goes on without that connection.
func TestATransactionThatPostgresGaveUpIsToBeAskedForAgain(t *testing.T) {
	url := dbtest.URL(t, db.Postgres)
	d := dbtest.OpenAt(t, strings.Replace(url, "idle_in_transaction_session_timeout=60000", "idle_in_transaction_session_timeout=500", 1))
	beside, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	givenUp := func() bool {
		var there int
		must(t, beside.QueryRow(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`).Scan(&there))
		return there == 0
	}
	for name, next := range map[string]func(ctx context.Context, facts fact.Recorder) error{
		"a statement": func(ctx context.Context, facts fact.Recorder) error { return facts.Record(ctx, newFact()) },
		"the end":     func(context.Context, fact.Recorder) error { return nil },
	} {
		err := unit(d).Do(t.Context(), func(ctx context.Context, facts fact.Recorder) error {
			if err := facts.Record(ctx, newFact()); err != nil {
				return err
			}
			for end := time.Now().Add(time.Minute); !givenUp(); time.Sleep(10 * time.Millisecond) {
				if time.Now().After(end) {
					t.Fatal("PostgreSQL does not give up")
				}
			}
			return next(ctx, facts)
		})
		var f *fault.Error
		if !errors.Is(err, fault.ErrUnavailable) || !errors.As(err, &f) || f.RetryAfter <= 0 {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := db.NewFacts(d.Handle()).Last(t.Context()); err != nil {
			t.Errorf("after %s: %v", name, err)
		}
	}
}
