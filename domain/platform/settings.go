package platform

import (
	"fmt"
	"strings"

	"cabas/domain/kernel/fault"
)

// Settings are the thresholds that an administrator may change, as the rooms
// read them.
type Settings struct {
	// AcceptanceMinutes is how many opening minutes a shop has to accept an
	// order, unless it says otherwise.
	AcceptanceMinutes int
	// ReminderMinutes is how many opening minutes pass before a shop is
	// reminded of an order it has not accepted.
	ReminderMinutes int
	// GuestCodeMinutes is how long a guest has to confirm the code; until then
	// stock and slot are held.
	GuestCodeMinutes int
	// GuestOrdersPerEmail, …PerPhone and …PerAddress bound how many open
	// orders guests may hold under one e-mail, under one phone number, and
	// from one network address; for an address those of the day that were
	// never confirmed count too.
	GuestOrdersPerEmail   int
	GuestOrdersPerPhone   int
	GuestOrdersPerAddress int
	// ShopsPerAccount is how many shops one person may own.
	ShopsPerAccount int
}

// MinAcceptance and MaxAcceptance bound the opening minutes that a shop is
// given to accept an order, here and in each shop.
const (
	MinAcceptance = 10
	MaxAcceptance = 2880
)

// setting describes one threshold: the key it is kept and named by, its
// default and its bounds.
type setting struct {
	key                         string
	standard, smallest, largest int
	field                       func(*Settings) *int
}

var catalogue = []setting{
	{"acceptanceMinutes", 120, MinAcceptance, MaxAcceptance, func(s *Settings) *int { return &s.AcceptanceMinutes }},
	{"reminderMinutes", 60, 1, MaxAcceptance, func(s *Settings) *int { return &s.ReminderMinutes }},
	{"guestCodeMinutes", 15, 5, 120, func(s *Settings) *int { return &s.GuestCodeMinutes }},
	{"guestOrdersPerEmail", 3, 1, 100, func(s *Settings) *int { return &s.GuestOrdersPerEmail }},
	{"guestOrdersPerPhone", 3, 1, 100, func(s *Settings) *int { return &s.GuestOrdersPerPhone }},
	{"guestOrdersPerAddress", 10, 1, 1000, func(s *Settings) *int { return &s.GuestOrdersPerAddress }},
	{"shopsPerAccount", 10, 1, 1000, func(s *Settings) *int { return &s.ShopsPerAccount }},
}

// Defaults gives the settings of a platform that nobody has changed.
func Defaults() Settings { return read(nil) }

// read fills the settings from what is kept; a key that this version of the
// program does not know is left alone.
func read(kept map[string]int64) Settings {
	var out Settings
	for _, s := range catalogue {
		*s.field(&out) = s.standard
		if v, ok := kept[s.key]; ok {
			*s.field(&out) = int(v)
		}
	}
	return out
}

// values gives the settings by key.
func (s Settings) values() map[string]int64 {
	out := map[string]int64{}
	for _, c := range catalogue {
		out[c.key] = int64(*c.field(&s))
	}
	return out
}

// check refuses values outside their bounds, with a pointer to each, and a
// reminder that would come when it is too late to accept.
func (s Settings) check() error {
	var c fault.Check
	for _, d := range catalogue {
		v := *d.field(&s)
		c.If(v < d.smallest, "/"+d.key, fault.FieldTooSmall)
		c.If(v > d.largest, "/"+d.key, fault.FieldTooLarge)
	}
	c.If(s.ReminderMinutes >= s.AcceptanceMinutes, "/reminderMinutes", fault.FieldTooLarge)
	return c.Err()
}

// difference tells what changes from s to after, for the audit trail.
func (s Settings) difference(after Settings) string {
	var parts []string
	for _, d := range catalogue {
		if a, b := *d.field(&s), *d.field(&after); a != b {
			parts = append(parts, fmt.Sprintf("%s: %d → %d", d.key, a, b))
		}
	}
	return strings.Join(parts, ", ")
}
