package contract

import (
	"context"
	"errors"
	"testing"
	"time"

	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/kernel/work"
)

// FactStore is all that the database does for facts.
type FactStore interface {
	fact.Recorder
	fact.Log
	fact.Tail
	fact.Shelf
	fact.Parking
}

// FactStores is one database as two servers see it.
type FactStores struct {
	One, Two FactStore
	Unit     work.Unit[fact.Recorder]
}

var noon = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)

func happened(subject ident.ID) fact.Fact {
	return fact.New("test.happened", subject, noon, map[string]ident.ID{"shop": "shp_1"})
}

// stamped records facts, one per subject named, and gives them positions.
func stamped(t *testing.T, s FactStore, subjects ...ident.ID) []fact.Fact {
	t.Helper()
	facts := make([]fact.Fact, len(subjects))
	for i, subject := range subjects {
		facts[i] = happened(subject)
	}
	must(t, s.Record(t.Context(), facts...))
	for {
		if n, err := s.Stamp(t.Context(), 100); err != nil || n == 0 {
			must(t, err)
			break
		}
	}
	due, err := s.Due(t.Context(), "a listener never heard of", 1000)
	must(t, err)
	return due[len(due)-len(facts):]
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Facts checks the log and the shelf of facts.
func Facts(t *testing.T, open func(t *testing.T) FactStores) {
	t.Run("a fact survives the round trip", func(t *testing.T) {
		s := open(t).One
		want := happened("ord_1")
		must(t, s.Record(t.Context(), want))
		_, err := s.Stamp(t.Context(), 10)
		must(t, err)
		due, err := s.Due(t.Context(), "ear", 10)
		must(t, err)
		got := due[0]
		if got.ID != want.ID || got.Kind != want.Kind || got.Subject != want.Subject || !got.At.Equal(want.At) || got.Refs["shop"] != "shp_1" || got.Position != 1 {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	})
	t.Run("a listener is leased to one server", func(t *testing.T) { leases(t, open(t)) })
	t.Run("told moves on and never back", func(t *testing.T) {
		s := open(t).One
		stamped(t, s, "ord_1", "ord_2", "ord_3")
		_, err := s.Lease(t.Context(), "ear", "a", noon, noon.Add(time.Minute))
		must(t, err)
		must(t, s.Told(t.Context(), "ear", 2))
		must(t, s.Told(t.Context(), "ear", 1))
		due, err := s.Due(t.Context(), "ear", 10)
		if err != nil || len(due) != 1 || due[0].Position != 3 {
			t.Fatalf("due: %+v, %v", due, err)
		}
	})
	t.Run("the tail follows the public order", func(t *testing.T) {
		s := open(t).One
		if last, err := s.Last(t.Context()); err != nil || last != 0 {
			t.Fatalf("before the first: %d, %v", last, err)
		}
		facts := stamped(t, s, "ord_1", "ord_2", "ord_3")
		must(t, s.Record(t.Context(), happened("ord_4"))) // has no place yet
		last, err := s.Last(t.Context())
		must(t, err)
		since, err := s.Since(t.Context(), 1, 10)
		must(t, err)
		if last != 3 || len(since) != 2 || since[0].ID != facts[1].ID || since[1].Position != 3 || since[1].Refs["shop"] != "shp_1" {
			t.Fatalf("last %d, since the first %+v", last, since)
		}
		if one, err := s.Since(t.Context(), 0, 1); err != nil || len(one) != 1 || one[0].ID != facts[0].ID {
			t.Fatalf("at most one: %+v, %v", one, err)
		}
	})
	t.Run("a later commit with an earlier number is not missed", func(t *testing.T) { lateCommit(t, open(t)) })
	t.Run("the shelf keeps the order of a subject", func(t *testing.T) { shelf(t, open(t).One) })
	t.Run("parked facts are listed and released", func(t *testing.T) { parked(t, open(t).One) })
}

func leases(t *testing.T, s FactStores) {
	take := func(s FactStore, node string, now, until time.Time, want bool) {
		t.Helper()
		got, err := s.Lease(t.Context(), "ear", node, now, until)
		if err != nil || got != want {
			t.Fatalf("%s: %v, %v, want %v", node, got, err, want)
		}
	}
	take(s.One, "a", noon, noon.Add(time.Minute), true)
	take(s.Two, "b", noon, noon.Add(time.Minute), false)
	take(s.One, "a", noon, noon.Add(2*time.Minute), true) // kept on
	take(s.Two, "b", noon.Add(3*time.Minute), noon.Add(4*time.Minute), true)
	take(s.One, "a", noon.Add(3*time.Minute), noon.Add(5*time.Minute), false)
	take(s.Two, "b", noon.Add(3*time.Minute), time.Time{}, true) // given back
	take(s.One, "a", noon.Add(3*time.Minute), noon.Add(5*time.Minute), true)
}

// lateCommit has a first transaction commit after a second that begun later;
// on an engine with one writer the second simply waits.
func lateCommit(t *testing.T, s FactStores) {
	early, late := happened("ord_1"), happened("ord_2")
	recorded, done := make(chan struct{}), make(chan error)
	go func() {
		done <- s.Unit.Do(context.WithoutCancel(t.Context()), func(ctx context.Context, facts fact.Recorder) error {
			err := facts.Record(ctx, early)
			close(recorded)
			time.Sleep(200 * time.Millisecond)
			return err
		})
	}()
	<-recorded
	must(t, s.Two.Record(t.Context(), late))
	_, err := s.Two.Stamp(t.Context(), 10)
	must(t, err)
	_, err = s.One.Lease(t.Context(), "ear", "a", noon, noon.Add(time.Minute))
	must(t, err)
	first, err := s.One.Due(t.Context(), "ear", 10)
	must(t, err)
	must(t, s.One.Told(t.Context(), "ear", int64(len(first))))
	must(t, <-done)
	_, err = s.One.Stamp(t.Context(), 10)
	must(t, err)
	second, err := s.One.Due(t.Context(), "ear", 10)
	must(t, err)
	if len(first)+len(second) != 2 {
		t.Fatalf("a fact was missed: %v then %v", first, second)
	}
}

func shelf(t *testing.T, s FactStore) {
	facts := stamped(t, s, "ord_1", "ord_1", "ord_2")
	must(t, s.Hold(t.Context(), fact.Held{Fact: facts[0], Listener: "ear", Tries: 1, Next: noon, LastError: "sad"}))
	must(t, s.Hold(t.Context(), fact.Held{Fact: facts[0], Listener: "ear"})) // read again after a crash
	must(t, s.Hold(t.Context(), fact.Held{Fact: facts[1], Listener: "ear"}))
	held, err := s.Subjects(t.Context(), "ear", []ident.ID{"ord_1", "ord_2"})
	if err != nil || !held["ord_1"] || held["ord_2"] {
		t.Fatalf("subjects: %v, %v", held, err)
	}
	again := func(now time.Time, want ...ident.ID) {
		t.Helper()
		got, err := s.Again(t.Context(), "ear", now, 10)
		must(t, err)
		if len(got) != len(want) {
			t.Fatalf("again: %+v, want %v", got, want)
		}
		for i, h := range got {
			if h.Fact.ID != want[i] {
				t.Fatalf("again: %+v, want %v", got, want)
			}
		}
	}
	again(noon.Add(-time.Second))
	again(noon, facts[0].ID)
	must(t, s.Settle(t.Context(), "ear", facts[0]))
	again(noon, facts[1].ID)
	must(t, s.Settle(t.Context(), "ear", facts[1]))
	again(noon)
}

func parked(t *testing.T, s FactStore) {
	facts := stamped(t, s, "ord_1", "ord_2", "ord_3")
	for _, f := range facts[:2] {
		must(t, s.Hold(t.Context(), fact.Held{Fact: f, Listener: "ear", Tries: 6, Parked: true, LastError: "sad"}))
	}
	first, err := s.Parked(t.Context(), page.Request{Limit: 1})
	must(t, err)
	rest, err := s.Parked(t.Context(), page.Request{Limit: 1, After: first.Next})
	must(t, err)
	if len(first.Items) != 1 || len(rest.Items) != 1 || rest.Next != "" || rest.Items[0].Fact.ID != facts[1].ID || rest.Items[0].LastError != "sad" {
		t.Fatalf("parked: %+v then %+v", first, rest)
	}
	if _, err := s.Release(t.Context(), facts[2].ID, noon); !errors.Is(err, fault.ErrNotFound) {
		t.Fatalf("releasing what is not parked: %v", err)
	}
	was, err := s.Release(t.Context(), facts[0].ID, noon)
	if err != nil || len(was) != 1 || was[0].Listener != "ear" || was[0].Tries != 6 {
		t.Fatalf("released %+v, %v", was, err)
	}
	got, err := s.Again(t.Context(), "ear", noon, 10)
	if err != nil || len(got) != 1 || got[0].Fact.ID != facts[0].ID || got[0].Tries != 0 {
		t.Fatalf("after the release: %+v, %v", got, err)
	}
}
