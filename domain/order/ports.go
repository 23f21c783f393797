package order

import (
	"context"
	"time"

	"cabas/domain/account"
	"cabas/domain/catalog"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/shop"
)

// Way is how goods reach the customer.
type Way = fulfilment.Way

// The ways.
const (
	Counter  = fulfilment.Counter
	Delivery = fulfilment.Delivery
)

// Store keeps orders.
type Store interface {
	// Insert keeps new orders with their lines, events and facts, each kind in
	// one statement. An order whose number is taken is given another, in the
	// slice.
	Insert(ctx context.Context, orders []Order) error
	// Get answers fault.ErrNotFound when there is none.
	Get(ctx context.Context, id ident.ID) (Order, error)
	// OfCheckout gives the orders of one checkout, ids ascending.
	OfCheckout(ctx context.Context, checkout ident.ID) ([]Order, error)
	// Save keeps a change with its events and facts if the state and version
	// are still those of Before; else ErrState, telling the state as it is.
	Save(ctx context.Context, o Order) error
}

// Shelf is where orders are looked up.
type Shelf interface {
	Get(ctx context.Context, id ident.ID) (Order, error)
	// OfShop lists what a shop sees, by start of slot, then id.
	OfShop(ctx context.Context, f ShopFilter, r page.Request) (page.Page[Order], error)
	// OfCustomer lists an account's orders, newest first; all, or those open.
	OfCustomer(ctx context.Context, account ident.ID, openOnly bool, r page.Request) (page.Page[Order], error)
	// Events lists an order's steps, oldest first.
	Events(ctx context.Context, id ident.ID, r page.Request) (page.Page[Event], error)
}

// Agenda finds the orders that the platform must look at by itself.
type Agenda interface {
	// Due gives the orders due at the moment, the longest due first.
	Due(ctx context.Context, now time.Time, limit int) ([]ident.ID, error)
}

// Guesses bounds how often a pickup code may be guessed.
type Guesses interface {
	// Spend counts one try and commits it; it answers false when MaxGuesses
	// were made already.
	Spend(ctx context.Context, id ident.ID) (bool, error)
}

// Stock is where the goods come back to, or leave from.
type Stock interface {
	// Return gives up what was reserved.
	Return(ctx context.Context, takes []catalog.Take) error
	// Discard takes what was reserved off the shop's stock: the goods are lost.
	Discard(ctx context.Context, takes []catalog.Take, by, order ident.ID, at time.Time) error
	// HandOver takes what was reserved out of the shop.
	HandOver(ctx context.Context, takes []catalog.Take, by, order ident.ID, at time.Time) error
}

// Slots is where a place comes back to.
type Slots interface {
	// Free gives back one place of the slot that starts at the moment.
	Free(ctx context.Context, shop ident.ID, way Way, start time.Time) error
}

// Staff answers who may act for a shop: nil, or the fault to answer.
type Staff interface {
	Require(ctx context.Context, actor account.Actor, shop ident.ID, least shop.Role) error
}

// Shops knows shops by identifier or slug.
type Shops interface {
	ByRef(ctx context.Context, ref string) (shop.Shop, error)
}

// ShopFilter narrows a shop's list. Zero values do not narrow.
type ShopFilter struct {
	Shop   ident.ID
	States []State
	Way    Way
	// From and To bound the start of the slot; To no longer belongs.
	From, To time.Time
}

// OnDay narrows the list to the slots that start on a day in the zone.
func (f ShopFilter) OnDay(d calendar.Date, zone *time.Location) ShopFilter {
	f.From, f.To = calendar.At(d, calendar.Midnight, zone), calendar.At(d, calendar.EndOfDay, zone)
	return f
}
