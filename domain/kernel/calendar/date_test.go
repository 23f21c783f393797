package calendar

import (
	"errors"
	"slices"
	"testing"
	"time"

	"cabas/domain/kernel/fault"
	"pgregory.net/rapid"
)

func TestParseDate(t *testing.T) {
	if d, err := ParseDate("2026-11-28"); err != nil || d != (Date{2026, time.November, 28}) || d.String() != "2026-11-28" {
		t.Fatalf("got %v, %v", d, err)
	}
	for _, bad := range []string{"", "2026-02-29", "2026-13-01", "2026-1-02", "2026-01-2", "28/11/2026", "2026-11-28T00:00", "0000-01-01", "20261128", " 2026-11-28"} {
		if _, err := ParseDate(bad); !errors.Is(err, fault.ErrInvalid) {
			t.Errorf("ParseDate(%q) = %v", bad, err)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	d := Date{2026, time.December, 31}
	if next := d.AddDays(1); next != (Date{2027, time.January, 1}) || next.AddDays(-1) != d {
		t.Errorf("the day after %v is %v", d, next)
	}
	if leap := (Date{2028, time.February, 28}).AddDays(1); leap.String() != "2028-02-29" {
		t.Errorf("got %v", leap)
	}
	if d.Weekday() != time.Thursday {
		t.Errorf("%v is a %v", d, d.Weekday())
	}
	for _, bad := range []Date{{}, {2026, 2, 29}, {2026, 0, 1}, {2026, 1, 0}, {10000, 1, 1}} {
		if bad.Valid() {
			t.Errorf("%v is valid", bad)
		}
	}
}

func TestDatesRoundTripAndSort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Date{2000, time.January, 1}.AddDays(rapid.IntRange(-100_000, 100_000).Draw(t, "days"))
		n := rapid.IntRange(-1000, 1000).Draw(t, "n")
		e := d.AddDays(n)
		if back, err := ParseDate(d.String()); err != nil || back != d || !d.Valid() {
			t.Fatalf("%v became %v, %v", d, back, err)
		}
		if e.AddDays(-n) != d || (e.Compare(d) > 0) != (n > 0) || (e.Compare(d) == 0) != (n == 0) || e.Compare(d) != -d.Compare(e) {
			t.Fatalf("%v and %v are %d days apart", d, e, n)
		}
	})
}

func TestParseTimeOfDay(t *testing.T) {
	for s, want := range map[string]TimeOfDay{"00:00": Midnight, "09:30": 570, "23:59": 1439, "24:00": EndOfDay} {
		if got, err := ParseTimeOfDay(s); err != nil || got != want || got.String() != s {
			t.Errorf("ParseTimeOfDay(%q) = %v, %v", s, got, err)
		}
	}
	for _, bad := range []string{"", "9:30", "24:01", "25:00", "12:60", "12h30", "12:30:00", "-1:00", "012:3"} {
		if _, err := ParseTimeOfDay(bad); !errors.Is(err, fault.ErrInvalid) {
			t.Errorf("ParseTimeOfDay(%q) = %v", bad, err)
		}
	}
}

// spans reads "09:00-12:00".
func spans(t testing.TB, texts ...string) []Span {
	t.Helper()
	var out []Span
	for _, s := range texts {
		from, err1 := ParseTimeOfDay(s[:5])
		to, err2 := ParseTimeOfDay(s[6:])
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		out = append(out, Span{from, to})
	}
	return out
}

func TestFaultsNameTheSpan(t *testing.T) {
	type field = struct{ pointer, code string }
	for name, c := range map[string]struct {
		week Week
		want []field
	}{
		"closed":          {Week{}, nil},
		"with a break":    {Week{time.Monday: spans(t, "09:00-12:00", "14:00-19:00")}, nil},
		"touching":        {Week{time.Monday: spans(t, "09:00-12:00", "12:00-24:00")}, nil},
		"backwards":       {Week{time.Monday: spans(t, "12:00-09:00")}, []field{{"/week/monday/0", "malformed"}}},
		"empty":           {Week{time.Sunday: spans(t, "09:00-09:00")}, []field{{"/week/sunday/0", "malformed"}}},
		"across midnight": {Week{time.Friday: {{1200, 1500}}}, []field{{"/week/friday/0", "malformed"}}},
		"before midnight": {Week{time.Friday: {{-1, 60}}}, []field{{"/week/friday/0", "malformed"}}},
		"overlapping":     {Week{time.Tuesday: spans(t, "09:00-12:00", "11:59-14:00")}, []field{{"/week/tuesday/1", "overlaps"}}},
		"not sorted":      {Week{time.Tuesday: spans(t, "14:00-18:00", "09:00-12:00")}, []field{{"/week/tuesday/1", "overlaps"}}},
		"inside another":  {Week{time.Tuesday: spans(t, "09:00-18:00", "10:00-11:00", "12:00-13:00")}, []field{{"/week/tuesday/1", "overlaps"}, {"/week/tuesday/2", "overlaps"}}},
		"Monday first": {Week{time.Sunday: spans(t, "02:00-01:00"), time.Monday: spans(t, "09:00-12:00", "02:00-01:00")},
			[]field{{"/week/monday/1", "malformed"}, {"/week/sunday/0", "malformed"}}},
	} {
		var check fault.Check
		c.week.Check(&check, "/week")
		if got := fields(check.Err()); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

func TestExceptionCheck(t *testing.T) {
	var check fault.Check
	Exception{Date{2026, 12, 25}, nil, "Noël"}.Check(&check, "")
	Exception{Date{2026, 12, 32}, spans(t, "09:00-08:00"), ""}.Check(&check, "/closures/0")
	got := fields(check.Err())
	if len(got) != 2 || got[0].pointer != "/closures/0/date" || got[1].pointer != "/closures/0/ranges/0" {
		t.Fatalf("got %v", got)
	}
}

func fields(err error) (out []struct{ pointer, code string }) {
	var e *fault.Error
	if errors.As(err, &e) {
		for _, f := range e.Fields {
			out = append(out, struct{ pointer, code string }{f.Pointer, f.Code})
		}
	}
	return out
}
