package app_test

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// figures gives what /metrics says.
func (w *world) figures() string {
	w.t.Helper()
	seen := httptest.NewRecorder()
	w.server.Figures().ServeHTTP(seen, httptest.NewRequest("GET", "/metrics", nil))
	if seen.Code != 200 {
		w.t.Fatalf("/metrics: %d", seen.Code)
	}
	return seen.Body.String()
}

func TestFiguresCountWithoutNamingAnybody(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		shop := martin.opensShop("Épi")
		bread := martin.sells(shop, "Pain de campagne", 450, 1)
		one := wish(shop, bread, 1)
		quote := martin.post("/quotes", object{"shops": []object{one}}).must(200)
		martin.places(checkoutOf(quote, one)).must(201)
		martin.places(checkoutOf(quote, one)).refused(409, "catalog.out_of_stock")
		var said string
		for _, line := range []string{
			`cabas_request_seconds_count{method="POST",route="/api/v1/checkouts",status="201"} 1`,
			`cabas_request_seconds_count{method="POST",route="/api/v1/checkouts",status="409"} 1`,
			`cabas_problems_total{code="catalog.out_of_stock"} 1`,
			`cabas_database_up 1`, `cabas_mails_failed 0`, `cabas_facts_parked 0`, `cabas_requests_under_way 0`,
			`cabas_database_connections{pool="write",state="allowed"}`, `go_goroutines `, `cabas_facts_oldest_seconds `,
		} {
			await(t, "the figures say "+line, func() bool { // a request is counted once it is answered
				said = w.figures()
				return strings.Contains(said, line)
			})
		}
		if found := regexp.MustCompile(`exemple|Martin|(shp|ord|acc|bsk|var)_[0-9a-z]{10}`).FindString(said); found != "" {
			t.Errorf("the figures name %q", found)
		}
		for _, name := range slices.Concat(dashboard(t), alarms(t)) {
			if !strings.Contains(said, name) {
				t.Errorf("the dashboard or an alarm reads %s, which is no figure", name)
			}
		}
	})
}

// dashboard lists the figures that docs/grafana.json shows.
func dashboard(t *testing.T) (names []string) {
	t.Helper()
	text, err := os.ReadFile("../docs/grafana.json")
	if err != nil {
		t.Fatal(err)
	}
	var board struct {
		Panels []struct{ Targets []struct{ Expr string } }
	}
	if err := json.Unmarshal(text, &board); err != nil {
		t.Fatal(err)
	}
	for _, p := range board.Panels {
		for _, target := range p.Targets {
			names = append(names, regexp.MustCompile(`\b(cabas|go|process)_[a-z_]+`).FindAllString(target.Expr, -1)...)
		}
	}
	if len(names) < 20 {
		t.Fatalf("only %d figures are shown", len(names))
	}
	return names
}

// alarms lists the figures that docs/alarms.yml reads, whose codes of problems
// must be in the contract.
func alarms(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../docs/alarms.yml")
	if err != nil {
		t.Fatal(err)
	}
	codes, _ := document(t).Extensions["x-problem-codes"].(map[string]any)
	for _, named := range regexp.MustCompile(`code=~?"([a-z_.|]+)"`).FindAllSubmatch(text, -1) {
		for code := range strings.SplitSeq(string(named[1]), "|") {
			if _, ok := codes[code]; !ok {
				t.Errorf("an alarm waits for %q, which no answer is", code)
			}
		}
	}
	names := regexp.MustCompile(`\bcabas_[a-z_]+`).FindAllString(string(text), -1)
	if len(names) < 10 {
		t.Fatalf("only %d figures are read", len(names))
	}
	return names
}
