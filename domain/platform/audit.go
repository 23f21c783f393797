package platform

import (
	"time"

	"cabas/domain/kernel/ident"
)

// Entry is one line of the audit trail: somebody did something to something.
// It carries identifiers and plain words, never personal data.
type Entry struct {
	ID ident.ID
	At time.Time
	// Who is the account that acted; empty for the platform itself.
	Who ident.ID
	// Act reads "room.past_tense", as in "settings.changed".
	Act string
	// Subject is what it was done to: an identifier, or a setting.
	Subject string
	// Note says how, for a person to read: "5 → 8". It may be empty.
	Note string
}

// NewEntry makes a line of the audit trail.
func NewEntry(who ident.ID, act, subject, note string, at time.Time) Entry {
	return Entry{ID: ident.New("aud"), At: at, Who: who, Act: act, Subject: subject, Note: note}
}
