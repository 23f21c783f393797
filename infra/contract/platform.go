package contract

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/platform"
)

// AuditStore is all that the database does for the audit trail.
type AuditStore interface {
	platform.Audit
	platform.Trail
}

// Audit checks the audit trail.
func Audit(t *testing.T, s AuditStore) {
	var want []ident.ID
	for i := range 7 {
		e := platform.NewEntry("acc_1", "test.done", "thing_"+strconv.Itoa(i%2), "a → b", noon.Add(time.Duration(i/2)*time.Second))
		must(t, s.Record(t.Context(), e))
		want = append([]ident.ID{e.ID}, want...)
	}
	var got []platform.Entry
	for p := (page.Request{Limit: 3}); ; {
		cut, err := s.Entries(t.Context(), "", p)
		must(t, err)
		got = append(got, cut.Items...)
		if p.After = cut.Next; p.After == "" {
			break
		}
	}
	if len(got) != len(want) {
		t.Fatalf("%d entries, want %d", len(got), len(want))
	}
	for i, e := range got {
		if e.ID != want[i] {
			t.Errorf("entry %d is out of order", i)
		}
	}
	if e := got[0]; e.Who != "acc_1" || e.Act != "test.done" || e.Note != "a → b" || !e.At.Equal(noon.Add(3*time.Second)) {
		t.Errorf("an entry changed on the way: %+v", e)
	}
	one, err := s.Entries(t.Context(), "thing_1", page.Request{})
	if err != nil || len(one.Items) != 3 {
		t.Errorf("%d entries of one subject, %v", len(one.Items), err)
	}
	if _, err := s.Entries(t.Context(), "", page.Request{After: "nonsense"}); !errors.Is(err, fault.ErrMalformed) {
		t.Errorf("an invented position: %v", err)
	}
}

// Settings checks how the settings are kept.
func Settings(t *testing.T, s platform.Values) {
	if first, err := s.Kept(t.Context()); err != nil || len(first) != 0 {
		t.Fatalf("at first: %+v, %v", first, err)
	}
	must(t, s.Put(t.Context(), map[string]int64{"a": 1, "b": 2}))
	must(t, s.Put(t.Context(), map[string]int64{"b": 3}))
	if kept, err := s.Kept(t.Context()); err != nil || len(kept) != 2 || kept["a"] != 1 || kept["b"] != 3 {
		t.Errorf("kept %+v, %v", kept, err)
	}
}
