package calendar

import (
	"strings"
	"time"

	"cabas/domain/kernel/fault"
)

// Weekdays are the days of the week as Europe counts them, Monday first
// (ISO 8601).
var Weekdays = [7]time.Weekday{
	time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday,
}

// WeekdayName is the day's key in contracts and faults: "monday".
func WeekdayName(d time.Weekday) string { return strings.ToLower(d.String()) }

// Week holds the usual hours: for each time.Weekday, which is the index, the
// spans that are open, sorted and not overlapping. A day without spans is
// closed.
type Week [7][]Span

// Check notes each span that is malformed or overlaps under pointer, the
// weekday and its index: with the pointer "/week", "/week/monday/0".
func (w Week) Check(c *fault.Check, pointer string) {
	for _, day := range Weekdays {
		checkSpans(c, pointer+"/"+WeekdayName(day), w[day])
	}
}

// Exception replaces the usual hours of one day: a closure when it has no
// spans, other hours or an opening when it has. Reason is for people to read.
type Exception struct {
	Date   Date
	Spans  []Span
	Reason string
}

// Check notes what is wrong with the day or the spans, under pointer: "/date",
// "/ranges/0".
func (e Exception) Check(c *fault.Check, pointer string) {
	c.If(!e.Date.Valid(), pointer+"/date", fault.FieldMalformed)
	checkSpans(c, pointer+"/ranges", e.Spans)
}

// SpansByDate arranges exceptions as a Schedule holds them. Of two for the
// same day the later one in the list counts.
func SpansByDate(exceptions []Exception) map[Date][]Span {
	out := make(map[Date][]Span, len(exceptions))
	for _, e := range exceptions {
		out[e.Date] = e.Spans
	}
	return out
}
