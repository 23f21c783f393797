package catalog

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
)

// The bounds of what a shop may write.
const (
	MinName        = 2
	MaxName        = 120
	MaxDescription = 4000
	MaxCategory    = 60
	MaxIngredients = 2000
	MaxOrigin      = 120
	MaxVariants    = 50
	MaxVariantName = 80
	// MaxProducts bounds what one shop lists, hidden products included; several
	// that are added at the same moment may pass it by a few.
	MaxProducts = 5000
	// MaxPriceCents bounds a price per piece, kilogram or litre: a million euros.
	MaxPriceCents = 100_000_000
)

// Details is all that a shop decides about a product.
type Details struct {
	Name        string
	Description string
	// Category groups products within their shop, in the shop's own words.
	Category string
	// Unit is what is sold: pieces, or grams or millilitres measured out.
	Unit measure.Unit
	// Minimum is the smallest amount one may buy, in Unit; the next ones
	// follow at steps of Step.
	Step, Minimum int64
	VAT           money.Rate
	Withdrawal    Withdrawal
	Allergens     Allergens
	Ingredients   string
	Origin        string
	// Published products are shown to customers; the others to the shop alone.
	Published bool
	// Variants are the forms the product is sold in, at least one, in the
	// order they are shown.
	Variants []VariantDetails
}

// VariantDetails is all that a shop decides about one form of a product.
type VariantDetails struct {
	// ID names the variant that is edited; empty for a new one.
	ID   ident.ID
	Name string
	// PriceCents includes tax, per piece, per kilogram or per litre.
	PriceCents int64
	// NetContent is what a pre-packed piece holds; nil for anything else.
	NetContent *measure.Quantity
	Mode       Mode
	// OnHand and SoldOut are the stock that a new variant opens with, OnHand also
	// that of one that is counted from now on; they are ignored for any other, whose
	// stock changes by movements alone.
	OnHand  int64
	SoldOut bool
}

// normal returns the details with white space trimmed around texts.
func (d Details) normal() Details {
	for _, s := range []*string{&d.Name, &d.Description, &d.Category, &d.Ingredients, &d.Origin} {
		*s = strings.TrimSpace(*s)
	}
	d.Variants = append([]VariantDetails(nil), d.Variants...)
	for i := range d.Variants {
		d.Variants[i].Name = strings.TrimSpace(d.Variants[i].Name)
	}
	return d
}

// Check answers fault.ErrInvalid with every field that breaks a rule.
func (d Details) Check() error {
	var c fault.Check
	c.If(utf8.RuneCountInString(d.Name) < MinName, "/name", fault.FieldTooShort)
	tooLong(&c, d.Name, MaxName, "/name")
	tooLong(&c, d.Description, MaxDescription, "/description")
	tooLong(&c, d.Category, MaxCategory, "/category")
	tooLong(&c, d.Ingredients, MaxIngredients, "/ingredients")
	tooLong(&c, d.Origin, MaxOrigin, "/origin")
	c.If(!d.Unit.Valid(), "/saleUnit", fault.FieldUnknown)
	c.If(d.Step < measure.MinAmount, "/step/amount", fault.FieldTooSmall)
	c.If(d.Step > measure.MaxAmount, "/step/amount", fault.FieldTooLarge)
	c.If(d.Minimum < measure.MinAmount, "/minimum/amount", fault.FieldTooSmall)
	c.If(d.Minimum > measure.MaxAmount, "/minimum/amount", fault.FieldTooLarge)
	c.If(!d.VAT.Valid(), "/vatRate", fault.FieldUnknown)
	c.If(!d.Withdrawal.Valid(), "/withdrawal", fault.FieldUnknown)
	d.Allergens.check(&c)
	c.If(len(d.Variants) == 0, "/variants", fault.FieldRequired)
	c.If(len(d.Variants) > MaxVariants, "/variants", fault.FieldTooLong)
	names := map[string]bool{}
	for i, v := range d.Variants {
		at := fmt.Sprintf("/variants/%d", i)
		v.check(&c, at, d.Unit)
		c.If(names[v.Name], at+"/name", fault.FieldTaken)
		c.If(v.Name == "" && len(d.Variants) > 1, at+"/name", fault.FieldRequired)
		names[v.Name] = true
	}
	return c.Err()
}

func (v VariantDetails) check(c *fault.Check, at string, unit measure.Unit) {
	tooLong(c, v.Name, MaxVariantName, at+"/name")
	c.If(v.PriceCents < 0, at+"/priceCents", fault.FieldTooSmall)
	c.If(v.PriceCents > MaxPriceCents, at+"/priceCents", fault.FieldTooLarge)
	if v.NetContent != nil {
		v.NetContent.Check(c, at+"/netContent")
		// Only a packed piece has a content; what is weighed is its content.
		c.If(unit != measure.Piece, at+"/netContent", fault.FieldUnknown)
	}
	c.If(!v.Mode.Valid(), at+"/stockMode", fault.FieldUnknown)
	c.If(v.OnHand < 0, at+"/initialStock/amount", fault.FieldTooSmall)
	c.If(v.OnHand > measure.MaxAmount, at+"/initialStock/amount", fault.FieldTooLarge)
}

func tooLong(c *fault.Check, s string, most int, at string) {
	c.If(utf8.RuneCountInString(s) > most, at, fault.FieldTooLong)
}

// DefaultStep is the step of a unit when a shop names none: one piece, or
// fifty grams or millilitres.
func DefaultStep(unit measure.Unit) int64 {
	if unit == measure.Piece {
		return 1
	}
	return 50
}
