package notification

import (
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
)

// OrderView is an order as its letters tell it: everything as it was copied at
// placement, never the catalogue of today.
type OrderView struct {
	ID ident.ID
	// Number is the short readable one, as in "K7-4821".
	Number   string
	State    string
	Shop     ShopView
	Customer CustomerView
	Lines    []LineView
	// ItemsCents and DeliveryCents make TotalCents, taxes included.
	ItemsCents, DeliveryCents, TotalCents int64
	VAT                                   []VATView
	// Way is "counter" or "delivery".
	Way string
	// DeliveryAddress is one line; empty at the counter.
	DeliveryAddress string
	// SlotStart and SlotEnd are the promise. They are told in the shop's zone.
	SlotStart, SlotEnd time.Time
	// AcceptBy is until when the shop must have accepted; zero when it has.
	AcceptBy time.Time
	// PickupCode is told to the customer alone.
	PickupCode string
	// Link opens the order for its customer (with a guest's secret), ShopLink
	// for the shop.
	Link, ShopLink string
	// Seller is the legal notice of who sells, Withdrawal the terms of the
	// right of withdrawal in the customer's language: one paragraph each.
	Seller, Withdrawal []string
	// Reason is why it was refused or cancelled, in the words of who did.
	Reason string
	// Note is what the customer asked for.
	Note string
}

// ShopView is the shop of an order.
type ShopView struct {
	Name    string
	Address string
	Phone   string
	// Email is where the shop is told of orders; empty when it gave none.
	Email string
	// Language is the one the shop is written to in: "fr" or "en".
	Language string
	// Zone is the shop's time zone; nil means UTC.
	Zone *time.Location
}

// CustomerView is whose order it is.
type CustomerView struct {
	Name, Email, Phone string
	// Language is the one chosen at the checkout: "fr" or "en".
	Language string
}

// LineView is one line of an order.
type LineView struct {
	Name     string
	Quantity measure.Quantity
	Cents    int64
}

// VATView is the tax contained in an order at one rate, in basis points.
type VATView struct {
	Rate                 int64
	GrossCents, TaxCents int64
}
