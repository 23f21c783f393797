package db_test

import (
	"context"
	"errors"
	"testing"

	"cabas/domain/kernel/fact"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func TestTheDoctorSeesWhatIsBroken(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		contract.Doctor(t, orderHouse(t, d), db.NewSnapshot(d, db.NewBooks), func(statement string) {
			if err := d.Execute(statement); err != nil {
				t.Fatalf("%s: %v", statement, err)
			}
		})
	})
}

func TestASnapshotSeesOneMoment(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		count := func(ctx context.Context, h db.Handle) int64 {
			f, err := db.NewBooks(h).Facts(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return f.Waiting
		}
		look := db.NewSnapshot(d, func(h db.Handle) db.Handle { return h })
		if err := look.Do(t.Context(), func(ctx context.Context, h db.Handle) error {
			before := count(ctx, h)
			if err := db.NewFacts(d.Handle()).Record(t.Context(), fact.New("test.done", "thing_1", saturday, nil)); err != nil {
				t.Fatal(err)
			}
			if after := count(ctx, h); after != before {
				t.Errorf("%d facts became %d in one moment", before, after)
			}
			if db.NewFacts(h).Record(ctx, fact.New("test.done", "thing_1", saturday, nil)) == nil {
				t.Error("a snapshot could write")
			}
			return errors.New("enough")
		}); err == nil || err.Error() == "" {
			t.Error("the error was lost")
		}
	})
}

func TestReadingBesideAServer(t *testing.T) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			address := dbtest.URL(t, engine)
			if engine == db.SQLite {
				if _, err := db.OpenReading(t.Context(), address); err == nil {
					t.Error("it opened what is not there")
				}
			}
			serving, err := db.Open(t.Context(), address)
			if err != nil {
				t.Fatal(err)
			}
			defer serving.Close()
			if engine == db.SQLite {
				if _, err := db.OpenReading(t.Context(), address); !errors.Is(err, db.ErrOther) {
					t.Errorf("an empty database: %v", err)
				}
			}
			if _, err := serving.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			reading, err := db.OpenReading(t.Context(), address)
			if err != nil {
				t.Fatal(err)
			}
			defer reading.Close()
			if _, err := db.NewBooks(reading.Handle()).Facts(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}
