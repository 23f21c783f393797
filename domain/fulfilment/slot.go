package fulfilment

import (
	"time"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/ident"
)

// Slot is a stretch of time, in UTC, in which a shop hands orders over.
type Slot struct {
	Start, End time.Time
	// Left is how many orders it still takes.
	Left int
}

// Available reports whether the slot has a place left.
func (s Slot) Available() bool { return s.Left > 0 }

// Key names a slot among those of all shops: booked places are counted by it.
type Key struct {
	Shop  ident.ID
	Way   Way
	Start int64 // microseconds since 1970
}

// KeyOf names the slot of a shop that starts at a moment.
func KeyOf(shop ident.ID, way Way, start time.Time) Key { return Key{shop, way, start.UnixMicro()} }

// Deadline is the last moment to book a slot that starts at start. Whole days
// of the lead are counted on the shop's calendar, so that "a day before" means
// the same time of day also when clocks change in between; what is left over
// is elapsed time.
func (r Rule) Deadline(start time.Time, zone *time.Location) time.Time {
	days, rest := int(r.Lead/(24*time.Hour)), r.Lead%(24*time.Hour)
	if days > 0 {
		local := start.In(zone)
		at := calendar.TimeOfDay(local.Hour()*60 + local.Minute())
		start = calendar.At(calendar.DayOf(start, zone).AddDays(-days), at, zone)
	}
	return start.Add(-rest)
}

// cut cuts the hours of the days from first to last into slots, in order, and
// leaves out those whose deadline has passed. Each span of each day is cut from
// its beginning, on its own, so that a slot keeps its start from one day to the
// next; what is left over at a span's end is no slot.
func (r Rule) cut(s calendar.Schedule, first, last calendar.Date, now time.Time) []Slot {
	var out []Slot
	for d := first; d.Compare(last) <= 0; d = d.AddDays(1) {
		for _, span := range s.On(d) {
			end := calendar.At(d, span.To, s.Zone)
			start := calendar.At(d, span.From, s.Zone)
			for ; !start.Add(r.Length).After(end); start = start.Add(r.Length) {
				if !now.After(r.Deadline(start, s.Zone)) {
					out = append(out, Slot{Start: start, End: start.Add(r.Length), Left: r.Capacity})
				}
			}
		}
	}
	return out
}

// hours are the hours in which a way hands over: those of the shop, or those of
// the delivery except on the shop's closures and pauses.
func (w Ways) hours(way Way, shop calendar.Schedule) calendar.Schedule {
	if shop.Zone == nil {
		shop.Zone = time.UTC
	}
	if way == Counter {
		return shop
	}
	closed := map[calendar.Date][]calendar.Span{}
	for d, spans := range shop.Exceptions {
		if len(spans) == 0 {
			closed[d] = nil
		}
	}
	return calendar.Schedule{Zone: shop.Zone, Week: w.Delivery.Week, Exceptions: closed, PausedUntil: shop.PausedUntil}
}
