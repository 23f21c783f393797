package db_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"cabas/domain/kernel/fact"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func unit(d *db.DB) db.Unit[fact.Recorder] {
	return db.NewUnit(d, func(h db.Handle) fact.Recorder { return db.NewFacts(h) })
}

func newFact() fact.Fact {
	return fact.New("test.happened", "ord_1", time.Now().UTC(), nil)
}

func count(t *testing.T, d *db.DB) int {
	t.Helper()
	n, err := db.NewFacts(d.Handle()).Stamp(context.Background(), 100)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestDoCommitsWhatItRecords(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		err := unit(d).Do(t.Context(), func(ctx context.Context, facts fact.Recorder) error {
			return facts.Record(ctx, newFact(), newFact())
		})
		if err != nil || count(t, d) != 2 {
			t.Fatalf("facts were lost: %v", err)
		}
	})
}

func TestDoUndoesEverythingOnErrorAndPanic(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		sad := errors.New("sad")
		err := unit(d).Do(t.Context(), func(ctx context.Context, facts fact.Recorder) error {
			return errors.Join(facts.Record(ctx, newFact()), sad)
		})
		if !errors.Is(err, sad) {
			t.Fatalf("the error was lost: %v", err)
		}
		func() {
			defer func() { _ = recover() }()
			_ = unit(d).Do(t.Context(), func(ctx context.Context, facts fact.Recorder) error {
				_ = facts.Record(ctx, newFact())
				panic("bad")
			})
		}()
		if n := count(t, d); n != 0 {
			t.Fatalf("%d facts survived", n)
		}
	})
}

func TestMisuseFailsLoudly(t *testing.T) {
	misuse := map[string]func(ctx context.Context, d *db.DB) error{
		"an outer store inside": func(ctx context.Context, d *db.DB) error {
			return db.NewFacts(d.Handle()).Record(ctx, newFact())
		},
		"a unit inside a unit": func(ctx context.Context, d *db.DB) error {
			return unit(d).Do(ctx, func(context.Context, fact.Recorder) error { return nil })
		},
	}
	for name, f := range misuse {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				defer func() {
					if recover() == nil {
						t.Error("nothing was said")
					}
					if n := count(t, d); n != 0 {
						t.Errorf("%d facts were written all the same", n)
					}
				}()
				_ = unit(d).Do(ctx, func(ctx context.Context, _ fact.Recorder) error { return f(ctx, d) })
			})
		})
	}
}

func TestWholeHoldsUnitsTogether(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		sad := errors.New("sad")
		twice := func(end error) error {
			return d.Whole(t.Context(), func(ctx context.Context, h db.Handle) error {
				inside := db.NewUnitOn(h, func(h db.Handle) fact.Recorder { return db.NewFacts(h) })
				for range 2 {
					if err := inside.Do(ctx, func(ctx context.Context, facts fact.Recorder) error {
						return facts.Record(ctx, newFact())
					}); err != nil {
						return err
					}
				}
				return end
			})
		}
		if err := twice(sad); !errors.Is(err, sad) || count(t, d) != 0 {
			t.Fatalf("a unit outlived the whole: %v", err)
		}
		if err := twice(nil); err != nil || count(t, d) != 2 {
			t.Fatalf("facts were lost: %v", err)
		}
	})
}
