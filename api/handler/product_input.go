package handler

import (
	"fmt"

	"cabas/api/gen"
	"cabas/domain/catalog"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
)

// newDetails reads a product to list.
func newDetails(b gen.NewProduct) (catalog.Details, error) {
	unit := measure.Unit(b.SaleUnit)
	d := catalog.Details{
		Name: b.Name, Description: deref(b.Description), Category: deref(b.Category), Unit: unit,
		Step: catalog.DefaultStep(unit), VAT: money.Rate(b.VATRate), Withdrawal: catalog.WithdrawalAllowed,
		Allergens: allergensOf(b.Allergens), Ingredients: deref(b.Ingredients), Origin: deref(b.Origin),
		Published: deref(b.Published),
	}
	var c fault.Check
	readAmount(&c, &d.Step, b.Step, unit, "/step")
	d.Minimum = d.Step
	readAmount(&c, &d.Minimum, b.Minimum, unit, "/minimum")
	if b.Withdrawal != nil {
		d.Withdrawal = catalog.Withdrawal(*b.Withdrawal)
	}
	for i, v := range b.Variants {
		at := fmt.Sprintf("/variants/%d/initialStock", i)
		d.Variants = append(d.Variants, catalog.VariantDetails{
			Name: deref(v.Name), PriceCents: v.PriceCents, NetContent: readQuantity(v.NetContent),
			Mode: catalog.Mode(v.StockMode), SoldOut: v.Available != nil && !*v.Available,
			OnHand: readStock(&c, v.InitialStock, unit, at),
		})
	}
	return d, c.Err()
}

// patchDetails merges a patch into details: what it leaves out stays.
func patchDetails(d catalog.Details, b gen.ProductPatch) (catalog.Details, error) {
	set(&d.Name, b.Name)
	set(&d.Description, b.Description)
	set(&d.Category, b.Category)
	set(&d.Published, b.Published)
	d.Unit = measure.Unit(derefOr(b.SaleUnit, gen.Unit(d.Unit)))
	d.VAT = money.Rate(derefOr(b.VATRate, int(d.VAT)))
	d.Withdrawal = catalog.Withdrawal(derefOr(b.Withdrawal, gen.Withdrawal(d.Withdrawal)))
	if b.Allergens != nil {
		d.Allergens = allergensOf(b.Allergens)
	}
	if b.Ingredients.IsSpecified() {
		d.Ingredients, _ = b.Ingredients.Get() // null is nothing
	}
	if b.Origin.IsSpecified() {
		d.Origin, _ = b.Origin.Get()
	}
	var c fault.Check
	readAmount(&c, &d.Step, b.Step, d.Unit, "/step")
	readAmount(&c, &d.Minimum, b.Minimum, d.Unit, "/minimum")
	if b.Variants != nil {
		d.Variants = nil
	}
	for i, v := range b.Variants {
		at := fmt.Sprintf("/variants/%d/initialStock", i)
		d.Variants = append(d.Variants, catalog.VariantDetails{
			ID: ident.ID(deref(v.ID)), Name: deref(v.Name), PriceCents: v.PriceCents,
			NetContent: readQuantity(v.NetContent), Mode: catalog.Mode(v.StockMode),
			OnHand: readStock(&c, v.InitialStock, d.Unit, at),
		})
	}
	return d, c.Err()
}

// severalOf reads what becomes of several products.
func severalOf(b gen.ProductsChange) (catalog.Several, error) {
	out := catalog.Several{Published: b.Published, Category: b.Category}
	for _, p := range b.Products {
		out.Products = append(out.Products, catalog.Seen{Product: ident.ID(p.ID), Version: p.Version})
	}
	if b.Price != nil {
		out.Price = &catalog.PriceChange{BasisPoints: int64(b.Price.BasisPoints), Round: int64(derefOr(b.Price.RoundCents, 1))}
	}
	if b.Stock == nil {
		return out, nil
	}
	report, err := reportOf(*b.Stock, "/stock")
	out.Stock = &report
	return out, err
}

func derefOr[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}

func allergensOf(statements []gen.AllergenStatement) catalog.Allergens {
	a := make(catalog.Allergens, len(statements))
	for _, s := range statements {
		a[string(s.Allergen)] = catalog.Presence(s.Presence)
	}
	return a
}

// readAmount overwrites an amount with a quantity, which must be in the sale
// unit.
func readAmount(c *fault.Check, to *int64, q *gen.Quantity, unit measure.Unit, at string) {
	if q != nil {
		c.If(measure.Unit(q.Unit) != unit, at+"/unit", fault.FieldUnknown)
		*to = q.Amount
	}
}

// readStock reads an amount of stock, which must be in the sale unit; nothing
// when absent.
func readStock(c *fault.Check, q *gen.StockQuantity, unit measure.Unit, at string) int64 {
	if q == nil {
		return 0
	}
	c.If(measure.Unit(q.Unit) != unit, at+"/unit", fault.FieldUnknown)
	return q.Amount
}
