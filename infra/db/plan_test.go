package db_test

import (
	"context"
	"strings"
	"testing"

	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func TestFactsAreReadByIndex(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		facts := db.NewFacts(d.Handle())
		run := dbtest.Indexed(t, d, func(ctx context.Context) {
			if err := facts.Record(ctx, newFact(), newFact()); err != nil {
				t.Fatal(err)
			}
			if _, err := facts.Stamp(ctx, 10); err != nil {
				t.Fatal(err)
			}
			if _, err := facts.Due(ctx, "nobody", 10); err != nil {
				t.Fatal(err)
			}
			if _, err := facts.Since(ctx, 1, 10); err != nil {
				t.Fatal(err)
			}
			if _, err := facts.Last(ctx); err != nil {
				t.Fatal(err)
			}
		})
		if len(run) < 3 {
			t.Errorf("only %d statements were seen", len(run))
		}
	})
}

func TestExplainShowsAWholeTableRead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		steps, err := d.Explain(t.Context(), "SELECT id FROM facts WHERE kind = 'a'")
		if err != nil {
			t.Fatal(err)
		}
		if plan := strings.Join(steps, "\n"); !strings.Contains(plan, "SCAN facts") && !strings.Contains(plan, "Seq Scan") {
			t.Errorf("a read without an index was not seen:\n%s", plan)
		}
	})
}
