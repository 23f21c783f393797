package db

import "time"

// Micros is a moment as both engines keep it: microseconds since 1970 in UTC,
// zero for "never". One plain integer sorts and compares alike everywhere.
type Micros int64

// toMicros writes a moment; the zero time becomes zero.
func toMicros(t time.Time) Micros {
	if t.IsZero() {
		return 0
	}
	return Micros(t.UnixMicro())
}

// Time reads a moment in UTC; zero becomes the zero time.
func (m Micros) Time() time.Time {
	if m == 0 {
		return time.Time{}
	}
	return time.UnixMicro(int64(m)).UTC()
}
