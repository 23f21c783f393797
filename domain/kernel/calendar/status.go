package calendar

import "time"

const (
	// statusHorizon is how far Status looks ahead.
	statusHorizon = 21 * 24 * time.Hour
	// addHorizon is how far AddOpen looks ahead.
	addHorizon = 31 * 24 * time.Hour
)

// Status is what a passer-by wants to know. Times are in UTC.
type Status struct {
	Open bool
	// ClosesAt is when it closes; zero when it is closed now, or stays open for
	// the next 21 days.
	ClosesAt time.Time
	// OpensAt is when it opens next; zero when it is open now, or does not open
	// within 21 days.
	OpensAt time.Time
}

// IsOpen reports whether the place is open at the moment t. At the moment it
// closes it is closed.
func (s Schedule) IsOpen(t time.Time) bool {
	for range s.walk(t, t.Add(1)) {
		return true
	}
	return false
}

// Status tells whether the place is open at the moment t, and until or from
// when.
func (s Schedule) Status(t time.Time) Status {
	end := t.Add(statusHorizon)
	for i := range s.walk(t, end) {
		switch {
		case i.From.After(t):
			return Status{OpensAt: i.From}
		case i.To.Before(end):
			return Status{Open: true, ClosesAt: i.To}
		}
		return Status{Open: true}
	}
	return Status{}
}

// AddOpen is the moment, in UTC, when d of opening time has passed since t:
// with d of two hours, t an hour before closing gives an hour after the next
// opening. It is t itself when d is not positive. It answers false when that
// takes more than 31 days.
func (s Schedule) AddOpen(t time.Time, d time.Duration) (time.Time, bool) {
	if d <= 0 {
		return t.UTC(), true
	}
	for i := range s.walk(t, t.Add(addHorizon)) {
		if d <= i.Length() {
			return i.From.Add(d), true
		}
		d -= i.Length()
	}
	return time.Time{}, false
}
