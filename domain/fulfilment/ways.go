package fulfilment

import (
	"fmt"
	"regexp"
	"slices"
	"time"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/money"
)

// Way is how goods leave a shop.
type Way string

// The ways.
const (
	Counter  Way = "counter"
	Delivery Way = "delivery"
)

// Ways are the ways of one shop. Version counts the edits; 0 is the usual ways
// of a shop that chose none.
type Ways struct {
	Counter  CounterWay
	Delivery DeliveryWay
	Version  int64
}

// Rule says how a way's hours are cut into slots.
type Rule struct {
	Offered bool
	// Lead is the time from placing the order to the start of the slot, in
	// whole minutes; see Deadline.
	Lead time.Duration
	// Length is how long a slot lasts, in whole minutes.
	Length time.Duration
	// Capacity is how many orders a slot takes.
	Capacity int
	// DaysAhead is how many days after today can be booked.
	DaysAhead int
}

// CounterWay is collection in the shop, within its opening hours.
type CounterWay struct{ Rule }

// DeliveryWay is delivery by the shop, in hours of its own.
type DeliveryWay struct {
	Rule
	Week calendar.Week
	// Postcodes are those served, in order.
	Postcodes []string
	Fee       money.Cents
	// Minimum is the least that the goods must cost.
	Minimum money.Cents
	// FreeFrom is what the goods must cost for the fee to fall away; nil when
	// it never does.
	FreeFrom *money.Cents
}

// Usual are the ways of a shop that chose none: the counter, in half hours.
func Usual() Ways {
	rule := Rule{Lead: time.Hour, Length: 30 * time.Minute, Capacity: 4, DaysAhead: 7}
	w := Ways{Counter: CounterWay{rule}, Delivery: DeliveryWay{Rule: rule}}
	w.Counter.Offered = true
	w.Delivery.Lead, w.Delivery.Length = 4*time.Hour, 2*time.Hour
	return w
}

// Rule gives the rule of a way.
func (w Ways) Rule(way Way) Rule {
	if way == Delivery {
		return w.Delivery.Rule
	}
	return w.Counter.Rule
}

// Offered lists the ways that the shop offers, the counter first.
func (w Ways) Offered() []Way {
	out := []Way{}
	for _, way := range []Way{Counter, Delivery} {
		if w.Rule(way).Offered {
			out = append(out, way)
		}
	}
	return out
}

// Serves reports whether the shop delivers to the postcode.
func (d DeliveryWay) Serves(postcode string) bool {
	return d.Offered && slices.Contains(d.Postcodes, postcode)
}

// FeeFor is what delivering goods of that price costs.
func (d DeliveryWay) FeeFor(goods money.Cents) money.Cents {
	if d.FreeFrom != nil && goods >= *d.FreeFrom {
		return 0
	}
	return d.Fee
}

// Fee is what the way adds to the price of the goods: nothing at the counter;
// for a delivery to the postcode, its fee. It answers ErrWayNotOffered,
// ErrPostcodeNotServed or ErrBelowMinimum when the goods cannot leave so.
func (w Ways) Fee(way Way, postcode string, goods money.Cents) (money.Cents, error) {
	d := w.Delivery
	switch {
	case !w.Rule(way).Offered:
		return 0, ErrWayNotOffered
	case way == Counter:
		return 0, nil
	case !d.Serves(postcode):
		return 0, ErrPostcodeNotServed
	case goods < d.Minimum:
		return d.FeeFor(goods), ErrBelowMinimum.With(map[string]any{"minimumCents": int64(d.Minimum)})
	}
	return d.FeeFor(goods), nil
}

var postcodeForm = regexp.MustCompile(`^[0-9]{5}$`)

// maxPostcodes bounds how many postcodes a shop delivers to.
const maxPostcodes = 200

// check notes what is wrong, at the pointers of the contract.
func (w Ways) check() error {
	var c fault.Check
	w.Counter.check(&c, "/counter")
	w.Delivery.check(&c, "/delivery")
	d := w.Delivery
	d.Week.Check(&c, "/delivery/week")
	c.If(d.Offered && len(d.Postcodes) == 0, "/delivery/postcodes", fault.FieldRequired)
	c.If(len(d.Postcodes) > maxPostcodes, "/delivery/postcodes", fault.FieldTooLong)
	for i, p := range d.Postcodes {
		c.If(!postcodeForm.MatchString(p), fmt.Sprintf("/delivery/postcodes/%d", i), fault.FieldMalformed)
	}
	c.If(d.Fee < 0, "/delivery/feeCents", fault.FieldTooSmall)
	c.If(d.Minimum < 0, "/delivery/minimumCents", fault.FieldTooSmall)
	c.If(d.FreeFrom != nil && *d.FreeFrom < 0, "/delivery/freeFromCents", fault.FieldTooSmall)
	return c.Err()
}

func (r Rule) check(c *fault.Check, pointer string) {
	for _, b := range []struct {
		name               string
		value, least, most int
	}{
		{"leadMinutes", int(r.Lead / time.Minute), 0, 14 * 24 * 60},
		{"slotMinutes", int(r.Length / time.Minute), 5, 480},
		{"capacity", r.Capacity, 1, 1000},
		{"daysAhead", r.DaysAhead, 1, 60},
	} {
		c.If(b.value < b.least, pointer+"/"+b.name, fault.FieldTooSmall)
		c.If(b.value > b.most, pointer+"/"+b.name, fault.FieldTooLarge)
	}
}
