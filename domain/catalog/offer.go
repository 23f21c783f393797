package catalog

import (
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
)

// Offer is what a basket needs to know of a variant to price it.
type Offer struct {
	Variant, Product, Shop   ident.ID
	ProductName, VariantName string
	Unit                     measure.Unit
	Step, Minimum            int64
	Price                    measure.Price
	NetContent               *measure.Quantity
	VATRate                  money.Rate
	Withdrawal               string
	Published                bool
	// Available is the stock as it was read; only Take promises it.
	Available Stock
}

// UnitPrice is the price per kilogram, litre or piece to show beside the
// offer's own; false when none is due.
func (o Offer) UnitPrice() (measure.Price, bool) {
	return unitPrice(o.Unit, o.Price.Cents, o.NetContent)
}

// Fits reports whether the amount can be bought at the offer's minimum and
// steps.
func (o Offer) Fits(amount int64) bool { return measure.FitsStep(amount, o.Step, o.Minimum) }
