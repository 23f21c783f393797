package order

import (
	"crypto/rand"
	"fmt"
	"math/big"
)

// numberLetters and numberSigns leave out what is mistaken for something else
// when read aloud or by hand (B8, I1, O0, S5, Z2).
const (
	numberLetters = "ACDEFGHJKLMNPQRTUVWXY"
	numberSigns   = numberLetters + "34679"
)

// newNumber draws a number that people can say to each other, out of five
// million: it tells nothing of how many orders there are. Storage draws again
// in the rare case that it is taken.
func newNumber() string {
	n := draw(len(numberLetters) * len(numberSigns) * 10_000)
	head, tail := n/10_000, n%10_000
	return fmt.Sprintf("%c%c-%04d", numberLetters[head/len(numberSigns)], numberSigns[head%len(numberSigns)], tail)
}

// draw gives a number from 0 to below n, all equally likely.
func draw(n int) int {
	v, err := rand.Int(rand.Reader, big.NewInt(int64(n)))
	if err != nil {
		panic("order: no randomness: " + err.Error())
	}
	return int(v.Int64())
}
