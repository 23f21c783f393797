package front

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"cabas/api/mid"
	"cabas/api/problem"
	"cabas/domain/kernel/fault"
)

// told holds the API's answers to the questions that a page would ask, by
// address: exactly what the API would send.
type told map[string]saying

type saying struct {
	Status int             `json:"status"`
	Body   json.RawMessage `json:"body"`
}

// status is that of the page: not found when anything it is about is not.
func (t told) status() int {
	for _, s := range t {
		if s.Status != http.StatusOK {
			return s.Status
		}
	}
	return http.StatusOK
}

// answer writes itself; every answer of the contract's does, under its own name.
type answer func(w http.ResponseWriter) error

// tell notes what the API answers at an address, and reports whether there is
// anything: what is not found is told too. Other faults are the caller's.
func (t told) tell(ctx context.Context, address string, write answer, err error) (bool, error) {
	var f *fault.Error
	if errors.As(err, &f) && f.Kind == fault.NotFound {
		body, err := json.Marshal(problem.Of(f, mid.LanguageOf(ctx)))
		t[address] = saying{http.StatusNotFound, body}
		return false, err
	}
	if err != nil {
		return false, err
	}
	var b buffer
	if err := write(&b); err != nil {
		return false, err
	}
	t[address] = saying{http.StatusOK, b.Bytes()}
	return true, nil
}

// inside writes the answers as a block of data that no browser runs. The JSON
// escapes <, > and &, so that nothing a shop wrote can end the block.
func (t told) inside(language string) (string, error) {
	body, err := json.Marshal(struct {
		Lang    string `json:"lang"`
		Answers told   `json:"answers"`
	}{language, t})
	return `<script type="application/json" id="told">` + string(body) + "</script>", err
}

// asked is the page to draw, as the script expects it.
func (v view) asked(language string) ([]byte, error) {
	return json.Marshal(struct {
		Page    string            `json:"page"`
		Path    string            `json:"path"`
		Params  map[string]string `json:"params"`
		Lang    string            `json:"lang"`
		Answers told              `json:"answers"`
	}{v.name, v.path, v.params, language, v.told})
}

// buffer takes what an answer writes; its status and headers are known.
type buffer struct{ bytes.Buffer }

func (*buffer) Header() http.Header { return http.Header{} }
func (*buffer) WriteHeader(int)     {}
