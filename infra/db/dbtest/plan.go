package dbtest

import (
	"context"
	"strings"
	"testing"

	"cabas/infra/db"
)

// Indexed runs f and fails the test for each of its statements that reads a
// whole table on this engine. It answers the statements, so that a test can
// also say how many there may be.
func Indexed(t testing.TB, d *db.DB, f func(ctx context.Context)) []string {
	t.Helper()
	ctx, trace := db.WithTrace(t.Context())
	f(ctx)
	statements := trace.Statements()
	Served(t, d, statements)
	return statements
}

// Served fails the test for each of the statements that reads a whole table on
// this engine.
func Served(t testing.TB, d *db.DB, statements []string) {
	t.Helper()
	for _, s := range statements {
		if !explainable(s) {
			continue
		}
		steps, err := d.Explain(t.Context(), s)
		if err != nil {
			t.Errorf("dbtest: explaining %s: %v", s, err)
		}
		if bad := wholeTable(d.Engine(), steps); bad != "" {
			t.Errorf("dbtest: no index serves this (%s):\n%s\n%s", bad, s, strings.Join(steps, "\n"))
		}
	}
}

func explainable(statement string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(statement), " ")
	switch strings.ToUpper(strings.TrimSpace(first)) {
	case "SELECT", "INSERT", "UPDATE", "DELETE", "WITH":
		return true
	}
	return false
}

// wholeTable gives the step that reads a table from end to end without an
// index, or nothing. What a statement made itself (constant rows, a
// materialised subquery) may be read whole.
func wholeTable(engine db.Engine, steps []string) string {
	made := map[string]bool{}
	for _, step := range steps {
		if engine == db.Postgres {
			if strings.Contains(step, "Seq Scan") {
				return step
			}
			continue
		}
		words := strings.Fields(step)
		switch {
		case len(words) < 2:
		case words[0] == "CO-ROUTINE", words[0] == "MATERIALIZE":
			made[words[1]] = true
		case words[0] == "SCAN" && !made[words[1]] && !strings.Contains(step, " INDEX ") &&
			!strings.Contains(step, "CONSTANT ROW") && !strings.Contains(step, "VALUES CLAUSE"):
			return step
		}
	}
	return ""
}
