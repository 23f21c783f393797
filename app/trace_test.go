package app_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"cabas/app"
	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// collected is what a collector was told of one span.
type collected struct {
	TraceID, SpanID, ParentSpanID, Name string
	Kind                                int
	StartTimeUnixNano                   string
	EndTimeUnixNano                     string
	Attributes                          []struct {
		Key   string
		Value struct{ StringValue, IntValue string }
	}
	Status struct{ Code int }
}

func (c collected) has(key, want string) bool {
	return slices.ContainsFunc(c.Attributes, func(a struct {
		Key   string
		Value struct{ StringValue, IntValue string }
	}) bool {
		return a.Key == key && (a.Value.StringValue == want || a.Value.IntValue == want)
	})
}

// collector is an OTLP receiver over HTTP.
type collector struct {
	mu       sync.Mutex
	spans    []collected
	heard    strings.Builder
	resource string
	key      string
}

// numbers are the identifiers and times of a span: digits in which any code of
// six may stand by chance.
var numbers = regexp.MustCompile(`"(traceId|spanId|parentSpanId|startTimeUnixNano|endTimeUnixNano)":"[0-9a-f]+"`)

func (c *collector) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var batch struct {
		ResourceSpans []struct {
			Resource   json.RawMessage
			ScopeSpans []struct{ Spans []collected }
		}
	}
	if r.URL.Path != "/v1/traces" || r.Header.Get("Content-Type") != "application/json" || json.Unmarshal(body, &batch) != nil {
		http.Error(w, "not OTLP", http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.key = r.Header.Get("X-Key")
	c.heard.Write(numbers.ReplaceAll(body, []byte(`"$1":""`)))
	for _, rs := range batch.ResourceSpans {
		c.resource = string(rs.Resource)
		for _, s := range rs.ScopeSpans {
			c.spans = append(c.spans, s.Spans...)
		}
	}
}

// TestACollectorIsToldOfEverythingAndNobody has a guest order, sees the request,
// its statements and the letter as spans, and finds nothing personal in them.
func TestACollectorIsToldOfEverythingAndNobody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := &collector{}
		receiver := httptest.NewServer(c)
		defer receiver.Close()
		t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.URL)
		t.Setenv("OTEL_EXPORTER_OTLP_HEADERS", "X-Key=a%20b")
		said := &ear{heard: map[string]string{}}
		t.Run("story", func(t *testing.T) { // its server stops at its end, and delivers
			w := newWorld(t, d, clock.NewManual(saturday))
			w.client = &http.Client{Transport: said}
			martin, _ := w.signUp("martin@exemple.fr", "Martin")
			bakery := martin.opensShop("Épi")
			bread := martin.sells(bakery, "Pain de campagne", 450, 10)
			wishes := wish(bakery, bread, 1)
			w.nobody().places(checkoutOf(w.nobody().post("/quotes", object{"shops": []object{wishes}}).must(200), wishes)).must(201)
			w.nobody().get("/shops/nulle-part").refused(404, "not_found")
			w.awaitsLetter("camille.durand@exemple.fr", "checkout.code", "")
		})
		c.mu.Lock()
		defer c.mu.Unlock()
		if !strings.Contains(c.resource, `"cabas"`) || !strings.Contains(c.resource, app.Version) || c.key != "a b" {
			t.Errorf("told by %s with %q", c.resource, c.key)
		}
		find := func(what string, ok func(collected) bool) collected {
			i := slices.IndexFunc(c.spans, ok)
			if i < 0 {
				t.Fatalf("%s is not among %d spans", what, len(c.spans))
			}
			return c.spans[i]
		}
		placing := find("the checkout", func(s collected) bool {
			return s.Name == "POST /api/v1/checkouts" && s.Kind == 2 && s.ParentSpanID == "" && s.has("http.response.status_code", "201") && s.has("http.route", "/api/v1/checkouts")
		})
		insert := find("its order", func(s collected) bool {
			return s.TraceID == placing.TraceID && s.ParentSpanID == placing.SpanID && s.Name == "INSERT" && strings.Contains(attribute(s, "db.query.text"), "orders")
		})
		if insert.StartTimeUnixNano > insert.EndTimeUnixNano || insert.StartTimeUnixNano < placing.StartTimeUnixNano || len(insert.TraceID) != 32 || len(insert.SpanID) != 16 {
			t.Errorf("the statement is %+v in %+v", insert, placing)
		}
		find("a shop that is not there", func(s collected) bool {
			return s.Name == "GET /api/v1/shops/:shopId" && s.has("http.response.status_code", "404") && s.Status.Code == 0
		})
		find("a letter", func(s collected) bool { return strings.HasPrefix(s.Name, "send ") && s.Kind == 3 })
		for words, what := range said.heard {
			if strings.Contains(c.heard.String(), words) {
				t.Errorf("the collector was told %s: %q", what, words)
			}
		}
		for _, words := range []string{"exemple.fr", "Durand", "Pain de campagne", "nulle-part", "127.0.0.1"} {
			if strings.Contains(c.heard.String(), words) {
				t.Errorf("the collector was told %q", words)
			}
		}
	})
}

func attribute(s collected, key string) string {
	for _, a := range s.Attributes {
		if a.Key == key {
			return a.Value.StringValue
		}
	}
	return ""
}

// TestADeadCollectorHoldsNothingUp serves as ever and says that nobody listens.
func TestADeadCollectorHoldsNothingUp(t *testing.T) {
	t.Setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:1/v1/traces")
	d := dbtest.Open(t, db.SQLite)
	t.Run("story", func(t *testing.T) {
		w := newWorld(t, d, clock.NewManual(saturday))
		w.nobody().get("/trades").must(200)
	})
	t.Setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "collector:4318")
	if _, err := app.Build(app.Config{Data: t.TempDir(), BaseURL: "http://localhost", Demo: true}, d, clock.System{}, nil); err == nil || !strings.Contains(err.Error(), "OTEL_EXPORTER_OTLP_ENDPOINT") {
		t.Errorf("an address that is none: %v", err)
	}
}
