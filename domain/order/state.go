package order

import "slices"

// State is where an order stands.
type State string

// The states of an order. The shop does not see it before Placed.
const (
	AwaitingConfirmation State = "awaiting_confirmation"
	Placed               State = "placed"
	Accepted             State = "accepted"
	Ready                State = "ready"
	OutForDelivery       State = "out_for_delivery"
	Collected            State = "collected"
	Delivered            State = "delivered"
	Refused              State = "refused"
	Cancelled            State = "cancelled"
	Expired              State = "expired"
	NotCollected         State = "not_collected"
)

// Members names the state in a problem that tells it.
func (s State) Members() map[string]any { return map[string]any{"state": string(s)} }

// States lists every state, in the order of a life.
var States = []State{AwaitingConfirmation, Placed, Accepted, Ready, OutForDelivery,
	Collected, Delivered, Refused, Cancelled, Expired, NotCollected}

// Open lists the states in which goods and a slot are held for the customer.
var Open = []State{AwaitingConfirmation, Placed, Accepted, Ready, OutForDelivery}

// Booked lists the states in which a place in the slot is taken: whoever was
// served there keeps it.
var Booked = append(slices.Clone(Open), Collected, Delivered)

// Party is who acts on an order.
type Party string

// The parties.
const (
	ByCustomer Party = "customer"
	ByShop     Party = "shop"
	BySystem   Party = "system"
)

// Command is what somebody asks of an order.
type Command string

// The commands.
const (
	Confirm         Command = "confirm"
	Accept          Command = "accept"
	Refuse          Command = "refuse"
	MakeReady       Command = "ready"
	Dispatch        Command = "dispatch"
	Deliver         Command = "deliver"
	Collect         Command = "collect"
	Cancel          Command = "cancel"
	Expire          Command = "expire"
	MarkUncollected Command = "not_collected"
)

// asked lists what people ask of an order, in the order of its life.
var asked = []Command{Accept, Refuse, MakeReady, Dispatch, Deliver, Collect, Cancel, MarkUncollected}

// effect is what becomes of the goods and the slot.
type effect int

const (
	hold     effect = iota // they stay reserved
	release                // both come back
	discard                // the slot comes back, the goods are lost
	handOver               // the goods leave the shop
)

// move is what a command does: who may give it in which states, where it
// leads, for which way alone (any when empty), and what becomes of the goods.
type move struct {
	from   map[Party][]State
	to     State
	way    Way
	reason bool // the shop must say why
	goods  effect
}

// moves is every legal transition.
var moves = map[Command]move{
	Confirm:   {to: Placed, from: map[Party][]State{ByCustomer: {AwaitingConfirmation}}},
	Accept:    {to: Accepted, from: map[Party][]State{ByShop: {Placed}, BySystem: {Placed}}},
	Refuse:    {to: Refused, reason: true, goods: release, from: map[Party][]State{ByShop: {Placed}}},
	MakeReady: {to: Ready, from: map[Party][]State{ByShop: {Accepted}}},
	Dispatch:  {to: OutForDelivery, way: Delivery, from: map[Party][]State{ByShop: {Ready}}},
	Deliver:   {to: Delivered, way: Delivery, goods: handOver, from: map[Party][]State{ByShop: {OutForDelivery}}},
	Collect:   {to: Collected, way: Counter, goods: handOver, from: map[Party][]State{ByShop: {Ready}}},
	Cancel: {to: Cancelled, reason: true, goods: release, from: map[Party][]State{
		ByCustomer: {AwaitingConfirmation, Placed, Accepted}, // until preparation is done
		ByShop:     {Placed, Accepted, Ready, OutForDelivery},
		BySystem:   {AwaitingConfirmation},
	}},
	Expire:          {to: Expired, goods: release, from: map[Party][]State{BySystem: {AwaitingConfirmation, Placed}}},
	MarkUncollected: {to: NotCollected, way: Counter, goods: release, from: map[Party][]State{ByShop: {Ready}}},
}
