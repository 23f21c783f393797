package db_test

import (
	"context"
	"errors"
	"testing"

	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/portable"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// TestAnOlderTownIsTakenIn imports tables as an early version had them; the
// later migrations then run over the rows, and numbering goes on after them.
func TestAnOlderTownIsTakenIn(t *testing.T) {
	table := portable.Table{Name: "facts", Columns: []string{"seq", "id", "kind", "subject", "at", "refs", "position"}}
	fill := func(ctx context.Context, s portable.Sink) error {
		return s.Insert(ctx, table, [][]any{{int64(41), "fct_1", "test.done", "thing", int64(1), "{}", nil}, {int64(42), "fct_2", "test.done", "thing", int64(2), "{}", int64(1)}})
	}
	d, err := db.Open(t.Context(), dbtest.URL(t, db.SQLite))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Import(t.Context(), 1_000_000, fill); !errors.Is(err, portable.ErrNewer) {
		t.Errorf("from the future: %v", err)
	}
	broken := errors.New("broken")
	if err := d.Import(t.Context(), 2, func(ctx context.Context, s portable.Sink) error {
		if err := fill(ctx, s); err != nil {
			t.Error(err)
		}
		return broken
	}); !errors.Is(err, broken) {
		t.Errorf("cut off: %v", err)
	}
	if err := d.Import(t.Context(), 2, fill); err != nil {
		t.Fatal(err)
	}
	if pending, err := d.Pending(t.Context()); err != nil || pending {
		t.Errorf("migrations are left to do: %v, %v", pending, err)
	}
	if err := d.Import(t.Context(), 2, fill); !errors.Is(err, portable.ErrNotEmpty) {
		t.Errorf("over a town: %v", err)
	}
}

// TestNumbersGoOnAfterThoseTakenIn records facts after an import: on neither
// engine do they take a number that was brought along.
func TestNumbersGoOnAfterThoseTakenIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var schema int64
		if err := d.Export(t.Context(), func(ctx context.Context, c portable.Contents) (err error) {
			schema, err = c.Schema(ctx)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		table := portable.Table{Name: "facts", Columns: []string{"seq", "id", "kind", "subject", "at", "refs", "position"}}
		if err := d.Import(t.Context(), schema, func(ctx context.Context, s portable.Sink) error {
			return s.Insert(ctx, table, [][]any{{int64(1), "fct_1", "test.done", "thing", int64(1), "{}", nil}})
		}); err != nil {
			t.Fatal(err)
		}
		if err := db.NewFacts(d.Handle()).Record(t.Context(), fact.New("test.done", "thing", saturday, nil)); err != nil {
			t.Errorf("a fact after the import: %v", err)
		}
	})
}
