package calendar

import (
	"errors"
	"testing"

	"cabas/domain/kernel/fault"
)

// FuzzParseDate: what is read exists, and is written as it was read.
func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026-11-28", "2024-02-29", "2023-02-29", "0000-01-01", "9999-12-31", "2026-1-2", "+2026-11-28", "2026-11-28T00:00:00Z", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			if !errors.Is(err, fault.ErrInvalid) {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		if !d.Valid() || d.String() != s {
			t.Fatalf("%q is %v", s, d)
		}
	})
}

// FuzzParseTimeOfDay: what is read is within a day, and is written as it was read.
func FuzzParseTimeOfDay(f *testing.F) {
	for _, s := range []string{"09:30", "00:00", "24:00", "24:01", "9:30", "-1:00", "09:60", "09:30:00", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at, err := ParseTimeOfDay(s)
		if err != nil {
			if !errors.Is(err, fault.ErrInvalid) {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		if at < Midnight || at > EndOfDay || at.String() != s {
			t.Fatalf("%q is %v", s, at)
		}
	})
}
