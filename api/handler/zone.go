package handler

import (
	"sync"
	"time"
)

// zones keeps the time zones read so far, *time.Location by name.
var zones sync.Map

// zoneNamed gives a time zone by its IANA name; UTC when the machine does not
// know it.
func zoneNamed(name string) *time.Location {
	if known, ok := zones.Load(name); ok {
		return known.(*time.Location)
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	zones.Store(name, zone)
	return zone
}
