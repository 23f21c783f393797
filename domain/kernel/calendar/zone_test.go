package calendar

import (
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// moment reads "2026-03-29 01:00" as UTC.
func moment(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestAt(t *testing.T) {
	for _, c := range []struct{ zone, day, tod, want string }{
		{"Europe/Paris", "2026-01-15", "09:30", "2026-01-15 08:30"},
		{"Europe/Paris", "2026-07-15", "09:30", "2026-07-15 07:30"},
		{"Europe/Paris", "2026-07-15", "24:00", "2026-07-15 22:00"},
		// Clocks go from 02:00 to 03:00 at 01:00 UTC.
		{"Europe/Paris", "2026-03-29", "01:59", "2026-03-29 00:59"},
		{"Europe/Paris", "2026-03-29", "02:00", "2026-03-29 01:00"},
		{"Europe/Paris", "2026-03-29", "02:30", "2026-03-29 01:00"},
		{"Europe/Paris", "2026-03-29", "03:00", "2026-03-29 01:00"},
		{"Europe/Paris", "2026-03-29", "03:01", "2026-03-29 01:01"},
		{"Europe/Paris", "2026-03-29", "24:00", "2026-03-29 22:00"},
		{"Europe/Paris", "2027-03-28", "02:30", "2027-03-28 01:00"},
		// Clocks go from 03:00 back to 02:00 at 01:00 UTC.
		{"Europe/Paris", "2026-10-25", "01:59", "2026-10-24 23:59"},
		{"Europe/Paris", "2026-10-25", "02:00", "2026-10-25 00:00"},
		{"Europe/Paris", "2026-10-25", "02:59", "2026-10-25 00:59"},
		{"Europe/Paris", "2026-10-25", "03:00", "2026-10-25 02:00"},
		{"Europe/Paris", "2026-10-25", "24:00", "2026-10-25 23:00"},
		{"Europe/Paris", "2027-10-31", "02:30", "2027-10-31 00:30"},
		// French towns are in other zones too, without daylight saving ...
		{"America/Guadeloupe", "2026-03-29", "02:30", "2026-03-29 06:30"},
		{"Indian/Reunion", "2026-10-25", "00:00", "2026-10-24 20:00"},
		// ... and in one that changes around midnight.
		{"America/Miquelon", "2026-03-08", "02:30", "2026-03-08 05:00"},
		{"America/Santiago", "2026-09-06", "00:30", "2026-09-06 04:00"},
		{"America/Santiago", "2026-04-04", "23:30", "2026-04-05 02:30"},
		// Samoa had no 30 December 2011.
		{"Pacific/Apia", "2011-12-30", "12:00", "2011-12-30 10:00"},
	} {
		d, _ := ParseDate(c.day)
		tod, _ := ParseTimeOfDay(c.tod)
		if got := At(d, tod, zone(t, c.zone)); !got.Equal(moment(t, c.want)) || got.Location() != time.UTC {
			t.Errorf("%s %s in %s is %v, want %s", c.day, c.tod, c.zone, got, c.want)
		}
	}
}

func TestDayOf(t *testing.T) {
	at := moment(t, "2026-07-14 22:00")
	if d := DayOf(at, zone(t, "Europe/Paris")); d.String() != "2026-07-15" {
		t.Errorf("got %v", d)
	}
	if d := DayOf(at.Add(-1), zone(t, "Europe/Paris")); d.String() != "2026-07-14" {
		t.Errorf("got %v", d)
	}
}

// At is the first moment whose wall clock shows the time or a later one: the
// minute before always shows an earlier time.
func TestAtIsTheFirstSuchMoment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z := drawZone(t)
		d := drawDay(t)
		tod := TimeOfDay(rapid.IntRange(0, 1440).Draw(t, "minute"))
		want := time.Date(d.Year, d.Month, d.Day, 0, int(tod), 0, 0, time.UTC)
		at := At(d, tod, z)
		if wall(at.In(z)).Before(want) {
			t.Fatalf("at %v it is not yet %v %v", at.In(z), d, tod)
		}
		for back := 1; back <= 180; back++ {
			if t0 := at.Add(-time.Duration(back) * time.Minute).In(z); !wall(t0).Before(want) {
				t.Fatalf("%v already shows %v %v", t0, d, tod)
			}
		}
	})
}

// drawDay draws days often near the changes of 2026 and 2027.
func drawDay(t *rapid.T) Date {
	base := rapid.SampledFrom([]Date{{2026, 3, 29}, {2026, 10, 25}, {2027, 3, 28}, {2027, 10, 31}, {2026, 7, 1}}).Draw(t, "near")
	return base.AddDays(rapid.IntRange(-4, 2).Draw(t, "days"))
}

func drawZone(t *rapid.T) *time.Location {
	name := rapid.SampledFrom([]string{"Europe/Paris", "Europe/Paris", "America/Miquelon", "America/Santiago", "Indian/Reunion", "UTC"}).Draw(t, "zone")
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}
