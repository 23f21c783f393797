// Package work is how a flow that touches several stores does so all at once
// or not at all. The flow declares the set of stores it needs (S) and asks for
// a Unit of them; inside Do it uses only the stores it is handed.
package work

import "context"

// Unit runs functions in one transaction.
type Unit[S any] interface {
	// Do runs f with stores bound to one transaction, which commits when f
	// answers nil and is undone when it answers an error or panics. A commit
	// that fails is answered as an error. f may run again when the engine asks
	// for it (serialisation), so it must not act on the outside world. Do
	// inside Do panics, and so does an outer store used inside Do.
	Do(ctx context.Context, f func(ctx context.Context, stores S) error) error
}

type marker struct{}

// Mark returns a context that says a transaction is under way. Only the
// implementation of Unit calls it.
func Mark(ctx context.Context) context.Context {
	return context.WithValue(ctx, marker{}, true)
}

// Inside reports whether ctx belongs to a transaction under way.
func Inside(ctx context.Context) bool {
	return ctx.Value(marker{}) != nil
}
