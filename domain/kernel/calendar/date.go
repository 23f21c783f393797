// Package calendar knows days, times of day and opening hours: when a shop is
// open, when it opens next, and when so much opening time will have passed.
// Hours are what a clock on the shop's wall shows, in the shop's time zone;
// moments are answered in UTC. It keeps no clock and reads no data, imports
// fault alone, and needs zone data only through the *time.Location it is given.
package calendar

import (
	"cmp"
	"fmt"
	"time"

	"cabas/domain/kernel/fault"
)

// Date is a day of the calendar, in no time zone. It can be compared with ==
// and be the key of a map. The zero value is no day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads a day written as in "2026-11-28". It answers ErrInvalid for
// any other form and for days that do not exist.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fault.ErrInvalid.Because(err)
	}
	if d := DayOf(t, time.UTC); d.Valid() {
		return d, nil
	}
	return Date{}, fault.ErrInvalid
}

// String writes the day as in "2026-11-28".
func (d Date) String() string {
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Valid reports whether the day exists, between the years 1 and 9999.
func (d Date) Valid() bool {
	return d.Year >= 1 && d.Year <= 9999 && d.AddDays(0) == d
}

// AddDays is the day n days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date {
	return DayOf(time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC), time.UTC)
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Weekday()
}

// Compare is -1 when d is before other, 0 when it is the same day, 1 after.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}
