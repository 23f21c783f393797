package rehearsal

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"slices"
	"time"

	"cabas/domain/catalog"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/order"
)

// Most is how many rehearsals a shop holds at once.
const Most = 3

// Lasts is how long a rehearsal is shown before it goes by itself.
const Lasts = 24 * time.Hour

// mostLines is how many of the shop's products a rehearsal orders.
const mostLines = 2

// steps lists what staff do to a rehearsal, in the order of its life.
var steps = []order.Command{order.Accept, order.MakeReady, order.Collect}

// Rehearsal is a practice order of made-up goods of one shop, for the counter.
type Rehearsal struct {
	ID, Shop ident.ID
	Lines    []Line
	// Slot is when the made-up customer comes; no place is taken in it.
	Slot order.Slot
	// Code is what the made-up customer says at the counter.
	Code     string
	State    order.State
	PlacedAt time.Time
}

// Line is one variant of the shop, as it is called and costs now.
type Line struct {
	Product, Variant string
	Quantity         measure.Quantity
	TotalCents       int64
}

// New places a rehearsal at a shop, of the least that its first products are
// sold in, for the next half hour that leaves time to prepare. It answers
// ErrNoGoods when there are no products.
func New(shop ident.ID, goods []catalog.Product, at time.Time) (Rehearsal, error) {
	r := Rehearsal{ID: ident.New("reh"), Shop: shop, Code: newCode(), State: order.Placed, PlacedAt: at}
	r.Slot.Start = at.Truncate(30 * time.Minute).Add(time.Hour)
	r.Slot.End = r.Slot.Start.Add(30 * time.Minute)
	for _, p := range goods[:min(len(goods), mostLines)] {
		v, q := p.Variants[0], measure.Quantity{Unit: p.Unit, Amount: p.Minimum}
		cents, err := measure.Price{Cents: v.PriceCents, Per: p.Unit}.For(q)
		if err != nil {
			return Rehearsal{}, err
		}
		r.Lines = append(r.Lines, Line{Product: p.Name, Variant: v.Name, Quantity: q, TotalCents: cents})
	}
	if len(r.Lines) == 0 {
		return Rehearsal{}, ErrNoGoods
	}
	return r, nil
}

// TotalCents is what the made-up customer would pay, all taxes included.
func (r Rehearsal) TotalCents() int64 {
	var sum int64
	for _, l := range r.Lines {
		sum += l.TotalCents
	}
	return sum
}

// Do moves the rehearsal as an order of the counter would move, by the order's
// own rules. It answers false when it is already there, order.ErrState when it
// does not stand where the step starts from, and order.ErrCode when the code to
// hand over is another one.
func (r *Rehearsal) Do(c order.Command, code string, at time.Time) (bool, error) {
	if !slices.Contains(steps, c) {
		return false, order.ErrState.Telling(r.State)
	}
	o := r.order()
	if c == order.Collect && o.Allows(c, order.ByShop) && code != r.Code {
		return false, order.ErrCode.At("/code", fault.FieldUnknown)
	}
	moved, err := o.Do(c, order.By{Party: order.ByShop}, at, order.Say{})
	r.State = o.State()
	return moved, err
}

// Steps are what may be done to the rehearsal now.
func (r Rehearsal) Steps() []order.Command {
	o := r.order()
	return slices.DeleteFunc(slices.Clone(steps), func(c order.Command) bool { return !o.Allows(c, order.ByShop) })
}

// order is a real order that stands where the rehearsal does. It is never kept.
func (r Rehearsal) order() order.Order {
	return order.Restore(order.Agreed{ID: r.ID, Way: order.Counter, Slot: r.Slot},
		order.Life{State: r.State, ReachedAt: r.PlacedAt, AcceptBy: r.PlacedAt.Add(Lasts)})
}

// newCode draws six digits, as a customer's ticket shows them.
func newCode() string {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		panic("rehearsal: no randomness: " + err.Error())
	}
	return fmt.Sprintf("%06d", n.Int64())
}
