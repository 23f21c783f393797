package db

import (
	"encoding/json"
	"fmt"

	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
	"cabas/domain/order"
)

type orderRow struct {
	ID, Number                                 string
	CheckoutID, BasketID, ShopID               ident.ID
	State                                      order.State
	Version                                    int
	Way                                        order.Way
	SlotStart, SlotEnd, PlacedAt               Micros
	ReachedAt                                  Micros
	ConfirmBy, RemindAt, AcceptBy, DueAt       Micros
	AutoAccept                                 bool
	CustomerAccount                            ident.ID
	CustomerName, CustomerPhone, CustomerEmail string
	CustomerLanguage                           string
	Address, Note                              string
	ItemsCents, DeliveryCents                  int64
	DeliveryVAT                                money.Rate `gorm:"column:delivery_vat"`
	TotalCents                                 int64
	VAT                                        string `gorm:"column:vat"`
	Shop, Seller, TermsVersion                 string
	SecretVersion                              int
	Reason                                     string
	Guesses                                    int
}

func (orderRow) TableName() string { return "orders" }

type orderLineRow struct {
	OrderID              ident.ID
	Position             int
	ID                   ident.ID
	VariantID, ProductID ident.ID
	ProductName          string
	VariantName          string
	Unit                 measure.Unit
	Amount               int64
	FinalAmount          *int64
	PriceCents           int64
	PricePer             measure.Unit
	UnitPriceCents       int64
	UnitPricePer         measure.Unit
	TotalCents           int64
	VATRate              money.Rate `gorm:"column:vat_rate"`
	Withdrawal           string
}

func (orderLineRow) TableName() string { return "order_lines" }

type orderEventRow struct {
	OrderID  ident.ID
	Position int
	ID       ident.ID
	Kind     order.EventKind
	At       Micros
	Party    order.Party
	Account  ident.ID
	Reason   string
}

func (orderEventRow) TableName() string { return "order_events" }

// orderCopies are what an order row keeps as JSON. The names of the fields are
// those of the domain; storage of an older version is read as it is.
func (r *orderRow) copies(a order.Agreed) error {
	for _, c := range []struct {
		into *string
		from any
	}{{&r.Address, a.Address}, {&r.Shop, a.Shop}, {&r.Seller, a.Seller}, {&r.VAT, a.Totals.VAT}} {
		b, err := json.Marshal(c.from)
		if err != nil {
			return fmt.Errorf("db: copying order %s: %w", r.ID, err)
		}
		*c.into = string(b)
	}
	return nil
}

func newOrderRow(o order.Order) (orderRow, error) {
	l := o.Life()
	r := orderRow{
		ID: string(o.ID), Number: o.Number, CheckoutID: o.Checkout, BasketID: o.Basket, ShopID: o.Shop.ID,
		State: l.State, Version: l.Version, Way: o.Way,
		SlotStart: toMicros(o.Slot.Start), SlotEnd: toMicros(o.Slot.End), PlacedAt: toMicros(o.PlacedAt),
		ReachedAt: toMicros(l.ReachedAt), ConfirmBy: toMicros(l.ConfirmBy), RemindAt: toMicros(l.RemindAt), AcceptBy: toMicros(l.AcceptBy), DueAt: toMicros(o.Due()),
		AutoAccept: o.AutoAccept, CustomerAccount: o.Customer.Account, CustomerName: o.Customer.Name,
		CustomerPhone: o.Customer.Phone, CustomerEmail: o.Customer.Email, CustomerLanguage: o.Customer.Language,
		Note: o.Note, ItemsCents: o.Totals.ItemsCents, DeliveryCents: o.Totals.DeliveryCents, DeliveryVAT: o.Delivery.VATRate,
		TotalCents: o.Totals.TotalCents, TermsVersion: o.TermsVersion, SecretVersion: l.SecretVersion,
		Reason: l.Reason,
	}
	return r, r.copies(o.Agreed)
}

func newOrderLineRows(o order.Order) []orderLineRow {
	rows := make([]orderLineRow, len(o.Lines))
	for i, l := range o.Lines {
		rows[i] = orderLineRow{
			OrderID: o.ID, Position: i, ID: l.ID, VariantID: l.Variant, ProductID: l.Product,
			ProductName: l.ProductName, VariantName: l.VariantName, Unit: l.Quantity.Unit, Amount: l.Quantity.Amount,
			PriceCents: l.Price.Cents, PricePer: l.Price.Per, UnitPriceCents: l.UnitPrice.Cents, UnitPricePer: l.UnitPrice.Per,
			TotalCents: l.TotalCents, VATRate: l.VATRate, Withdrawal: l.Withdrawal,
		}
	}
	return rows
}

func newOrderEventRows(id ident.ID, events []order.Event) []orderEventRow {
	rows := make([]orderEventRow, len(events))
	for i, e := range events {
		rows[i] = orderEventRow{OrderID: id, Position: e.Number, ID: e.ID, Kind: e.Kind, At: toMicros(e.At),
			Party: e.By.Party, Account: e.By.Account, Reason: e.Reason}
	}
	return rows
}

func (r orderLineRow) line() order.Line {
	return order.Line{
		ID: r.ID, Variant: r.VariantID, Product: r.ProductID, ProductName: r.ProductName, VariantName: r.VariantName,
		Quantity: measure.Quantity{Unit: r.Unit, Amount: r.Amount}, Price: measure.Price{Cents: r.PriceCents, Per: r.PricePer},
		UnitPrice: measure.Price{Cents: r.UnitPriceCents, Per: r.UnitPricePer}, TotalCents: r.TotalCents,
		VATRate: r.VATRate, Withdrawal: r.Withdrawal,
	}
}

// order rebuilds the order of a row and its lines.
func (r orderRow) order(lines []order.Line) (order.Order, error) {
	a := order.Agreed{
		ID: ident.ID(r.ID), Number: r.Number, Checkout: r.CheckoutID, Basket: r.BasketID,
		Customer: order.Customer{Account: r.CustomerAccount, Name: r.CustomerName, Phone: r.CustomerPhone,
			Email: r.CustomerEmail, Language: r.CustomerLanguage},
		Way: r.Way, Slot: order.Slot{Start: r.SlotStart.Time(), End: r.SlotEnd.Time()}, Note: r.Note, Lines: lines,
		Delivery:     order.Fee{Cents: r.DeliveryCents, VATRate: r.DeliveryVAT},
		Totals:       order.Totals{ItemsCents: r.ItemsCents, DeliveryCents: r.DeliveryCents, TotalCents: r.TotalCents},
		TermsVersion: r.TermsVersion, PlacedAt: r.PlacedAt.Time(), AutoAccept: r.AutoAccept,
	}
	for _, c := range []struct {
		from string
		into any
	}{{r.Address, &a.Address}, {r.Shop, &a.Shop}, {r.Seller, &a.Seller}, {r.VAT, &a.Totals.VAT}} {
		if err := json.Unmarshal([]byte(c.from), c.into); err != nil {
			return order.Order{}, fmt.Errorf("db: copies of order %s: %w", r.ID, err)
		}
	}
	return order.Restore(a, order.Life{
		State: r.State, Version: r.Version, ReachedAt: r.ReachedAt.Time(), ConfirmBy: r.ConfirmBy.Time(), RemindAt: r.RemindAt.Time(),
		AcceptBy: r.AcceptBy.Time(), SecretVersion: r.SecretVersion, Reason: r.Reason,
	}), nil
}
