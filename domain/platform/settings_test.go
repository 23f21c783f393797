package platform

import (
	"errors"
	"testing"

	"cabas/domain/kernel/fault"
)

func TestDefaultsAreWithinTheirBounds(t *testing.T) {
	if err := Defaults().check(); err != nil {
		t.Fatal(err)
	}
}

func TestSettingsAreReadOverTheirDefaults(t *testing.T) {
	got := read(map[string]int64{"acceptanceMinutes": 45, "of another version": 1})
	want := Defaults()
	want.AcceptanceMinutes = 45
	if got != want {
		t.Errorf("got %+v", got)
	}
	if again := read(got.values()); again != got {
		t.Errorf("the round trip gave %+v", again)
	}
	if d := Defaults().difference(got); d != "acceptanceMinutes: 120 → 45" {
		t.Errorf("the difference reads %q", d)
	}
}

func TestSettingsOutOfBoundsAreNamed(t *testing.T) {
	s := Defaults()
	s.AcceptanceMinutes, s.ReminderMinutes, s.GuestOrdersPerEmail = MinAcceptance-1, 5, 101
	var f *fault.Error
	if err := s.check(); !errors.As(err, &f) || len(f.Fields) != 2 {
		t.Fatalf("got %v", err)
	}
	if f.Fields[0].Pointer != "/acceptanceMinutes" || f.Fields[0].Code != fault.FieldTooSmall {
		t.Errorf("fields %+v", f.Fields)
	}
}

func TestAReminderIsInTimeToAccept(t *testing.T) {
	for reminder, good := range map[int]bool{1: true, 119: true, 120: false, 121: false} {
		s := Defaults()
		s.ReminderMinutes = reminder
		var f *fault.Error
		if err := s.check(); errors.As(err, &f) == good || !good && (f.Fields[0].Pointer != "/reminderMinutes" || f.Fields[0].Code != fault.FieldTooLarge) {
			t.Errorf("a reminder after %d of 120 minutes: %v", reminder, err)
		}
	}
}
