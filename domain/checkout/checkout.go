package checkout

import (
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/order"
)

// Checkout is what a placed basket is known by. What was ordered stands in its
// orders.
type Checkout struct {
	ID ident.ID
	// Basket was made by the client; it is placed once, ever.
	Basket ident.ID
	// Account is who placed it; empty for a guest.
	Account ident.ID
	// Scope is who asked, Key what they named the attempt, Digest what they
	// asked for. The three make a repeat recognisable.
	Scope, Key, Digest string
	// Origin is where a guest's request came from, as a digest whose key is
	// another every day; empty for an account.
	Origin   string
	PlacedAt time.Time
	Code     Code
}

// Code is what a guest has to confirm; the zero value is none.
type Code struct {
	// Digest is all that is kept of the code.
	Digest string
	SentAt time.Time
	// Sent counts the letters, Tried the guesses at any of their codes.
	Sent, Tried int
	// ConfirmedAt is when the right code was given; zero until then.
	ConfirmedAt time.Time
}

// State says how far a checkout has come.
type State string

// The states of a checkout.
const (
	// Awaiting: a guest's code is not yet confirmed.
	Awaiting State = "awaiting_confirmation"
	// Open: an order is under way.
	Open State = "open"
	// Done: none is any more.
	Done State = "done"
)

// Placed is a checkout with its orders, by identifier.
type Placed struct {
	Checkout
	Orders []order.Order
	// Secret opens the orders without an account; empty for an account's.
	Secret string
}

// State derives how far the checkout has come from its orders.
func (p Placed) State() State {
	state := Done
	for _, o := range p.Orders {
		switch {
		case o.State() == order.AwaitingConfirmation:
			return Awaiting
		case o.Open():
			state = Open
		}
	}
	return state
}

// TotalCents is what all orders cost together, VAT included.
func (p Placed) TotalCents() (sum int64) {
	for _, o := range p.Orders {
		sum += o.Totals.TotalCents
	}
	return sum
}

// ConfirmBy is until when the guest must confirm; zero when nobody need.
func (p Placed) ConfirmBy() (by time.Time) {
	for _, o := range p.Orders {
		if c := o.Life().ConfirmBy; o.State() == order.AwaitingConfirmation && (by.IsZero() || c.Before(by)) {
			by = c
		}
	}
	return by
}

// SentTo is the customer's address, masked.
func (p Placed) SentTo() string {
	if len(p.Orders) == 0 {
		return ""
	}
	return Masked(p.Orders[0].Customer.Email)
}
