package order

import (
	"slices"
	"time"

	"cabas/domain/catalog"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
)

// Order is an order of one customer at one shop: what was agreed, which never
// changes, and its life, which changes only through Do and Remind.
type Order struct {
	Agreed
	life Life

	was    mark // as storage knows it
	events []Event
	facts  []fact.Fact
	goods  effect
	author By // of the last change
}

// Life is what changes in an order.
type Life struct {
	State State
	// Version counts the changes, the placement included.
	Version int
	// ReachedAt is when the order reached the shop: zero until its guest has
	// confirmed it, and for ever when the guest never does.
	ReachedAt time.Time
	// ConfirmBy is until when the guest must confirm; RemindAt when the shop
	// is reminded to accept, zero once it was; AcceptBy until when it must
	// have accepted. All are zero where they do not apply.
	ConfirmBy, RemindAt, AcceptBy time.Time
	// Reason is why the order was refused, cancelled or not collected.
	Reason string
	// SecretVersion is raised to make earlier secret links worthless.
	SecretVersion int
}

type mark struct {
	state   State
	version int
}

// Event is one step of an order's life.
type Event struct {
	ID ident.ID
	// Number is the order's version that the event made.
	Number int
	Kind   EventKind
	At     time.Time
	By     By
	// Reason is what the shop or the customer said, for people to read.
	Reason string
}

// EventKind says what happened to an order.
type EventKind string

// The kinds of events. Reaching a state is an event of the state's name, save
// that a guest's order is placed first and confirmed then.
const (
	EventPlaced    EventKind = "placed"
	EventConfirmed EventKind = "confirmed"
	EventReminded  EventKind = "reminded"
)

// By is who acted: a party and, when known, the person.
type By struct {
	Party   Party
	Account ident.ID
}

// Restore rebuilds an order from storage.
func Restore(a Agreed, l Life) Order {
	return Order{Agreed: a, life: l, was: mark{l.State, l.Version}}
}

// State tells where the order stands.
func (o Order) State() State { return o.life.State }

// Life gives what changes in an order, as it is now.
func (o Order) Life() Life { return o.life }

// Open reports whether goods and a slot are held for the customer.
func (o Order) Open() bool { return slices.Contains(Open, o.life.State) }

// Allows reports whether a party may give the command now, its deadline and
// its reasons aside.
func (o Order) Allows(c Command, p Party) bool {
	m := moves[c]
	return (m.way == "" || m.way == o.Way) && slices.Contains(m.from[p], o.life.State)
}

// Due is when the platform must look at the order by itself; zero when never.
func (o Order) Due() time.Time {
	switch {
	case o.life.State == AwaitingConfirmation:
		return o.life.ConfirmBy
	case o.life.State != Placed:
		return time.Time{}
	case !o.life.RemindAt.IsZero():
		return o.life.RemindAt
	}
	return o.life.AcceptBy
}

// Before gives the state and version that storage must still hold for a change
// to be kept.
func (o Order) Before() (State, int) { return o.was.state, o.was.version }

// Pending gives the events and facts since the order was made or restored;
// storage keeps them with the change.
func (o Order) Pending() ([]Event, []fact.Fact) { return o.events, o.facts }

// Takes is what the order holds of the shop's stock, a line each.
func (o Order) Takes() []catalog.Take {
	takes := make([]catalog.Take, len(o.Lines))
	for i, l := range o.Lines {
		takes[i] = catalog.Take{Variant: l.Variant, Amount: l.Quantity.Amount}
	}
	return takes
}

// tell notes a fact of this order.
func (o *Order) tell(kind string, at time.Time) {
	refs := map[string]ident.ID{"shop": o.Shop.ID, "checkout": o.Checkout}
	if o.Customer.Account != "" {
		refs["account"] = o.Customer.Account
	}
	o.facts = append(o.facts, fact.New(kind, o.ID, at, refs))
}

// note adds an event and counts the change.
func (o *Order) note(kind EventKind, by By, at time.Time, reason string) {
	o.life.Version++
	o.author = by
	o.events = append(o.events, Event{ID: ident.New("evt"), Number: o.life.Version, Kind: kind, At: at, By: by, Reason: reason})
}
