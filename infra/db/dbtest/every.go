package dbtest

import (
	"context"
	"regexp"
	"strings"
	"sync"
	"testing"

	"cabas/infra/db"
)

// values are what tells one run of a statement from another.
var values = regexp.MustCompile(`'(?:[^']|'')*'|\b\d+\b|\$\d+`)

// repeated are lists of values, of whatever length.
var repeated = regexp.MustCompile(`\?(?:\s*,\s*\?)+|\(\?\)(?:\s*,\s*\(\?\))+`)

// shapeOf is a statement without its values.
func shapeOf(statement string) string {
	shape := values.ReplaceAllString(statement, "?")
	shape = repeated.ReplaceAllString(strings.Join(strings.Fields(shape), " "), "?")
	return repeated.ReplaceAllString(shape, "?")
}

// explained are the shapes that were explained already, by engine: once in a
// process is enough.
var explained sync.Map

// explainAll asks the engine, at the end of the test, for the plan of each
// statement that is run on d from now on, and fails the test for those that read
// a whole table. Work that is asked of the database beside requests is found so
// too: jobs, reports, the relay.
func explainAll(t testing.TB, d *db.DB) {
	var mu sync.Mutex
	heard := map[string]string{}
	d.Hear(func(statement string) {
		shape := string(d.Engine()) + " " + shapeOf(statement)
		if _, done := explained.Load(shape); done || !explainable(statement) {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		heard[shape] = statement
	})
	t.Cleanup(func() {
		d.Hear(func(string) {})
		mu.Lock()
		defer mu.Unlock()
		for shape, statement := range heard {
			steps, err := d.Explain(context.WithoutCancel(t.Context()), statement)
			if err != nil {
				continue // it was refused when it was run, or the test closed the database
			}
			explained.Store(shape, true)
			if bad := wholeTable(d.Engine(), steps); bad != "" && !excepted(statement) {
				t.Errorf("dbtest: no index serves this (%s):\n%s\n%s", bad, statement, strings.Join(steps, "\n"))
			}
		}
	})
}

// few holds a handful of rows for ever: keys that take turns, thresholds.
var few = regexp.MustCompile(`(?i)\b(FROM|UPDATE|INTO) (signing_keys|push_keys|settings|listeners)\b`)

func excepted(statement string) bool { return few.MatchString(statement) }
