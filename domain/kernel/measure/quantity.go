// Package measure says how much of a thing there is and what it costs by the
// piece, by weight and by volume. Amounts are whole pieces, grams or
// millilitres; prices are integer euro cents including tax. It rounds half up
// to the cent, once, and refuses what does not fit. It imports fault alone.
package measure

import "cabas/domain/kernel/fault"

// Unit is what an amount counts.
type Unit string

// The units a thing is counted in.
const (
	Piece      Unit = "piece"
	Gram       Unit = "gram"
	Millilitre Unit = "millilitre"
)

// Valid reports whether the unit is known.
func (u Unit) Valid() bool { return u.scale() != 0 }

// scale is how many of the unit make the one that prices name: a piece, a
// kilogram, a litre. It is 0 for an unknown unit.
func (u Unit) scale() int64 {
	switch u {
	case Piece:
		return 1
	case Gram, Millilitre:
		return 1000
	}
	return 0
}

// MinAmount and MaxAmount bound the amount of one quantity: ten million
// pieces, ten tonnes, ten cubic metres.
const (
	MinAmount int64 = 1
	MaxAmount int64 = 10_000_000
)

// Quantity is an amount of something: 3 pieces, 250 grams.
type Quantity struct {
	Unit   Unit
	Amount int64
}

// Valid reports whether the unit is known and the amount within bounds.
func (q Quantity) Valid() bool {
	return q.Unit.Valid() && q.Amount >= MinAmount && q.Amount <= MaxAmount
}

// Check notes what is wrong with the quantity at pointer, on its parts "/unit"
// and "/amount".
func (q Quantity) Check(c *fault.Check, pointer string) {
	c.If(!q.Unit.Valid(), pointer+"/unit", fault.FieldUnknown)
	c.If(q.Amount < MinAmount, pointer+"/amount", fault.FieldTooSmall)
	c.If(q.Amount > MaxAmount, pointer+"/amount", fault.FieldTooLarge)
}

// FitsStep reports whether an amount can be bought where the smallest is least
// and the next ones follow at equal steps: least, least+step, least+2×step.
// With a least of 0 the amounts are the multiples of step. Nothing fits outside the
// bounds of a quantity, nor a step below 1, nor a negative least.
func FitsStep(amount, step, least int64) bool {
	if step < 1 || least < 0 || amount < MinAmount || amount > MaxAmount {
		return false
	}
	return amount >= least && (amount-least)%step == 0
}
