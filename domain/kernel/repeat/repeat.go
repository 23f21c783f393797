// Package repeat makes a command that is sent twice happen once. The caller
// names each attempt; the name is written down in the transaction that does
// what was asked, together with the identifier of the result, so that a repeat
// is answered from what the first one made. Answers are never kept: they hold
// secrets. It imports fault and ident.
package repeat

import (
	"context"
	"time"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

// ErrReused says that the key was used before for something else.
var ErrReused = fault.Define(fault.Invalid, "idempotency.key_reused")

// Key names one attempt at a command. The zero value names none: the command
// then happens each time it is sent.
type Key struct {
	// Scope is who asks for what: keys of two scopes have nothing in common.
	Scope string
	// Name is what the caller named the attempt.
	Name string
	// Digest stands for what was asked; the same name with another digest is
	// ErrReused.
	Digest string
}

// Given reports whether the caller named the attempt.
func (k Key) Given() bool { return k.Name != "" }

// Kept is how long an attempt is remembered; the contract promises a day.
const Kept = 48 * time.Hour

// Sweeper forgets old attempts.
type Sweeper interface {
	// Forget drops the attempts made before a moment.
	Forget(ctx context.Context, before time.Time) error
}

// Book keeps the attempts.
type Book interface {
	// Claim notes what the attempt led to, inside the transaction that does
	// it. When the attempt was noted before it answers what that one led to,
	// and the caller must undo nothing because it has done nothing yet. Two at
	// once wait for each other. ErrReused when the digests differ.
	Claim(ctx context.Context, k Key, result ident.ID, now time.Time) (earlier ident.ID, err error)
}
