package order

import (
	"time"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
)

// Agreed is what the customer and the shop agreed on, copied at placement so
// that nothing read later can change it.
type Agreed struct {
	ID ident.ID
	// Number is what people say to each other: "K7-4821".
	Number   string
	Checkout ident.ID
	Basket   ident.ID
	Shop     Shop
	Seller   Seller
	Customer Customer
	Way      Way
	// Address is where to deliver; nil at the counter.
	Address *Address
	Slot    Slot
	// Note is what the customer asks of the shop, in their words.
	Note     string
	Lines    []Line
	Delivery Fee
	Totals   Totals
	// TermsVersion names the version of the terms of sale that were accepted.
	TermsVersion string
	PlacedAt     time.Time
	// AutoAccept says that the shop accepts without looking.
	AutoAccept bool
}

// Shop is where the order was placed, as it was called then.
type Shop struct {
	ID   ident.ID
	Slug string
	Name string
	// Address is where to collect; nil for a trader without premises.
	Address *Address
	Phone   string
	Email   string
	// Language is the one the shop is written to in.
	Language string
	// Zone is the IANA name of the shop's time zone.
	Zone string
}

// Seller is who sold, before the law (Code de la consommation, art. L221-5).
type Seller struct {
	// Professional is false for a private person.
	Professional bool
	LegalName    string
	LegalForm    string
	Address      Address
	// SIRET is empty for a seller with a stated exemption.
	SIRET string
	// VATNumber is empty for a seller who charges no VAT (art. 293 B du CGI).
	VATNumber string
	VATExempt bool
	Mediator  Mediator
	Phone     string
	Email     string
}

// Mediator is the consumer mediator that the seller names; empty when none.
type Mediator struct{ Name, Website string }

// Customer is who ordered. Account is empty for a guest.
type Customer struct {
	Account  ident.ID
	Name     string
	Phone    string
	Email    string
	Language string
}

// Address is a place in France.
type Address struct {
	Line1    string
	Line2    string
	Postcode string
	City     string
}

// Slot is when the customer comes, or the shop delivers; To no longer belongs
// to it.
type Slot struct{ Start, End time.Time }

// Line is one variant that was ordered.
type Line struct {
	ID          ident.ID
	Variant     ident.ID
	Product     ident.ID
	ProductName string
	VariantName string
	Quantity    measure.Quantity
	Price       measure.Price
	// UnitPrice is the price per kilogram or litre of pre-packed goods; zero
	// when the goods have none beside their price.
	UnitPrice  measure.Price
	TotalCents int64
	VATRate    money.Rate
	// Withdrawal is the code of the right of withdrawal, or of its exception.
	Withdrawal string
}

// Fee is what the delivery costs; zero at the counter.
type Fee struct {
	Cents   int64
	VATRate money.Rate
}

// Totals is what is to be paid, all taxes included, and the VAT it contains.
type Totals struct {
	ItemsCents    int64
	DeliveryCents int64
	TotalCents    int64
	VAT           money.Totals
}

// Draft is what the checkout hands over to make an order of. Identifiers,
// number, line totals, totals and deadlines are made by New.
type Draft struct {
	Checkout     ident.ID
	Basket       ident.ID
	Shop         Shop
	Seller       Seller
	Customer     Customer
	Way          Way
	Address      *Address
	Slot         Slot
	Note         string
	Lines        []Line
	Delivery     Fee
	TermsVersion string
	At           time.Time
	// ConfirmBy is until when a guest must confirm; zero when nobody need.
	ConfirmBy time.Time
	// AutoAccept says that the shop accepts without looking.
	AutoAccept bool
	// Schedule and AcceptWithin say how long the shop has to accept, in
	// opening time.
	Schedule     calendar.Schedule
	AcceptWithin time.Duration
	// RemindAfter is after how much opening time the shop is reminded; half of
	// AcceptWithin when zero, or not less than that.
	RemindAfter time.Duration
}
