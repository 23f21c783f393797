package order

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/money"
)

// MaxNote bounds what a customer may ask of the shop, in characters.
const MaxNote = 500

// New makes an order of a draft: placed, accepted where the shop accepts
// without looking, or awaiting the guest's confirmation. It computes line
// totals, totals and VAT, and gives identifiers, a number and deadlines. It
// answers ErrInvalid when the draft breaks a rule.
func New(d Draft) (Order, error) {
	if err := d.check(); err != nil {
		return Order{}, err
	}
	o := Order{Agreed: Agreed{
		ID: ident.New("ord"), Number: newNumber(), Checkout: d.Checkout, Basket: d.Basket, Shop: d.Shop, Seller: d.Seller,
		Customer: d.Customer, Way: d.Way, Address: d.Address, Slot: d.Slot, Note: strings.TrimSpace(d.Note),
		Delivery: d.Delivery, TermsVersion: d.TermsVersion, PlacedAt: d.At, AutoAccept: d.AutoAccept,
	}}
	if err := o.bill(d.Lines); err != nil {
		return Order{}, err
	}
	o.life.SecretVersion = 1
	by := By{ByCustomer, d.Customer.Account}
	o.life.RemindAt, o.life.AcceptBy = Deadline(d.Schedule, d.At, d.RemindAfter, d.AcceptWithin, d.Slot.Start)
	if d.ConfirmBy.IsZero() {
		o.enter(Placed, EventPlaced, by, d.At, "")
		o.acceptAlone(d.At)
		return o, nil
	}
	o.life.ConfirmBy = d.ConfirmBy
	if o.life.AcceptBy.Before(d.ConfirmBy) {
		o.life.ConfirmBy = o.life.AcceptBy
	}
	o.enter(AwaitingConfirmation, EventPlaced, by, d.At, "")
	return o, nil
}

// Renumber gives the order another number, because another order has this one
// already. Only a new order may be renumbered.
func (o *Order) Renumber() { o.Number = newNumber() }

// Deadline says when a shop is reminded to accept and until when it must have
// accepted: each after so much opening time, and always before the slot starts.
// A reminder that would come too late, or never, comes after half the opening
// time, or half way when the slot cuts the deadline short of that.
func Deadline(s calendar.Schedule, placed time.Time, after, within time.Duration, slot time.Time) (remind, accept time.Time) {
	if after <= 0 || after >= within {
		after = within / 2
	}
	accept, found := s.AddOpen(placed, within)
	if !found || accept.After(slot) {
		accept = slot
	}
	remind, found = s.AddOpen(placed, after)
	if !found || !remind.Before(accept) {
		remind = placed.Add(accept.Sub(placed) / 2).Truncate(time.Microsecond)
	}
	return remind, accept
}

// bill copies the lines and sums them up.
func (o *Order) bill(lines []Line) error {
	o.Lines = make([]Line, len(lines))
	for i, l := range lines {
		cents, err := l.Price.For(l.Quantity)
		if err != nil {
			return fmt.Errorf("order: line %d: %w", i, err)
		}
		l.ID, l.TotalCents = ident.New("lin"), cents
		o.Lines[i] = l
		o.Totals.ItemsCents += cents
		o.Totals.VAT.Add(l.VATRate, money.Cents(cents))
	}
	o.Totals.DeliveryCents = o.Delivery.Cents
	if o.Delivery.Cents > 0 {
		o.Totals.VAT.Add(o.Delivery.VATRate, money.Cents(o.Delivery.Cents))
	}
	o.Totals.TotalCents = o.Totals.ItemsCents + o.Totals.DeliveryCents
	return nil
}

func (d Draft) check() error {
	var c fault.Check
	c.If(d.Checkout == "", "/checkout", fault.FieldRequired)
	c.If(d.Shop.ID == "", "/shop", fault.FieldRequired)
	c.If(d.Way != Counter && d.Way != Delivery, "/way", fault.FieldUnknown)
	c.If(d.Way == Delivery && d.Address == nil, "/address", fault.FieldRequired)
	c.If(d.Way == Counter && (d.Address != nil || d.Delivery.Cents != 0), "/way", fault.FieldMalformed)
	c.If(d.Delivery.Cents < 0, "/delivery", fault.FieldTooSmall)
	c.If(!d.Delivery.VATRate.Valid(), "/delivery", fault.FieldUnknown)
	c.If(!d.Slot.Start.Before(d.Slot.End), "/slot", fault.FieldMalformed)
	c.If(!d.At.Before(d.Slot.Start), "/slot", fault.FieldTooSmall)
	c.If(d.Customer.Name == "", "/customer/name", fault.FieldRequired)
	c.If(d.Customer.Email == "", "/customer/email", fault.FieldRequired)
	c.If(utf8.RuneCountInString(d.Note) > MaxNote, "/note", fault.FieldTooLong)
	c.If(len(d.Lines) == 0, "/lines", fault.FieldRequired)
	for i, l := range d.Lines {
		at := fmt.Sprintf("/lines/%d", i)
		c.If(l.Variant == "" || l.Product == "", at+"/variant", fault.FieldRequired)
		c.If(l.ProductName == "", at+"/name", fault.FieldRequired)
		c.If(!l.VATRate.Valid(), at+"/vatRate", fault.FieldUnknown)
		l.Quantity.Check(&c, at+"/quantity")
	}
	return c.Err()
}
