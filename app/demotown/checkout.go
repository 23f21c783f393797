package demotown

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"time"

	"cabas/demo"
	"cabas/domain/basket"
	"cabas/domain/checkout"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/order"
)

// toConfirm is how long a guest takes to read the code.
const toConfirm = 2 * time.Minute

// planOrders adds every basket of the files to the story.
func (l *loader) planOrders(ctx context.Context) error {
	for _, c := range l.data.Checkouts {
		placed, slots, err := l.book(ctx, c)
		if err != nil {
			return fmt.Errorf("%s: %w", c.Key, err)
		}
		l.later(placed, c.Key+" is placed", func(ctx context.Context) error { return l.place(ctx, c, slots) })
	}
	return nil
}

// place quotes and places a basket; a guest then confirms it, and the shops
// see to it.
func (l *loader) place(ctx context.Context, c demo.Checkout, slots []fulfilment.Slot) error {
	who := l.people[c.Customer]
	r := checkout.Request{Key: c.Key, Basket: ident.New("bsk"), AcceptTerms: true, Customer: customer(c, who.Person)}
	for i, o := range c.Orders {
		part, err := l.wish(c, o, who.Person, slots[i])
		if err != nil {
			return err
		}
		r.Wish.Shops = append(r.Wish.Shops, part)
		r.Notes = append(r.Notes, o.Note)
	}
	quote, err := l.Baskets.Quote(ctx, r.Wish)
	if err != nil {
		return err
	}
	r.Hash = quote.Hash
	p, err := l.Checkouts.Place(ctx, who.Actor, r)
	if err != nil {
		return err
	}
	for i, o := range c.Orders {
		s := l.shops[o.Shop]
		n := slices.IndexFunc(p.Orders, func(placed order.Order) bool { return placed.Shop.ID == s.ID })
		l.live(c, o, life{id: p.Orders[n].ID, shop: s, customer: who.Actor, placed: p.PlacedAt, slot: slots[i]})
	}
	if c.Guest != nil {
		l.later(p.PlacedAt.Add(toConfirm), c.Key+" is confirmed", func(ctx context.Context) error {
			code, err := l.read(ctx, c.Guest.Email, sixDigits)
			if err != nil {
				return err
			}
			_, err = l.Checkouts.Confirm(ctx, checkout.Viewer{Secret: p.Secret}, p.Basket, code)
			return err
		})
	}
	return nil
}

// sixDigits finds the code in a guest's mail.
var sixDigits = regexp.MustCompile(`(?m)^\s*(\d{6})\s*$`)

func customer(c demo.Checkout, p demo.Person) checkout.Customer {
	if g := c.Guest; g != nil {
		return checkout.Customer{Name: g.Name, Phone: g.Phone, Email: g.Email, Language: g.Language}
	}
	return checkout.Customer{Name: p.Name, Phone: p.Phone, Email: p.Email, Language: p.Language}
}

func (l *loader) wish(c demo.Checkout, o demo.Order, p demo.Person, slot fulfilment.Slot) (basket.ShopWish, error) {
	s := l.shops[o.Shop]
	w := basket.ShopWish{Shop: s.ID, Way: fulfilment.Way(o.Way), Slot: slot.Start}
	if at := addressee(c, p); w.Way == fulfilment.Delivery && at != nil {
		w.Address = &basket.Address{Line1: at.Street, Postcode: at.Postcode, City: at.City}
	}
	for _, line := range o.Lines {
		variant, unit, err := s.variant(line)
		if err != nil {
			return w, err
		}
		w.Lines = append(w.Lines, basket.Wanted{Variant: variant, Quantity: measure.Quantity{Unit: unit, Amount: line.Quantity}})
	}
	return w, nil
}

func addressee(c demo.Checkout, p demo.Person) *demo.Address {
	if c.Guest != nil {
		return c.Guest.Address
	}
	return p.Address
}

// variant finds what a line of the files names.
func (s opened) variant(line demo.Line) (ident.ID, measure.Unit, error) {
	i := slices.IndexFunc(s.Data.Products, func(p demo.Product) bool { return p.Key == line.Product })
	made, known := s.products[line.Product]
	if i < 0 || !known {
		return "", "", fmt.Errorf("%s sells no %q", s.Data.Slug, line.Product)
	}
	n := slices.IndexFunc(s.Data.Products[i].Forms(), func(v demo.Variant) bool { return v.Key == line.Variant })
	if n < 0 {
		return "", "", fmt.Errorf("%s has no variant %q of %q", s.Data.Slug, line.Variant, line.Product)
	}
	return made.Variants[n].ID, made.Unit, nil
}
