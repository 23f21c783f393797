package notification

import (
	"time"

	"cabas/domain/kernel/speak"
)

// saidOrder is an order in one language: every amount, quantity and moment as
// its reader writes them, every text of other people on one line.
type saidOrder struct {
	Number, Way                  string
	Shop, ShopAddress, ShopPhone string
	Customer, Phone              string
	When, AcceptBy               string
	Items, Fee, Total            string
	Lines                        []saidLine
	VAT                          []saidVAT
	DeliveryAddress              string
	PickupCode, Reason, Note     string
	Seller, Withdrawal           []string
	Delivered                    bool // the way is delivery
}

type saidLine struct{ Quantity, Name, Total string }

type saidVAT struct{ Rate, Tax string }

func sayOrder(l speak.Language, v OrderView) saidOrder {
	zone := v.Shop.Zone
	if zone == nil {
		zone = time.UTC
	}
	o := saidOrder{
		Number: v.Number, Way: v.Way, Delivered: v.Way == "delivery",
		Shop: oneLine(v.Shop.Name), ShopAddress: oneLine(v.Shop.Address), ShopPhone: oneLine(v.Shop.Phone),
		Customer: oneLine(v.Customer.Name), Phone: oneLine(v.Customer.Phone),
		When:            l.Span(v.SlotStart.In(zone), v.SlotEnd.In(zone)),
		Items:           l.Money(v.ItemsCents),
		Total:           l.Money(v.TotalCents),
		DeliveryAddress: oneLine(v.DeliveryAddress),
		PickupCode:      v.PickupCode, Reason: oneLine(v.Reason), Note: oneLine(v.Note),
	}
	if o.Delivered {
		o.Fee = l.Money(v.DeliveryCents)
	}
	if !v.AcceptBy.IsZero() {
		by := v.AcceptBy.In(zone)
		o.AcceptBy = l.Day(by) + ", " + l.Time(by)
	}
	for _, line := range v.Lines {
		o.Lines = append(o.Lines, saidLine{l.Quantity(line.Quantity), oneLine(line.Name), l.Money(line.Cents)})
	}
	for _, vat := range v.VAT {
		o.VAT = append(o.VAT, saidVAT{l.Rate(vat.Rate), l.Money(vat.TaxCents)})
	}
	for _, line := range v.Seller {
		o.Seller = append(o.Seller, oneLine(line))
	}
	for _, line := range v.Withdrawal {
		o.Withdrawal = append(o.Withdrawal, oneLine(line))
	}
	return o
}
