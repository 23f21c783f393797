package checkout

import (
	"context"
	"time"

	"cabas/domain/account"
	"cabas/domain/basket"
	"cabas/domain/catalog"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
	"cabas/domain/platform"
)

// Checkouts keeps what placed baskets are known by.
type Checkouts interface {
	// Claim keeps a new checkout, in one statement; false when its basket, or
	// its scope and key, are known. It waits for another claim under way.
	Claim(ctx context.Context, c Checkout) (bool, error)
	// Earlier gives the checkouts with the basket, or with the scope and key.
	Earlier(ctx context.Context, basket ident.ID, scope, key string) ([]Checkout, error)
	// ByBasket answers fault.ErrNotFound when the basket was never placed.
	ByBasket(ctx context.Context, basket ident.ID) (Checkout, error)
}

// Codes keeps the guests' codes.
type Codes interface {
	// Try counts a guess, in one statement, and gives the code guessed at;
	// false when most guesses were made before.
	Try(ctx context.Context, checkout ident.ID, most int) (Code, bool, error)
	// Renew puts another code in the place of the one before, in one
	// statement; false when most letters were sent already, or the last one
	// after the given time.
	Renew(ctx context.Context, checkout ident.ID, c Code, most int, lastBefore time.Time) (bool, error)
	// Settle notes that the right code was given.
	Settle(ctx context.Context, checkout ident.ID, at time.Time) error
}

// Guests counts what guests hold.
type Guests interface {
	// Queue makes others who name one of the same holders wait until the
	// transaction ends, so that what is counted stays true.
	Queue(ctx context.Context, holders []string, now time.Time) error
	// Held counts the orders under way that guests hold under an e-mail, a
	// phone number, and from an origin. Of an origin those count too that were
	// never confirmed, though they have ended: else one address could keep a
	// shop's goods reserved all day, a quarter of an hour at a time.
	Held(ctx context.Context, email, phone, origin string) (Held, error)
}

// Held is how many orders guests hold.
type Held struct{ Email, Phone, Origin int }

// Pauses keeps people from asking for letters too often.
type Pauses interface {
	// Pause notes that the holder asked, in one statement; false when it asked
	// after the given time already.
	Pause(ctx context.Context, holder string, now, lastBefore time.Time) (bool, error)
}

// Orders reads orders.
type Orders interface {
	OfCheckout(ctx context.Context, checkout ident.ID) ([]order.Order, error)
	// ByNumber answers fault.ErrNotFound when there is none.
	ByNumber(ctx context.Context, number string) (order.Order, error)
}

// Quotes prices baskets; basket.Service does.
type Quotes interface {
	Quote(ctx context.Context, w basket.Wish) (basket.Quote, error)
}

// People tells what is known of somebody signed in.
type People interface {
	ByID(ctx context.Context, id ident.ID) (account.Account, error)
}

// Settings tells the thresholds in force; platform.Service does.
type Settings interface {
	Settings(ctx context.Context) (platform.Settings, error)
}

// Seal makes digests that nobody can make without the server's secret.
type Seal interface{ Digest(parts ...string) string }

// Slots is where an order takes its place; fulfilment.Slots does.
type Slots interface {
	Take(ctx context.Context, shop ident.ID, way fulfilment.Way, start, end time.Time, capacity int) error
}

// Stock is where an order's goods are reserved; catalog.Stocks does.
type Stock interface {
	Take(ctx context.Context, takes []catalog.Take) error
}

// Stores is what placing and confirming touch, bound to one transaction.
type Stores struct {
	Checkouts Checkouts
	Codes     Codes
	Guests    Guests
	Offers    catalog.Offers
	Stock     Stock
	Slots     Slots
	// Orders keeps orders and what follows from their moves.
	Orders order.Stores
	Facts  fact.Recorder
	// Post sends a guest the code, within the transaction.
	Post Post
}

// Post sends what holds a secret; bound to the transaction, so that nothing is
// sent for what did not happen.
type Post interface {
	Confirmation(ctx context.Context, c Confirmation) error
}

// Confirmation is the letter that asks a guest for a code.
type Confirmation struct {
	To   account.Recipient
	Code string
	// Within is how long the code is good for from now on.
	Within time.Duration
	Basket ident.ID
	// Secret opens the orders.
	Secret string
	Orders []order.Order
}

// Viewer is who looks at a checkout: somebody signed in, or whoever presents
// the secret of a guest's orders.
type Viewer struct {
	Actor  account.Actor
	Secret string
}
