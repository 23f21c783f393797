package calendar

import (
	"fmt"
	"time"

	"cabas/domain/kernel/fault"
)

// TimeOfDay is a time on the wall clock, in minutes since midnight.
type TimeOfDay int

// Midnight begins a day; EndOfDay, written "24:00", can only end one.
const (
	Midnight TimeOfDay = 0
	EndOfDay TimeOfDay = 24 * 60
)

// ParseTimeOfDay reads a time written as in "09:30", up to "24:00". It answers
// ErrInvalid for any other form.
func ParseTimeOfDay(s string) (TimeOfDay, error) {
	if s == EndOfDay.String() {
		return EndOfDay, nil
	}
	t, err := time.Parse("15:04", s)
	if err != nil || len(s) != len("15:04") {
		return 0, fault.ErrInvalid.Because(err)
	}
	return TimeOfDay(t.Hour()*60 + t.Minute()), nil
}

// String writes the time as in "09:30".
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", t/60, t%60) }

// Span is a part of one day, from a time until another, which no longer
// belongs to it. It does not cross midnight; to stay open past it, a span ends
// at "24:00" and one of the next day begins at "00:00".
type Span struct{ From, To TimeOfDay }

// Valid reports whether the span lies within one day and is not empty.
func (s Span) Valid() bool {
	return s.From >= Midnight && s.From < s.To && s.To <= EndOfDay
}

// String writes the span as in "09:30-12:00".
func (s Span) String() string { return s.From.String() + "-" + s.To.String() }

// FieldOverlaps says that a span begins before the one listed above it ends.
var FieldOverlaps = fault.DefineField("overlaps")

// checkSpans notes, under pointer and its index, each span that is not one and
// each that begins before the last one ended. Spans may touch.
func checkSpans(c *fault.Check, pointer string, spans []Span) {
	end := Midnight
	for i, s := range spans {
		at := fmt.Sprintf("%s/%d", pointer, i)
		if !s.Valid() {
			c.If(true, at, fault.FieldMalformed)
			continue
		}
		c.If(s.From < end, at, FieldOverlaps)
		end = max(end, s.To)
	}
}
