package fulfilment

import (
	"context"
	"time"

	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
	"cabas/domain/shop"
)

// WayStore keeps the ways of shops.
type WayStore interface {
	// WaysOf reads the ways of shops in one statement; those that chose none
	// are left out.
	WaysOf(ctx context.Context, shops []ident.ID) (map[ident.ID]Ways, error)
	// SaveWays writes the ways when the stored version is still that of w (0
	// for none), and counts it up; fault.ErrStale otherwise.
	SaveWays(ctx context.Context, shop ident.ID, w Ways) error
}

// Slots counts the places that orders take. Whoever takes several slots takes
// them by ascending shop, so that no two wait for each other.
type Slots interface {
	// Take takes one place, in one conditional statement; ErrSlotFull when the
	// slot holds capacity orders already.
	Take(ctx context.Context, shop ident.ID, way Way, start, end time.Time, capacity int) error
	// Free gives one place back; fault.ErrNotFound when none was taken. The
	// caller does so once per place taken, in the transaction in which its
	// order leaves the slot.
	Free(ctx context.Context, shop ident.ID, way Way, start time.Time) error
	// Booked counts the places taken in slots that end after a moment.
	Booked(ctx context.Context, shops []ident.ID, after time.Time) (map[Key]int, error)
}

// Booking is an order under way with the time promised to its customer.
type Booking struct {
	Order  ident.ID
	Number string
	// State is the order's, by its key: "accepted".
	State      string
	Way        Way
	Start, End time.Time
}

// Bookings knows the orders under way. It is kept by the room of orders.
type Bookings interface {
	// Upcoming lists a shop's orders under way whose slot ends after a moment,
	// by slot.
	Upcoming(ctx context.Context, shop ident.ID, after time.Time) ([]Booking, error)
}

// Shops reads what is needed of shops.
type Shops interface {
	ForOrdering(ctx context.Context, ids []ident.ID) (map[ident.ID]shop.ForOrdering, error)
}

// Stores are what changes together.
type Stores struct {
	Ways  WayStore
	Facts fact.Recorder
}
