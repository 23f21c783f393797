// Package fact is the record of what happened. A fact is stored in the same
// transaction as the change it tells of and relayed afterwards, at least once
// and in order per subject; listeners recognise a repeat by the fact's id.
// Facts carry identifiers only: whoever tells people looks the rest up.
package fact

import (
	"context"
	"time"

	"cabas/domain/kernel/ident"
)

// Fact is one thing that happened to one subject.
type Fact struct {
	ID ident.ID
	// Kind reads "room.past_tense", as in "order.placed".
	Kind string
	// Subject is what it happened to; facts of one subject are told in order.
	Subject ident.ID
	// At is when it happened, in UTC.
	At time.Time
	// Refs are the other things concerned, by role: {"shop": "shp_…"}.
	Refs map[string]ident.ID
	// Position is the fact's place in the public order, stamped by the relay
	// after commit; zero before.
	Position int64
}

// New makes a fact. Kind must have been declared with Kind.
func New(kind string, subject ident.ID, at time.Time, refs map[string]ident.ID) Fact {
	return Fact{ID: ident.New("fct"), Kind: kind, Subject: subject, At: at, Refs: refs}
}

// Recorder stores facts; inside a unit of work it is bound to the transaction.
type Recorder interface {
	Record(ctx context.Context, facts ...Fact) error
}

// Listener is told of every fact, at least once. It answers an error to be
// told again later.
type Listener interface {
	// Name identifies the listener in the database across restarts.
	Name() string
	// Hear is told one fact. Facts of one subject come in order.
	Hear(ctx context.Context, f Fact) error
}

// Tail reads the public order of facts without keeping count of who read what.
type Tail interface {
	// Last gives the highest position so far; zero before the first.
	Last(ctx context.Context) (int64, error)
	// Since gives the facts after a position, in order of position. A position
	// once given never has one below it that was not.
	Since(ctx context.Context, position int64, limit int) ([]Fact, error)
}

// Log is what the relay needs of the database.
type Log interface {
	// Stamp gives positions to committed facts that have none, at most limit
	// of them, and answers how many it stamped. Safe to run on several nodes.
	Stamp(ctx context.Context, limit int) (int, error)
	// Due gives the next facts that the listener has not been told of, in
	// order of position.
	Due(ctx context.Context, listener string, limit int) ([]Fact, error)
	// Told notes that the listener has dealt with everything up to and
	// including position.
	Told(ctx context.Context, listener string, position int64) error
	// Lease makes this node the only one that serves the listener until the
	// given time; it answers false when another node does. A zero time gives
	// the listener back.
	Lease(ctx context.Context, listener, node string, now, until time.Time) (bool, error)
}
