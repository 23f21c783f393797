package gen

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

func load(t *testing.T) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(Contract)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// each calls f with every operation of the contract.
func each(t *testing.T, f func(t *testing.T, doc *openapi3.T, method, path string, op *openapi3.Operation)) {
	doc := load(t)
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			t.Run(method+" "+path, func(t *testing.T) { f(t, doc, method, path, op) })
		}
	}
}

func TestContractIsTheOneAtTheRoot(t *testing.T) {
	root, err := os.ReadFile("../../openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(root, Contract) {
		t.Fatal("openapi.yaml has changed since the code was generated: run make generate")
	}
}

func TestContractAndItsExamplesAreValid(t *testing.T) {
	doc := load(t)
	if err := doc.Validate(t.Context(), openapi3.EnableExamplesValidation(), openapi3.EnableSchemaFormatValidation()); err != nil {
		t.Fatal(err)
	}
}

func TestOperationsSayWhoAndWhat(t *testing.T) {
	allowed := keys(t, load(t), "x-access-values")
	name := regexp.MustCompile(`^[a-z][A-Za-z]+$`)
	each(t, func(t *testing.T, doc *openapi3.T, method, path string, op *openapi3.Operation) {
		if !name.MatchString(op.OperationID) || op.Summary == "" || op.Description == "" {
			t.Error("operationId, summary or description is missing")
		}
		if len(op.Tags) != 1 || doc.Tags.Get(op.Tags[0]) == nil {
			t.Errorf("one declared tag is wanted, not %v", op.Tags)
		}
		access, _ := op.Extensions["x-access"].(string)
		if !slices.Contains(allowed, access) {
			t.Errorf("x-access %q is not one of %v", access, allowed)
		}
		open := op.Security != nil && (len(*op.Security) == 0 || len((*op.Security)[0]) == 0)
		if open != (access == "public") {
			t.Errorf("x-access %q contradicts the security of the operation", access)
		}
	})
}

func TestOperationsShowSuccessAndTheirLikelyProblem(t *testing.T) {
	each(t, func(t *testing.T, _ *openapi3.T, method, path string, op *openapi3.Operation) {
		if op.RequestBody != nil {
			for kind, m := range op.RequestBody.Value.Content {
				if !hasExample(m) {
					t.Errorf("the request has no example of %s", kind)
				}
			}
		}
		problem, success := false, 0
		for status, r := range op.Responses.Map() {
			switch status[0] {
			case '2':
				success++
				body := r.Value.Content.Get("application/json")
				if body == nil {
					body = r.Value.Content.Get("text/event-stream")
				}
				if status != "204" && !hasExample(body) {
					t.Errorf("%s has no example", status)
				}
				if status == "201" && r.Value.Headers["Location"] == nil {
					t.Error("201 without Location")
				}
			case '4', '5':
				body := r.Value.Content.Get("application/problem+json")
				if !hasExample(body) {
					t.Errorf("%s has no problem example", status)
				}
				problem = problem || r.Ref == "" || status < "429"
			}
		}
		if success != 1 || !problem {
			t.Errorf("%d successes, likely problem shown: %v", success, problem)
		}
	})
}

// TestProblemCodesAreListed checks that every code an operation names is
// declared, that every status it answers has a code, and the reverse.
func TestProblemCodesAreListed(t *testing.T) {
	declared := keys(t, load(t), "x-problem-codes")
	each(t, func(t *testing.T, _ *openapi3.T, _, _ string, op *openapi3.Operation) {
		codes := stringsOf(op.Extensions["x-codes"])
		for _, code := range codes {
			if !slices.Contains(declared, code) {
				t.Errorf("%s is not in x-problem-codes", code)
			}
		}
		for status, r := range op.Responses.Map() {
			if status < "400" || r.Ref != "" {
				continue
			}
			example, _ := r.Value.Content.Get("application/problem+json").Example.(map[string]any)
			if code, _ := example["code"].(string); !slices.Contains(codes, code) {
				t.Errorf("the example of %s has code %q, which x-codes does not list", status, code)
			}
		}
	})
}

func TestPostsSayWhatARepeatDoes(t *testing.T) {
	each(t, func(t *testing.T, _ *openapi3.T, method, _ string, op *openapi3.Operation) {
		why, _ := op.Extensions["x-repeat"].(string)
		if method == "POST" && why == "" && op.Parameters.GetByInAndName("header", "Idempotency-Key") == nil {
			t.Error("neither Idempotency-Key nor x-repeat")
		}
	})
}

// TestHeadersAreSaid checks that public reads carry a tag to come back with,
// and that whoever is told to come back is told when.
func TestHeadersAreSaid(t *testing.T) {
	each(t, func(t *testing.T, _ *openapi3.T, method, _ string, op *openapi3.Operation) {
		public := method == "GET" && op.Extensions["x-access"] == "public"
		if public && (op.Responses.Value("200").Value.Headers["ETag"] == nil || op.Responses.Value("304") == nil ||
			op.Parameters.GetByInAndName("header", "If-None-Match") == nil) {
			t.Error("a public read without ETag, If-None-Match and 304")
		}
		for status, r := range op.Responses.Map() {
			if status[0] >= '4' && r.Value.Headers["X-Request-Id"] == nil {
				t.Errorf("%s without X-Request-Id", status)
			}
			if (status == "429" || status == "503") && r.Value.Headers["Retry-After"] == nil {
				t.Errorf("%s without Retry-After", status)
			}
		}
	})
}

// TestRequestBodiesAreClosed follows every request body down and checks that
// unknown fields are refused at each object.
func TestRequestBodiesAreClosed(t *testing.T) {
	var walk func(t *testing.T, at string, s *openapi3.Schema)
	walk = func(t *testing.T, at string, s *openapi3.Schema) {
		if s.Type.Is("object") && (s.AdditionalProperties.Has == nil || *s.AdditionalProperties.Has) {
			t.Errorf("%s takes unknown fields", at)
		}
		for name, p := range s.Properties {
			walk(t, at+"/"+name, p.Value)
		}
		if s.Items != nil {
			walk(t, at+"/0", s.Items.Value)
		}
		for _, part := range s.AllOf {
			walk(t, at, part.Value)
		}
	}
	each(t, func(t *testing.T, _ *openapi3.T, _, _ string, op *openapi3.Operation) {
		if op.RequestBody != nil {
			for _, m := range op.RequestBody.Value.Content {
				walk(t, "", m.Schema.Value)
			}
		}
	})
}

// TestIdentifiersHaveTheirShape checks that examples use identifiers of the
// form that the domain makes.
func TestIdentifiersHaveTheirShape(t *testing.T) {
	shape := regexp.MustCompile(`^[a-z]{3}_[0-7][0-9a-hjkmnp-tv-z]{25}$`)
	for _, word := range regexp.MustCompile(`\b[a-z]{3}_01[0-9a-z]+\b`).FindAllString(string(Contract), -1) {
		if !shape.MatchString(word) {
			t.Errorf("%s is not an identifier", word)
		}
	}
}

func hasExample(m *openapi3.MediaType) bool {
	return m != nil && (m.Example != nil || len(m.Examples) > 0)
}

func keys(t *testing.T, doc *openapi3.T, extension string) []string {
	t.Helper()
	m, ok := doc.Extensions[extension].(map[string]any)
	if !ok {
		t.Fatalf("%s is missing", extension)
	}
	var out []string
	for k, v := range m {
		if words, _ := v.(string); strings.TrimSpace(words) == "" {
			t.Errorf("%s of %s says nothing", k, extension)
		}
		out = append(out, k)
	}
	return out
}

func stringsOf(v any) []string {
	var out []string
	if b, err := json.Marshal(v); err == nil {
		_ = json.Unmarshal(b, &out)
	}
	return out
}
