package app_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// TestOtherMethodsAreRefused asks every path of the contract with the methods
// that it does not have: the answer is 405 and names those it has.
func TestOtherMethodsAreRefused(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday))
	contract := document(t)
	every := []string{"GET", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"}
	for path, item := range contract.Paths.Map() {
		var has []string
		for method := range item.Operations() {
			has = append(has, method)
		}
		slices.Sort(has)
		for _, method := range every {
			if slices.Contains(has, method) || meant(contract, method, path) {
				continue
			}
			a := w.nobody().call(method, strings.NewReplacer("{", "", "}", "").Replace(path), nil)
			a.refused(http.StatusMethodNotAllowed, "request.method")
			if got := a.header.Get("Allow"); got != strings.Join(has, ", ") {
				t.Errorf("%s %s allows %q, the contract %q", method, path, got, has)
			}
		}
	}
	w.nobody().get("/nothing/here").refused(http.StatusNotFound, "not_found")
}

// meant tells whether a path can be another one's too, with that method, as
// "/sessions/refresh" would be the session with that name.
func meant(contract *openapi3.T, method, path string) bool {
	asked := strings.Split(path, "/")
	for other, item := range contract.Paths.Map() {
		fits := slices.EqualFunc(strings.Split(other, "/"), asked, func(a, b string) bool { return a == b || strings.HasPrefix(a, "{") })
		if fits && other != path && item.GetOperation(method) != nil {
			return true
		}
	}
	return false
}
