package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// drawSpans draws up to three sorted spans, which may touch each other and
// both midnights.
func drawSpans(t *rapid.T, name string) []Span {
	var out []Span
	end := 0
	for range rapid.IntRange(0, 3).Draw(t, name) {
		from := end + rapid.SampledFrom([]int{0, 15, 60, 150, 420}).Draw(t, "pause")
		to := min(from+rapid.SampledFrom([]int{15, 45, 60, 240, 1440}).Draw(t, "length"), 1440)
		if from >= to {
			break
		}
		out, end = append(out, Span{TimeOfDay(from), TimeOfDay(to)}), to
	}
	return out
}

func drawSchedule(t *rapid.T) (Schedule, time.Time) {
	s := Schedule{Zone: drawZone(t), Exceptions: map[Date][]Span{}}
	for i := range s.Week {
		s.Week[i] = drawSpans(t, "spans")
	}
	day := drawDay(t)
	for range rapid.IntRange(0, 3).Draw(t, "exceptions") {
		s.Exceptions[day.AddDays(rapid.IntRange(0, 6).Draw(t, "exception"))] = drawSpans(t, "exceptional spans")
	}
	if rapid.Bool().Draw(t, "paused") {
		until := day.AddDays(rapid.IntRange(0, 4).Draw(t, "until"))
		s.PausedUntil = &until
	}
	return s, At(day, TimeOfDay(rapid.IntRange(0, 1439).Draw(t, "minute")), s.zone())
}

func TestOpeningsAreSortedDisjointAndWithinTheEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, from := drawSchedule(t)
		to := from.Add(time.Duration(rapid.IntRange(0, 10*24*60).Draw(t, "minutes")) * time.Minute)
		last := from.Add(-1)
		for _, i := range s.Openings(from, to) {
			if !i.From.After(last) || !i.From.Before(i.To) || i.To.After(to) || i.From.Location() != time.UTC {
				t.Fatalf("%v follows %v, within %v and %v", i, last, from, to)
			}
			last = i.To
		}
	})
}

func TestIsOpenAndStatusAgreeWithOpenings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, from := drawSchedule(t)
		openings := s.Openings(from, from.Add(statusHorizon))
		at := from.Add(time.Duration(rapid.IntRange(0, 5*24*60).Draw(t, "at")) * time.Minute)
		open, next := false, time.Time{}
		for _, i := range openings {
			open = open || !at.Before(i.From) && at.Before(i.To)
			if next.IsZero() && i.From.After(at) {
				next = i.From
			}
		}
		status := s.Status(at)
		if s.IsOpen(at) != open || status.Open != open {
			t.Fatalf("at %v: IsOpen %v, Status %+v, openings %v", at, s.IsOpen(at), status, openings)
		}
		if !open && !next.IsZero() && !status.OpensAt.Equal(next) {
			t.Fatalf("at %v: opens at %v, want %v", at, status.OpensAt, next)
		}
		if open && !status.ClosesAt.IsZero() && (s.IsOpen(status.ClosesAt) || !s.IsOpen(status.ClosesAt.Add(-1))) {
			t.Fatalf("at %v: does not close at %v", at, status.ClosesAt)
		}
	})
}

// What the clock on the wall shows decides, except in an hour that passes
// twice, where the first passing of a span's ends does.
func TestIsOpenAgreesWithTheWallClock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, at := drawSchedule(t)
		local := at.In(s.zone())
		for _, near := range []time.Duration{-time.Hour, time.Hour} {
			if wall(at.Add(near).In(s.zone())).Equal(wall(local)) {
				return
			}
		}
		now, open := TimeOfDay(local.Hour()*60+local.Minute()), false
		for _, span := range s.On(DayOf(at, s.zone())) {
			open = open || span.From <= now && now < span.To
		}
		if s.IsOpen(at) != open {
			t.Fatalf("at %v IsOpen is %v", local, !open)
		}
	})
}

func TestAddOpenElapsesExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, from := drawSchedule(t)
		d := time.Duration(rapid.IntRange(1, 40*60).Draw(t, "minutes")) * time.Minute
		end, ok := s.AddOpen(from, d)
		if !ok {
			end = from.Add(addHorizon)
		}
		var sum time.Duration
		for _, i := range s.Openings(from, end) {
			sum += i.Length()
		}
		if ok && (sum != d || !s.IsOpen(end.Add(-1))) || !ok && sum >= d {
			t.Fatalf("AddOpen(%v, %v) = %v, %v; %v elapse until then", from, d, end, ok, sum)
		}
	})
}
