package app_test

import (
	"strconv"
	"testing"

	"gopkg.in/yaml.v3"

	"cabas/api/gen"
	"cabas/api/problem"
	"cabas/domain/kernel/fault"
)

func TestEveryFaultIsWordedAndInTheContract(t *testing.T) {
	for _, code := range problem.Unsaid() {
		t.Errorf("%s has no words in one of the languages (api/problem/words_*.go)", code)
	}
	var contract struct {
		Codes  map[string]string `yaml:"x-problem-codes"`
		Fields map[string]string `yaml:"x-field-codes"`
	}
	if err := yaml.Unmarshal(gen.Contract, &contract); err != nil {
		t.Fatal(err)
	}
	for _, code := range fault.Codes() {
		if contract.Codes[code] == "" {
			t.Errorf("%s is not in x-problem-codes of openapi.yaml", code)
		}
	}
	for _, code := range fault.FieldCodes() {
		if contract.Fields[code] == "" {
			t.Errorf("field code %s is not in x-field-codes of openapi.yaml", code)
		}
	}
}

// TestCodesAndStatusesOfOperationsAgree checks that each code an operation lists
// is answered with a status that the operation describes, and the reverse.
func TestCodesAndStatusesOfOperationsAgree(t *testing.T) {
	for path, item := range document(t).Paths.Map() {
		for method, op := range item.Operations() {
			said := map[string]bool{}
			for _, code := range codesOf(op) {
				status := strconv.Itoa(problem.StatusOf(code))
				if said[status] = true; op.Responses.Value(status) == nil {
					t.Errorf("%s %s lists %s and describes no %s", method, path, code, status)
				}
			}
			for status := range op.Responses.Map() {
				if status >= "400" && !said[status] {
					t.Errorf("%s %s describes %s and lists no code of it", method, path, status)
				}
			}
		}
	}
}
