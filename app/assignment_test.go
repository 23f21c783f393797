package app_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// TestUnknownFieldsAreRefused adds a field that the contract does not know to
// every object of every body, and a parameter to every address: each time the
// request is refused and the stranger named. Nobody slips in a role, a price or
// an owner.
func TestUnknownFieldsAreRefused(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday))
	s := &scene{world: w}
	for _, op := range w.operations() {
		path := filled(op)
		who := w.nobody().with("If-Match", `"1"`).with("Idempotency-Key", "4a5e1a2c-7d3b-4a53-9c57-0d7d1f0a9f11")
		t.Run(op.OperationID, func(t *testing.T) {
			w.t = t
			who.call(op.method, path+"?administrator=true", nil).names(t, "?administrator")
			if op.RequestBody == nil || op.RequestBody.Value.Content.Get("application/json") == nil {
				return
			}
			body := s.example(op)
			objects(body, "", func(o map[string]any, pointer string) {
				o["administrator"] = true
				who.call(op.method, path, body).names(t, pointer+"/administrator")
				delete(o, "administrator")
			})
		})
	}
}

// names fails the test unless the answer refuses the field at pointer.
func (a *answer) names(t *testing.T, pointer string) {
	t.Helper()
	var problem struct {
		Code   string
		Errors []struct{ Pointer, Code string }
	}
	if err := json.Unmarshal(a.body, &problem); err != nil {
		t.Fatalf("got %d: %s", a.status, a.body)
	}
	for _, e := range problem.Errors {
		// Where a body may have one of several shapes, it is the whole that is wrong.
		whole := e.Code == "malformed" && strings.HasPrefix(pointer, e.Pointer+"/")
		if a.status == http.StatusBadRequest && (e.Pointer == pointer && e.Code == "unknown" || whole) {
			return
		}
	}
	t.Errorf("%s is not refused: %d %s", pointer, a.status, a.body)
}

// filled is the path of an operation with the contract's own examples in it.
func filled(op operation) string {
	return parameter.ReplaceAllStringFunc(op.path, func(name string) string {
		p := op.Parameters.GetByInAndName(openapi3.ParameterInPath, strings.Trim(name, "{}"))
		if text, ok := p.Example.(string); ok {
			return text
		}
		return name
	})
}

// objects visits every object within v.
func objects(v any, pointer string, visit func(map[string]any, string)) {
	switch v := v.(type) {
	case map[string]any:
		visit(v, pointer)
		for name, inner := range v {
			if name != "administrator" {
				objects(inner, pointer+"/"+name, visit)
			}
		}
	case []any:
		for i, inner := range v {
			objects(inner, pointer+"/"+string(rune('0'+i%10)), visit)
		}
	}
}

// TestEveryBodyIsClosed walks through the schemas of every body: each object
// says that it takes no other fields, also those that no example shows.
func TestEveryBodyIsClosed(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday))
	for _, op := range w.operations() {
		if op.RequestBody == nil {
			continue
		}
		for media, content := range op.RequestBody.Value.Content {
			if media == "application/json" {
				closed(t, op.OperationID, content.Schema, map[*openapi3.Schema]bool{})
			}
		}
	}
}

func closed(t *testing.T, at string, ref *openapi3.SchemaRef, seen map[*openapi3.Schema]bool) {
	t.Helper()
	if ref == nil || seen[ref.Value] {
		return
	}
	s := ref.Value
	seen[s] = true
	if s.Type.Is("object") && (s.AdditionalProperties.Has == nil || *s.AdditionalProperties.Has) && s.AdditionalProperties.Schema == nil {
		t.Errorf("%s takes any field", at)
	}
	for name, p := range s.Properties {
		closed(t, at+"/"+name, p, seen)
	}
	closed(t, at+"/0", s.Items, seen)
	for _, inner := range append(append(append(openapi3.SchemaRefs{}, s.AllOf...), s.OneOf...), s.AnyOf...) {
		closed(t, at, inner, seen)
	}
}
