package handler

import (
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"cabas/api/gen"
	"cabas/domain/kernel/calendar"
)

// weekOf reads a week of the contract.
func weekOf(w gen.Week) (out calendar.Week, err error) {
	for day, ranges := range map[time.Weekday][]gen.TimeRange{
		time.Monday: w.Monday, time.Tuesday: w.Tuesday, time.Wednesday: w.Wednesday, time.Thursday: w.Thursday,
		time.Friday: w.Friday, time.Saturday: w.Saturday, time.Sunday: w.Sunday,
	} {
		if out[day], err = spansOf(ranges); err != nil {
			return out, err
		}
	}
	return out, nil
}

func spansOf(ranges []gen.TimeRange) ([]calendar.Span, error) {
	var out []calendar.Span
	for _, r := range ranges {
		from, err := calendar.ParseTimeOfDay(r.From)
		if err != nil {
			return nil, err
		}
		to, err := calendar.ParseTimeOfDay(r.To)
		if err != nil {
			return nil, err
		}
		out = append(out, calendar.Span{From: from, To: to})
	}
	return out, nil
}

// weekBack writes a week as the contract does.
func weekBack(w calendar.Week) gen.Week {
	return gen.Week{
		Monday: rangesOf(w[time.Monday]), Tuesday: rangesOf(w[time.Tuesday]), Wednesday: rangesOf(w[time.Wednesday]),
		Thursday: rangesOf(w[time.Thursday]), Friday: rangesOf(w[time.Friday]), Saturday: rangesOf(w[time.Saturday]),
		Sunday: rangesOf(w[time.Sunday]),
	}
}

func rangesOf(spans []calendar.Span) []gen.TimeRange {
	out := make([]gen.TimeRange, len(spans))
	for i, s := range spans {
		out[i] = gen.TimeRange{From: s.From.String(), To: s.To.String()}
	}
	return out
}

func dateOf(d openapi_types.Date) calendar.Date { return calendar.DayOf(d.Time, time.UTC) }

func dateBack(d calendar.Date) openapi_types.Date {
	return openapi_types.Date{Time: calendar.At(d, calendar.Midnight, time.UTC)}
}

// moment writes a time with the offset of a zone; absent when it is zero.
func moment(t time.Time, zone *time.Location) *time.Time {
	if t.IsZero() {
		return nil
	}
	local := t.In(zone)
	return &local
}
