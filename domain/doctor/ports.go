package doctor

import (
	"context"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/order"
)

// Records shows the books as they stood at one moment.
type Records interface {
	// Stocks visits every variant that has a stock, movements or open orders.
	Stocks(ctx context.Context, visit func(Stock) error) error
	// Slots visits every slot that has a count or orders.
	Slots(ctx context.Context, visit func(Slot) error) error
	// Orders visits every order.
	Orders(ctx context.Context, visit func(Order) error) error
	// Facts sums up what happened, and how far listeners were told.
	Facts(ctx context.Context) (Facts, error)
}

// Stock is what is kept of a variant, and what it must be.
type Stock struct {
	Variant ident.ID
	// Kept is false when movements or orders name a variant without a stock.
	Kept bool
	// OnHand is kept; Moved is the sum of the movements.
	OnHand, Moved int64
	// Allocated is kept; Ordered is the sum of the lines of open orders.
	Allocated, Ordered int64
}

// Slot is how many places of a slot are taken, and how many orders are in it,
// open or served.
type Slot struct {
	Shop   ident.ID
	Way    order.Way
	Start  time.Time
	Booked int64
	Orders int64
}

// Order is an order and what is kept of its life.
type Order struct {
	order.Order
	// Events counts the steps; LastEvent is the number of the last.
	Events, LastEvent int64
}

// Facts is the stream of facts in figures.
type Facts struct {
	// Count is how many have a position, from First to Last.
	Count, First, Last int64
	// Waiting is how many have none yet.
	Waiting int64
	// Orphans is how many order facts name an order that is not there.
	Orphans   int64
	Listeners []Listener
}

// Listener is how far one listener was told.
type Listener struct {
	Name     string
	Position int64
}
