package fulfilment

import "cabas/domain/kernel/calendar"

// Why a shop no longer covers a time that it promised.
const (
	HoursChanged  = "hours_changed"
	ClosedThatDay = "closed_that_day"
	Paused        = "paused"
	WayWithdrawn  = "way_withdrawn"
	SlotsChanged  = "slots_changed"
)

// Conflict is an order whose promised time the shop no longer covers. Nothing
// is cancelled silently: the shop keeps its word, or cancels with a reason.
type Conflict struct {
	Booking
	Reason string
}

// conflicts picks the bookings that the plan no longer covers, in their order.
func (p Plan) conflicts(bookings []Booking) []Conflict {
	out := []Conflict{}
	for _, b := range bookings {
		if reason := p.uncovered(b); reason != "" {
			out = append(out, Conflict{b, reason})
		}
	}
	return out
}

// uncovered says why the booking is not covered; empty when it is.
func (p Plan) uncovered(b Booking) string {
	day, hours := p.day(b.Start), p.Ways.hours(b.Way, p.Schedule)
	spans, exceptional := p.Schedule.Exceptions[day]
	switch {
	case !p.Ways.Rule(b.Way).Offered:
		return WayWithdrawn
	case p.Schedule.PausedUntil != nil && day.Compare(*p.Schedule.PausedUntil) < 0:
		return Paused
	case exceptional && len(spans) == 0:
		return ClosedThatDay
	case within(b, hours.Openings(b.Start, b.End)):
		return ""
	case b.Way == Delivery:
		return SlotsChanged
	}
	return HoursChanged
}

// within reports whether one opening covers the whole booking.
func within(b Booking, openings []calendar.Interval) bool {
	return len(openings) == 1 && openings[0].From.Equal(b.Start) && openings[0].To.Equal(b.End)
}
