package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
)

// Product is something a shop sells, in one or more variants. It is made by
// NewProduct and changed by Edit; storage fills it as it was.
type Product struct {
	ID, Shop      ident.ID
	Name          string
	Description   string
	Category      string
	Unit          measure.Unit
	Step, Minimum int64
	VAT           money.Rate
	Withdrawal    Withdrawal
	Allergens     Allergens
	Ingredients   string
	Origin        string
	Published     bool
	Variants      []Variant
	// Version grows with each edit; stock leaves it alone.
	Version          int64
	Created, Updated time.Time
}

// Variant is one form of a product, with its own price and stock.
type Variant struct {
	ID         ident.ID
	Name       string
	PriceCents int64
	NetContent *measure.Quantity
	Stock      Stock
}

// PricePoint says what a variant costs from a moment on. The points are kept,
// for an announced reduction must name the lowest price of the last 30 days
// (article L112-1-1 of the Code de la consommation).
type PricePoint struct {
	Variant ident.ID
	Cents   int64
	Since   time.Time
}

// Change is what an edit leaves in the books beside the product.
type Change struct {
	// Prices are those that are new.
	Prices []PricePoint
	// Openings are the first movements of new variants.
	Openings []Movement
	// Restated is what the ledger has to be told of variants whose stock is kept
	// otherwise from now on, in the order of their identifiers.
	Restated []Report
}

// NewProduct makes a product of a shop. It answers fault.ErrInvalid with every
// field that breaks a rule. By is the account that asks.
func NewProduct(shop ident.ID, d Details, by ident.ID, now time.Time) (Product, Change, error) {
	p := Product{ID: ident.New("prd"), Shop: shop, Created: now}
	change, err := p.Edit(d, by, now)
	return p, change, err
}

// Edit gives the product new details. By is the account that asks.
// Variants that the details leave out are no longer sold. One that is counted
// from now on begins with the details' amount, for what the books last said may
// be long gone; one that is not counted any more is available. It answers
// fault.ErrInvalid with every field that breaks a rule, and leaves the product
// as it was.
func (p *Product) Edit(d Details, by ident.ID, now time.Time) (Change, error) {
	d = d.normal()
	if err := d.Check(); err != nil {
		return Change{}, err
	}
	next := Product{
		ID: p.ID, Shop: p.Shop, Name: d.Name, Description: d.Description, Category: d.Category,
		Unit: d.Unit, Step: d.Step, Minimum: d.Minimum, VAT: d.VAT, Withdrawal: d.Withdrawal,
		Allergens: d.Allergens, Ingredients: d.Ingredients, Origin: d.Origin, Published: d.Published,
		Version: p.Version + 1, Created: p.Created, Updated: now,
	}
	var change Change
	var c fault.Check
	// Amounts in stock are in the sale unit: they would change their meaning.
	c.If(p.Version > 0 && p.Unit != d.Unit, "/saleUnit", FieldFixed)
	for i, v := range d.Variants {
		made, known := p.variant(v)
		c.If(v.ID != "" && !known || next.has(made.ID), fmt.Sprintf("/variants/%d/id", i), fault.FieldUnknown)
		if !known || made.PriceCents != v.PriceCents {
			change.Prices = append(change.Prices, PricePoint{Variant: made.ID, Cents: v.PriceCents, Since: now})
		}
		if kind, moved := made.Stock.opening(); moved && !known {
			change.Openings = append(change.Openings, Movement{
				ID: ident.New("mov"), Variant: made.ID, Kind: kind,
				Difference: made.Stock.OnHand, Stock: made.Stock, By: by, At: now,
			})
		}
		if known && made.Stock.Mode != v.Mode {
			change.Restated = append(change.Restated, restated(made.ID, v))
		}
		made.Name, made.PriceCents, made.NetContent = v.Name, v.PriceCents, v.NetContent
		made.Stock.Mode = v.Mode
		next.Variants = append(next.Variants, made)
	}
	if err := c.Err(); err != nil {
		return Change{}, err
	}
	slices.SortFunc(change.Restated, func(a, b Report) int { return cmp.Compare(a.Variant, b.Variant) })
	*p = next
	return change, nil
}

// restated says how the stock of a variant begins that is kept otherwise.
func restated(id ident.ID, v VariantDetails) Report {
	if v.Mode == Counted {
		return Report{Variant: id, Kind: MovedCount, Amount: v.OnHand}
	}
	return Report{Variant: id, Kind: MovedBack}
}

// variant finds the variant that the details edit, or opens a new one.
func (p *Product) variant(d VariantDetails) (v Variant, known bool) {
	if i := slices.IndexFunc(p.Variants, func(v Variant) bool { return v.ID == d.ID }); i >= 0 {
		return p.Variants[i], true
	}
	v = Variant{ID: ident.New("var"), Stock: Stock{Mode: d.Mode}}
	if d.Mode == Counted {
		v.Stock.OnHand = d.OnHand
	} else {
		v.Stock.SoldOut = d.SoldOut
	}
	return v, false
}

func (p *Product) has(variant ident.ID) bool {
	return slices.ContainsFunc(p.Variants, func(v Variant) bool { return v.ID == variant })
}

// Details gives what the shop decided, ready to be edited.
func (p *Product) Details() Details {
	d := Details{
		Name: p.Name, Description: p.Description, Category: p.Category, Unit: p.Unit,
		Step: p.Step, Minimum: p.Minimum, VAT: p.VAT, Withdrawal: p.Withdrawal,
		Allergens: p.Allergens, Ingredients: p.Ingredients, Origin: p.Origin, Published: p.Published,
	}
	for _, v := range p.Variants {
		d.Variants = append(d.Variants, VariantDetails{
			ID: v.ID, Name: v.Name, PriceCents: v.PriceCents, NetContent: v.NetContent, Mode: v.Stock.Mode,
		})
	}
	return d
}

// UnitPrice is the price that must be shown beside a variant's own: per
// kilogram, litre or piece. Anything sold by weight or volume has it as its
// price, a packed piece by its net content; for the rest it answers false.
func (p *Product) UnitPrice(v Variant) (measure.Price, bool) {
	return unitPrice(p.Unit, v.PriceCents, v.NetContent)
}

func unitPrice(unit measure.Unit, cents int64, content *measure.Quantity) (measure.Price, bool) {
	switch {
	case unit != measure.Piece:
		return measure.Price{Cents: cents, Per: unit}, true
	case content == nil:
		return measure.Price{}, false
	}
	price, err := measure.UnitPrice(cents, *content)
	return price, err == nil
}
