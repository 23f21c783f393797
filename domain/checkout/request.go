package checkout

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"cabas/domain/account"
	"cabas/domain/basket"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
)

// MaxKey bounds the name of an attempt.
const MaxKey = 255

// Request is a basket to place, as it was quoted.
type Request struct {
	// Key names the attempt: a repeat with the same name happens once.
	Key    string
	Basket ident.ID
	// Hash is that of the quote the customer saw.
	Hash        string
	AcceptTerms bool
	Wish        basket.Wish
	// Notes are for the shops, one for each of the wish; empty for none.
	Notes    []string
	Customer Customer
	// Origin is the network address that a guest's request comes from. It is
	// kept as a digest only.
	Origin string
}

// Customer is who orders. Language is that of the letters, "fr" or "en".
type Customer struct{ Name, Phone, Email, Language string }

func (r Request) check() error {
	if !r.AcceptTerms {
		return ErrTerms.At("/acceptTerms", fault.FieldRequired)
	}
	var c fault.Check
	c.If(r.Key == "", "header:Idempotency-Key", fault.FieldRequired)
	c.If(len(r.Key) > MaxKey, "header:Idempotency-Key", fault.FieldTooLong)
	c.If(!ident.Valid(r.Basket, "bsk"), "/basketId", fault.FieldMalformed)
	c.If(r.Customer.Language != "fr" && r.Customer.Language != "en", "/language", fault.FieldUnknown)
	for i, s := range r.Wish.Shops {
		c.If(s.Slot.IsZero(), basket.SlotAt(i), fault.FieldRequired)
	}
	for i, n := range r.Notes {
		c.If(utf8.RuneCountInString(n) > order.MaxNote, fmt.Sprintf("/shops/%d/note", i), fault.FieldTooLong)
	}
	return c.Err()
}

// digest stands for all that is asked, so that the same name for something
// else is noticed.
func (r Request) digest() string {
	h := sha256.New()
	say := func(values ...any) {
		for _, v := range values {
			text := fmt.Sprint(v)
			_, _ = fmt.Fprintf(h, "%d:%s", len(text), text) // a hash never fails
		}
	}
	c := r.Customer
	say(r.Basket, r.Hash, c.Name, c.Phone, c.Email, c.Language)
	for i, s := range r.Wish.Shops {
		say("shop", s.Shop, s.Way, s.Slot.UnixMicro(), s.Address != nil)
		if a := s.Address; a != nil {
			say(a.Line1, a.Line2, a.Postcode, a.City)
		}
		if i < len(r.Notes) {
			say(r.Notes[i])
		}
		for _, l := range s.Lines {
			say("line", l.Variant, l.Quantity.Unit, l.Quantity.Amount)
		}
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

// guest checks what a guest gives and writes it the way it is compared.
func (c Customer) guest() (Customer, error) {
	c.Name = strings.TrimSpace(c.Name)
	missing := ErrCustomer
	for _, f := range []struct{ value, pointer string }{
		{c.Name, "/customer/name"}, {strings.TrimSpace(c.Phone), "/customer/phone"}, {strings.TrimSpace(c.Email), "/customer/email"},
	} {
		if f.value == "" {
			missing = missing.At(f.pointer, fault.FieldRequired)
		}
	}
	if len(missing.Fields) > 0 {
		return c, missing
	}
	var err error
	if c.Email, err = account.NormalEmail(c.Email, "/customer/email"); err != nil {
		return c, err
	}
	return c.reachable()
}

// reachable checks name and phone; an account may leave the phone out.
func (c Customer) reachable() (Customer, error) {
	var check fault.Check
	check.If(utf8.RuneCountInString(c.Name) < 2, "/customer/name", fault.FieldTooShort)
	check.If(utf8.RuneCountInString(c.Name) > 80, "/customer/name", fault.FieldTooLong)
	if c.Phone != "" {
		phone, ok := normalPhone(c.Phone)
		check.If(!ok, "/customer/phone", fault.FieldMalformed)
		c.Phone = phone
	}
	return c, check.Err()
}
