package catalog

import (
	"cmp"
	"slices"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
)

// Mode says how a variant's stock is kept.
type Mode string

// The ways of keeping stock.
const (
	// Counted stock is an amount, in pieces, grams or millilitres.
	Counted Mode = "counted"
	// Simple stock is available or sold out.
	Simple Mode = "simple"
)

// Valid reports whether the mode is known.
func (m Mode) Valid() bool { return m == Counted || m == Simple }

// Stock is how much of a variant there is.
type Stock struct {
	Mode Mode
	// SoldOut counts for simple stock alone.
	SoldOut bool
	// OnHand is what is physically in the shop, reserved units included: the
	// sum of the variant's movements.
	OnHand int64
	// Allocated is what open orders reserve. It may exceed OnHand after an
	// honest inventory.
	Allocated int64
}

// Left is what can still be ordered, never below zero; counted is false when
// the stock sets no amount.
func (s Stock) Left() (amount int64, counted bool) {
	if s.Mode == Simple {
		return 0, false
	}
	return max(0, s.OnHand-s.Allocated), true
}

// Remaining reports whether an amount can still be ordered.
func (s Stock) Remaining(amount int64) bool {
	if left, counted := s.Left(); counted {
		return left >= amount
	}
	return !s.SoldOut
}

// opening is the kind of movement that a new variant's stock begins with; false
// when it begins as it would by itself: with nothing counted, or available.
func (s Stock) opening() (MovementKind, bool) {
	if s.Mode == Simple {
		return MovedSoldOut, s.SoldOut
	}
	return MovedCount, s.OnHand > 0
}

// fewSteps is how many of the smallest steps count as little left.
const fewSteps = 5

// Few reports whether so little is left that customers are told how much:
// less than that says how well the shop sells, which is its own business.
func (s Stock) Few(step int64) bool {
	left, counted := s.Left()
	return counted && left <= fewSteps*step
}

// Short reports whether open orders reserve more than there is.
func (s Stock) Short() bool { return s.Mode == Counted && s.OnHand < s.Allocated }

// Take is an amount of one variant that an order reserves.
type Take struct {
	Variant ident.ID
	Amount  int64
}

// Shortage is what ErrOutOfStock tells of one variant: what can still be
// ordered of it, 0 when it is sold out or gone.
type Shortage struct {
	Variant ident.ID
	Left    int64
}

// Gather adds the takes of one variant together and sorts them by variant,
// the order in which every transaction touches stock.
func Gather(takes []Take) []Take {
	sorted := slices.Clone(takes)
	slices.SortFunc(sorted, func(a, b Take) int { return cmp.Compare(a.Variant, b.Variant) })
	out := sorted[:0]
	for _, t := range sorted {
		if n := len(out); n > 0 && out[n-1].Variant == t.Variant {
			out[n-1].Amount += t.Amount
			continue
		}
		out = append(out, t)
	}
	return out
}

// MovementKind says why stock changed.
type MovementKind string

// The kinds of movements.
const (
	// MovedAdjust adds or takes a difference: a delivery, a breakage,
	// the goods of an order that are lost.
	MovedAdjust MovementKind = "adjust"
	// MovedCount states what an inventory found.
	MovedCount MovementKind = "count"
	// MovedSold hands an order over.
	MovedSold MovementKind = "sold"
	// MovedSoldOut and MovedBack change simple stock.
	MovedSoldOut MovementKind = "sold_out"
	MovedBack    MovementKind = "back"
)

// Movement is one line of a variant's ledger; it is never altered.
type Movement struct {
	ID      ident.ID
	Variant ident.ID
	Kind    MovementKind
	// Unit is the product's; use cases fill it in, storage does not keep it.
	Unit measure.Unit
	// ByName is the name of that account; filled in likewise.
	ByName string
	// Difference is what the movement added to what was on hand.
	Difference int64
	// Stock is what the movement left.
	Stock Stock
	// By is the account that made it; empty when the platform did.
	By ident.ID
	// Order is the order whose goods were handed over or lost; mostly empty.
	Order  ident.ID
	Reason string
	At     time.Time
}
