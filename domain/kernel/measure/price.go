package measure

import "cabas/domain/kernel/fault"

// The faults of pricing a quantity.
var (
	// ErrUnit says that a price in one unit was asked for a quantity in another.
	ErrUnit = fault.Define(fault.Invalid, "measure.unit_mismatch")
	// ErrRange says that a price or an amount is negative or too large to price.
	ErrRange = fault.Define(fault.Invalid, "measure.out_of_range")
)

// MaxCents bounds every price given or computed here: ten thousand million
// euros, so that nine million of them still sum within an int64.
const MaxCents int64 = 1_000_000_000_000

// Price is what a thing costs in cents including tax: per piece when Per is
// Piece, per kilogram when it is Gram, per litre when it is Millilitre.
type Price struct {
	Cents int64
	Per   Unit
}

// Valid reports whether the unit is known and the cents are from 0 to MaxCents.
func (p Price) Valid() bool {
	return p.Per.Valid() && p.Cents >= 0 && p.Cents <= MaxCents
}

// For is what the quantity costs in cents, rounded half up: 250 grams at 1999
// a kilogram cost 500. It answers ErrUnit when the price names another unit,
// and ErrRange when price, amount or result are out of bounds.
func (p Price) For(q Quantity) (int64, error) {
	if p.Per != q.Unit {
		return 0, ErrUnit
	}
	if !p.Valid() || !q.Valid() {
		return 0, ErrRange
	}
	scale := p.Per.scale()
	// Whole kilograms' worth and the rest apart: p.Cents×q.Amount may overflow.
	whole, rest := q.Amount/scale, q.Amount%scale
	cents := (p.Cents*rest + scale/2) / scale
	if p.Cents > 0 && whole > (MaxCents-cents)/p.Cents {
		return 0, ErrRange
	}
	return p.Cents*whole + cents, nil
}

// UnitPrice is the price per piece, kilogram or litre of goods whose packed
// content costs priceCents, rounded half up: a 250-gram jar at 450 is 1800 a
// kilogram. It is what must be shown beside the price of pre-packed goods
// (arrêté du 16 novembre 1999). It answers ErrRange when price, content or
// result are out of bounds.
func UnitPrice(priceCents int64, content Quantity) (Price, error) {
	packed := Price{Cents: priceCents, Per: content.Unit}
	if !packed.Valid() || !content.Valid() {
		return Price{}, ErrRange
	}
	cents := (2*priceCents*content.Unit.scale() + content.Amount) / (2 * content.Amount)
	if cents > MaxCents {
		return Price{}, ErrRange
	}
	return Price{Cents: cents, Per: content.Unit}, nil
}
