// Package money holds amounts in integer euro cents: how a sum is shared out
// without losing a cent, and how much VAT a price contains. It never uses
// floating point, rounds only where a docstring says so, and imports nothing
// but the standard library.
package money

import (
	"cmp"
	"math/bits"
	"slices"
)

// Cents is an amount in euro cents, all taxes included unless said otherwise.
// It may be negative: a refund, a discount.
type Cents int64

// Split shares total out in proportion to weights, one share for each weight,
// by largest remainder: every share is the exact proportion rounded down, and
// the cents left over go one each to the largest fractions, the first of equal
// ones first. The shares always sum to total.
//
// A weight of zero gets nothing, unless all are zero: then they count as
// equal. A negative total is shared as the positive one would be, mirrored, so
// that a refund takes back exactly what was charged. Without weights there is
// nobody to share with and the answer is empty. A negative weight, or weights
// whose sum does not fit an int64, are mistakes of the caller and panic.
func Split(total Cents, weights []int64) []Cents {
	shares := make([]Cents, len(weights))
	if len(weights) == 0 {
		return shares
	}
	weight := func(i int) uint64 { return uint64(weights[i]) }
	sum := sumOf(weights)
	if sum == 0 {
		weight, sum = func(int) uint64 { return 1 }, uint64(len(weights))
	}

	left := magnitude(total)
	rest := make([]uint64, len(weights))
	order := make([]int, len(weights))
	for i, whole := 0, left; i < len(weights); i++ {
		var share uint64
		hi, lo := bits.Mul64(whole, weight(i)) // 128 bits: no product overflows
		share, rest[i] = bits.Div64(hi, lo, sum)
		shares[i], order[i] = Cents(share), i
		left -= share
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rest[b], rest[a]) })
	for _, i := range order[:left] {
		shares[i]++
	}
	if total < 0 {
		for i := range shares {
			shares[i] = -shares[i]
		}
	}
	return shares
}

func sumOf(weights []int64) uint64 {
	var sum int64
	for _, w := range weights {
		if sum += w; w < 0 || sum < 0 {
			panic("money: weights must not be negative nor overflow")
		}
	}
	return uint64(sum)
}

// magnitude is |c|, right for the most negative amount too.
func magnitude(c Cents) uint64 {
	if c < 0 {
		return -uint64(c)
	}
	return uint64(c)
}
