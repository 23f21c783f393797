// Package mid holds what every request passes through before its handler: who
// asks, in which language, how often, and whether the request follows the
// contract. It may import the contract's types, problems and the domain's
// account room.
package mid

import (
	"context"

	"cabas/domain/account"
)

type callerKey struct{}

// Caller is who sends a request, as the front door knows it.
type Caller struct {
	Actor account.Actor
	// Address is the network address, of version 6 its network, for limits; never
	// stored with an order.
	Address string
	// Language is "fr" or "en".
	Language string
	// OrderSecret is the secret of a guest's order link, if one was sent.
	OrderSecret string
}

// CallerOf tells who sends the request that ctx belongs to.
func CallerOf(ctx context.Context) Caller {
	if c, ok := ctx.Value(callerKey{}).(Caller); ok {
		return c
	}
	return Caller{Language: "fr"}
}

// LanguageOf tells the language of the request that ctx belongs to.
func LanguageOf(ctx context.Context) string { return CallerOf(ctx).Language }

func withCaller(ctx context.Context, c Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}
