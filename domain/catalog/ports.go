package catalog

import (
	"context"
	"time"

	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/kernel/repeat"
)

// Query says which products of a shop are wanted.
type Query struct {
	Shop ident.ID
	// Category, when not empty, is the only one wanted.
	Category string
	// Words, when not empty, must all stand in the name.
	Words string
	// Published leaves hidden products out.
	Published bool
}

// Products is where products are read.
type Products interface {
	// Get gives a product that was not deleted; fault.ErrNotFound otherwise.
	Get(ctx context.Context, id ident.ID) (Product, error)
	// List gives a shop's products by category and name.
	List(ctx context.Context, q Query, p page.Request) (page.Page[Product], error)
}

// Offers is where baskets read what variants cost.
type Offers interface {
	// Offers gives the variants that are sold; those that are gone are left
	// out. It is one query.
	Offers(ctx context.Context, variants []ident.ID) (map[ident.ID]Offer, error)
}

// Shelf is where products are written, inside a transaction.
type Shelf interface {
	Get(ctx context.Context, id ident.ID) (Product, error)
	// Listed counts the products of a shop that were not deleted, up to most.
	Listed(ctx context.Context, shop ident.ID, most int) (int, error)
	// Insert keeps a new product, and the stock its variants open with.
	Insert(ctx context.Context, p Product, c Change) error
	// Update keeps an edited product; fault.ErrStale unless the one kept is of
	// the version before. The stock of variants that are kept already changes
	// its mode alone.
	Update(ctx context.Context, p Product, c Change) error
	// Delete hides a product from everybody for good; what orders copied
	// stays. fault.ErrNotFound when it is gone already.
	Delete(ctx context.Context, id ident.ID, at time.Time) error
}

// Stocks is how orders draw on stock. Each guard is one conditional statement;
// lines on one variant are added together and variants touched in the order of
// their identifiers. Amounts are in the sale unit.
type Stocks interface {
	// Take reserves everything or nothing: ErrOutOfStock tells the Shortages.
	Take(ctx context.Context, takes []Take) error
	// Return gives up what Take reserved.
	Return(ctx context.Context, takes []Take) error
	// HandOver takes what was reserved out of the shop, with a movement for
	// each variant whose stock is counted. What an inventory found missing
	// cannot leave: nothing goes below zero.
	HandOver(ctx context.Context, takes []Take, by, order ident.ID, at time.Time) error
	// Discard does the same for goods that are lost instead of sold.
	Discard(ctx context.Context, takes []Take, by, order ident.ID, at time.Time) error
}

// Ledger is how a shop changes what is on hand. Each answers fault.ErrNotFound
// when the variant has no stock.
type Ledger interface {
	// Adjust adds m.Difference; ErrBelowZero, ErrNotCounted.
	Adjust(ctx context.Context, m Movement) (Movement, error)
	// Count sets what is on hand to onHand and finds the difference itself,
	// so that nothing that moves meanwhile is lost; ErrNotCounted.
	Count(ctx context.Context, m Movement, onHand int64) (Movement, error)
	// Mark makes simple stock sold out or available by m.Kind; ErrCounted.
	Mark(ctx context.Context, m Movement) (Movement, error)
	// Movement gives one movement.
	Movement(ctx context.Context, id ident.ID) (Movement, error)
}

// History is where the ledger is read.
type History interface {
	// Movements lists a variant's movements, the latest first.
	Movements(ctx context.Context, variant ident.ID, p page.Request) (page.Page[Movement], error)
}

// Shops is what the catalogue asks about shops.
type Shops interface {
	// Sign gives the shop with that identifier or slug; fault.ErrNotFound when
	// the public may see none.
	Sign(ctx context.Context, ref string) (Sign, error)
}

// Sign is a shop as its products name it.
type Sign struct {
	ID         ident.ID
	Slug, Name string
}

// Stores are what one transaction of the catalogue writes to.
type Stores struct {
	Shelf   Shelf
	Ledger  Ledger
	Facts   fact.Recorder
	Repeats repeat.Book
}
