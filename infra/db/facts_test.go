package db_test

import (
	"context"
	"testing"
	"time"

	"cabas/domain/kernel/fact"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// factStores opens one database twice on PostgreSQL, as two servers would; an
// SQLite folder has one server only.
func factStores(t *testing.T, engine db.Engine) contract.FactStores {
	t.Helper()
	one, two := openTwice(t, engine)
	return contract.FactStores{One: db.NewFacts(one.Handle()), Two: db.NewFacts(two.Handle()), Unit: unit(one)}
}

func openTwice(t *testing.T, engine db.Engine) (one, two *db.DB) {
	t.Helper()
	if engine == db.SQLite {
		d := dbtest.Open(t, engine)
		return d, d
	}
	url := dbtest.URL(t, engine)
	return dbtest.OpenAt(t, url), dbtest.OpenAt(t, url)
}

func TestFacts(t *testing.T) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		open := func(t *testing.T) contract.FactStores { return factStores(t, engine) }
		t.Run(string(engine), func(t *testing.T) {
			contract.Facts(t, open)
			contract.Relay(t, open)
		})
	}
}

// What one server stamps wakes the other, which does not look by itself here.
func TestServersHearOfOneAnothersFacts(t *testing.T) {
	one, two := openTwice(t, db.Postgres)
	ctx, leave := context.WithCancel(t.Context())
	heard, ended := make(chan struct{}, 100), make(chan struct{})
	go func() {
		defer close(ended)
		two.OnStamped(ctx, func() { heard <- struct{}{} })
	}()
	<-heard // it listens
	if err := unit(one).Do(ctx, recordOne); err != nil {
		t.Fatal(err)
	}
	if n, err := db.NewFacts(one.Handle()).Stamp(ctx, 10); err != nil || n != 1 {
		t.Fatalf("stamped %d, %v", n, err)
	}
	select {
	case <-heard:
	case <-time.After(time.Minute):
		t.Error("nothing was heard")
	}
	leave()
	<-ended
}

func TestCommitsThatRecordFactsAreTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		told := 0
		d.OnWork(func() { told++ })
		facts := db.NewFacts(d.Handle())
		if err := facts.Record(t.Context(), newFact()); err != nil || told != 1 {
			t.Fatalf("outside a transaction: %d, %v", told, err)
		}
		if err := unit(d).Do(t.Context(), recordOne); err != nil || told != 2 {
			t.Fatalf("in a transaction: %d, %v", told, err)
		}
		if err := unit(d).Do(t.Context(), doNothing); err != nil || told != 2 {
			t.Fatalf("a transaction without facts: %d, %v", told, err)
		}
	})
}

func recordOne(ctx context.Context, facts fact.Recorder) error { return facts.Record(ctx, newFact()) }

func doNothing(context.Context, fact.Recorder) error { return nil }
