package live

import (
	"strings"
	"time"

	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
)

// Type is what a message is.
type Type string

// The types of messages.
const (
	Open  Type = "open"  // the first
	Order Type = "order" // something happened to an order
	Beat  Type = "beat"  // nothing did for a while
	End   Type = "end"   // the last
)

// Reason is why a stream ended.
type Reason string

// The reasons.
const (
	Session  Reason = "session"  // signed out, here or elsewhere
	Token    Reason = "token"    // what it was opened with is over
	Changed  Reason = "rights"   // the watcher's shops changed
	Replaced Reason = "replaced" // the same watcher opened too many others since
	Slow     Reason = "slow"     // the reader did not keep up
	Shutdown Reason = "shutdown" // the server stops
	Trouble  Reason = "trouble"  // the database did not answer
)

// Message is one event of a stream.
type Message struct {
	Type Type
	// Position is where the stream stands; everything up to it was told.
	Position int64
	// Resumed says of the first message that nothing is missing since the
	// position that the reader presented.
	Resumed bool
	// Kind is what happened, "placed" for the fact "order.placed".
	Kind        string
	Order, Shop ident.ID
	// State is where the order stood then; empty when the fact does not tell.
	State order.State
	At    time.Time
	// Reason says of the last message why it is.
	Reason Reason
}

// telling is what a fact tells, and whom.
type telling struct {
	state          order.State
	shop, customer bool
}

// tellings lists the facts that are told. A shop hears of an order from its
// placement on, so never of one that lapsed.
var tellings = map[string]telling{
	order.FactPlaced:              {order.Placed, true, true},
	order.FactAccepted:            {order.Accepted, true, true},
	order.FactReady:               {order.Ready, true, true},
	order.FactOutForDelivery:      {order.OutForDelivery, true, true},
	order.FactCollected:           {order.Collected, true, true},
	order.FactDelivered:           {order.Delivered, true, true},
	order.FactRefused:             {order.Refused, true, true},
	order.FactCancelledByCustomer: {order.Cancelled, true, true},
	order.FactCancelledByShop:     {order.Cancelled, true, true},
	order.FactExpired:             {order.Expired, true, true},
	order.FactNotCollected:        {order.NotCollected, true, true},
	order.FactReminder:            {order.Placed, true, false},
	order.FactLapsed:              {"", false, true},
}

// message makes what is told of a fact.
func (t telling) message(f fact.Fact) Message {
	return Message{
		Type: Order, Position: f.Position, Kind: strings.TrimPrefix(f.Kind, "order."),
		Order: f.Subject, Shop: f.Refs["shop"], State: t.state, At: f.At,
	}
}
