package calendar

import (
	"iter"
	"time"
)

// Schedule is all that decides when a place is open. The zero value is always
// closed. Its spans are expected to have passed Check.
type Schedule struct {
	// Zone is where the clock on the wall hangs; nil is UTC.
	Zone *time.Location
	// Week holds the usual hours.
	Week Week
	// Exceptions replace the usual hours of single days; no spans is closed.
	Exceptions map[Date][]Span
	// PausedUntil, when set, is the day of reopening: every day before it is
	// closed, whatever week and exceptions say.
	PausedUntil *Date
}

// Interval is a stretch of time in UTC, from a moment until another, which no
// longer belongs to it.
type Interval struct{ From, To time.Time }

// Length is how long the interval lasts.
func (i Interval) Length() time.Duration { return i.To.Sub(i.From) }

// On gives the spans of a day, on the wall clock.
func (s Schedule) On(d Date) []Span {
	if s.PausedUntil != nil && d.Compare(*s.PausedUntil) < 0 {
		return nil
	}
	if spans, found := s.Exceptions[d]; found {
		return spans
	}
	return s.Week[d.Weekday()]
}

// Openings lists when the place is open from a moment until another, in order:
// cut to these ends, with spans that touch, across midnight too, made one. It
// looks at every day between, so the caller keeps them near.
func (s Schedule) Openings(from, to time.Time) []Interval {
	var out []Interval
	for i := range s.walk(from, to) {
		out = append(out, i)
	}
	return out
}

// OpeningDaysBetween counts the days with any opening time, from a, included,
// until b, excluded; none when b is not after a.
func (s Schedule) OpeningDaysBetween(a, b Date) int {
	n := 0
	for d := a; d.Compare(b) < 0; d = d.AddDays(1) {
		for range s.day(d) {
			n++
			break
		}
	}
	return n
}

// walk gives what Openings lists, reading only as many days as are asked for.
func (s Schedule) walk(from, to time.Time) iter.Seq[Interval] {
	from, to = from.UTC(), to.UTC()
	return func(yield func(Interval) bool) {
		var run Interval // grows while spans touch
		give := func() bool {
			cut := Interval{From: later(run.From, from), To: earlier(run.To, to)}
			return !cut.From.Before(cut.To) || yield(cut)
		}
		for d := DayOf(from, s.zone()); At(d, Midnight, s.zone()).Before(to); d = d.AddDays(1) {
			for next := range s.day(d) {
				if !next.From.After(run.To) {
					run.To = later(run.To, next.To)
					continue
				}
				if !give() {
					return
				}
				run = next
			}
		}
		give()
	}
}

// day gives the spans of a day as moments, without those that clocks skip.
func (s Schedule) day(d Date) iter.Seq[Interval] {
	return func(yield func(Interval) bool) {
		for _, span := range s.On(d) {
			i := Interval{From: At(d, span.From, s.zone()), To: At(d, span.To, s.zone())}
			if i.From.Before(i.To) && !yield(i) {
				return
			}
		}
	}
}

func (s Schedule) zone() *time.Location {
	if s.Zone == nil {
		return time.UTC
	}
	return s.Zone
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
