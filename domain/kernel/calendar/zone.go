package calendar

import (
	"sync"
	"time"
)

// zones keeps the time zones read so far, *time.Location by name: the standard
// library reads and unpacks a file each time it is asked for one.
var zones sync.Map

// Zone gives a time zone by its IANA name; it answers the standard library's
// error for a name that the machine does not know.
func Zone(name string) (*time.Location, error) {
	if known, ok := zones.Load(name); ok {
		return known.(*time.Location), nil
	}
	zone, err := time.LoadLocation(name)
	if err == nil {
		zones.Store(name, zone)
	}
	return zone, err
}

// ZoneOrUTC gives a time zone by its IANA name; UTC when the machine does not
// know it.
func ZoneOrUTC(name string) *time.Location {
	if zone, err := Zone(name); err == nil {
		return zone
	}
	return time.UTC
}

// DayOf is the day that it is in the zone at the moment t.
func DayOf(t time.Time, zone *time.Location) Date {
	y, m, d := t.In(zone).Date()
	return Date{Year: y, Month: m, Day: d}
}

// At is the first moment, in UTC, at which clocks in the zone show the given
// day and time or a later one. So where clocks go forward, a time that they
// skip means the moment of the change; where they go back, a time that they
// show twice means its first passing. A later time of day never means an
// earlier moment. EndOfDay means the midnight that ends the day.
//
// The standard library leaves open which moment time.Date picks in both cases.
func At(d Date, at TimeOfDay, zone *time.Location) time.Time {
	want := time.Date(d.Year, d.Month, d.Day, 0, int(at), 0, 0, time.UTC)
	t := time.Date(d.Year, d.Month, d.Day, 0, int(at), 0, 0, zone)
	start, end := t.ZoneBounds() // of the offset in force at t
	switch shown := wall(t); {
	case shown.After(want): // skipped, and read with the offset before the change
		t = start
	case shown.Before(want): // skipped, and read with the offset after it
		t = end
	case !start.IsZero():
		_, before := start.Add(-1).Zone()
		if first := want.Add(-time.Duration(before) * time.Second); first.Before(start) {
			t = first
		}
	}
	return t.UTC()
}

// wall is what the clock shows at t, as if it were UTC, so that two readings
// can be compared.
func wall(t time.Time) time.Time {
	_, offset := t.Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}
