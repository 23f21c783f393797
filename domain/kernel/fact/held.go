package fact

import (
	"context"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
)

// Held is a fact that one listener could not deal with yet: it failed, or it
// waits behind an earlier one of its subject that did. It is told again at
// Next; once Parked it waits until an administrator releases it, and the later
// facts of its subject wait behind it, so that the order holds.
type Held struct {
	Fact     Fact
	Listener string
	// Tries counts the failures; zero while the fact only waits its turn.
	Tries int
	// Next is when it is told again.
	Next   time.Time
	Parked bool
	// LastError is what the listener answered last, for the administrator.
	LastError string
}

// Shelf keeps the facts that listeners could not deal with, apart from the
// stream, so that one of them does not stop the facts of other subjects.
type Shelf interface {
	// Hold sets a fact aside. Held again, its tries and times are replaced,
	// except by one that only waits (zero tries).
	Hold(ctx context.Context, h Held) error
	// Subjects answers which of the subjects have a fact held for the listener.
	Subjects(ctx context.Context, listener string, among []ident.ID) (map[ident.ID]bool, error)
	// Again gives the facts to be told again now: of every subject the
	// earliest held one, when it is not parked and its time has come.
	Again(ctx context.Context, listener string, now time.Time, limit int) ([]Held, error)
	// Settle takes a fact from the shelf: the listener has dealt with it.
	Settle(ctx context.Context, listener string, f Fact) error
}

// Parking is what an administrator sees of the shelf.
type Parking interface {
	// Parked lists the facts that nobody tells any more, oldest first.
	Parked(ctx context.Context, req page.Request) (page.Page[Held], error)
	// Release has a parked fact told again from now on, with fresh tries, to
	// every listener it is parked for; it answers what it was, and
	// fault.ErrNotFound when it is not parked.
	Release(ctx context.Context, fact ident.ID, now time.Time) ([]Held, error)
}
