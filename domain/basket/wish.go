package basket

import (
	"fmt"
	"time"

	"cabas/domain/fulfilment"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/shop"
)

// MaxShops and MaxLines bound a basket, all shops together.
const (
	MaxShops = 20
	MaxLines = 200
)

// Wish is what somebody wants of several shops, each named once.
type Wish struct{ Shops []ShopWish }

// ShopWish is what is wanted of one shop.
type ShopWish struct {
	Shop ident.ID
	Way  fulfilment.Way
	// Address is where to deliver; nil at the counter.
	Address *Address
	// Slot is the start of the slot wanted; zero when none was chosen yet.
	Slot  time.Time
	Lines []Wanted
}

// Address is a place in France that a shop delivers to; Line2 may be empty.
type Address struct{ Line1, Line2, Postcode, City string }

// Wanted is so much of one variant.
type Wanted struct {
	Variant  ident.ID
	Quantity measure.Quantity
}

// postcode is where to deliver; empty at the counter.
func (w ShopWish) postcode() string {
	if w.Address == nil {
		return ""
	}
	return w.Address.Postcode
}

// check notes what no answer could make sense of, at the pointers of the
// contract.
func (w Wish) check() error {
	var c fault.Check
	c.If(len(w.Shops) == 0, "/shops", fault.FieldTooShort)
	c.If(len(w.Shops) > MaxShops, "/shops", fault.FieldTooLong)
	lines, seen := 0, map[ident.ID]bool{}
	for i, s := range w.Shops {
		at := shopAt(i)
		c.If(seen[s.Shop], at+"/shopId", fault.FieldTaken)
		seen[s.Shop] = true
		c.If(s.Way != fulfilment.Counter && s.Way != fulfilment.Delivery, at+"/way", fault.FieldUnknown)
		c.If(s.Way == fulfilment.Delivery && s.Address == nil, at+"/deliveryAddress", fault.FieldRequired)
		c.If(s.Way == fulfilment.Counter && s.Address != nil, at+"/deliveryAddress", shop.FieldContradicts)
		c.If(len(s.Lines) == 0, at+"/lines", fault.FieldTooShort)
		lines += len(s.Lines)
		for j, l := range s.Lines {
			l.Quantity.Check(&c, lineAt(i, j)+"/quantity")
		}
	}
	c.If(lines > MaxLines, "/shops", fault.FieldTooLong)
	return c.Err()
}

// shopAt and lineAt point at a part of the wish, as the contract names it.
func shopAt(shop int) string       { return fmt.Sprintf("/shops/%d", shop) }
func lineAt(shop, line int) string { return fmt.Sprintf("/shops/%d/lines/%d", shop, line) }

// QuantityAt points at the quantity of a line.
func QuantityAt(shop, line int) string { return lineAt(shop, line) + "/quantity" }

// SlotAt points at the slot chosen for a shop.
func SlotAt(shop int) string { return shopAt(shop) + "/slot" }
