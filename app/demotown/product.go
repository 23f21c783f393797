package demotown

import (
	"fmt"
	"strconv"
	"strings"

	"cabas/demo"
	"cabas/domain/catalog"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
)

// withdrawals maps the files' words to the catalogue's.
var withdrawals = map[string]catalog.Withdrawal{
	"allowed": catalog.WithdrawalAllowed, "perishable": catalog.WithdrawalPerishable, "made_to_measure": catalog.WithdrawalMadeToFit,
	"unsealed_hygiene": catalog.WithdrawalHygiene, "press": catalog.WithdrawalPress, "sealed_media": catalog.WithdrawalMedia,
}

// details gives a product of the files as the shop would type it in.
func details(s demo.Shop, p demo.Product) catalog.Details {
	d := catalog.Details{
		Name: p.Name, Description: description(p), Category: categoryName(s, p.Category), Unit: measure.Piece, Step: 1, Minimum: 1,
		VAT: money.Rate(*p.VAT), Withdrawal: withdrawals[p.Withdrawal], Allergens: allergens(p.Allergens),
		Ingredients: p.Ingredients, Origin: joined(p.Origin, p.Grade), Published: p.Status == "published",
	}
	if p.SoldBy == "weight" {
		d.Unit, d.Step, d.Minimum = measure.Gram, p.StepGrams, p.MinGrams
	}
	for _, f := range p.Forms() {
		v := catalog.VariantDetails{
			Name: f.Name, PriceCents: f.PriceCents, NetContent: content(f.Net), Mode: catalog.Simple,
			OnHand: f.Stock.Amount, SoldOut: f.Stock.SoldOut,
		}
		if f.Stock.Counted {
			v.Mode = catalog.Counted
		}
		d.Variants = append(d.Variants, v)
	}
	return d
}

func categoryName(s demo.Shop, key string) string {
	for _, c := range s.Categories {
		if c.Key == key {
			return c.Name
		}
	}
	return key
}

// description states the strength of what holds alcohol.
func description(p demo.Product) string {
	if p.AlcoholTenths == 0 {
		return p.Description
	}
	degree := strings.TrimSuffix(strings.Replace(strconv.FormatFloat(float64(p.AlcoholTenths)/10, 'f', 1, 64), ".", ",", 1), ",0")
	return strings.TrimSpace(fmt.Sprintf("%s %s\u00a0%% vol.", p.Description, degree))
}

func joined(origin, grade string) string {
	if origin == "" || grade == "" {
		return origin + grade
	}
	return origin + ", " + grade
}

func content(n demo.Net) *measure.Quantity {
	switch {
	case n.Grams > 0:
		return &measure.Quantity{Unit: measure.Gram, Amount: n.Grams}
	case n.Millilitres > 0:
		return &measure.Quantity{Unit: measure.Millilitre, Amount: n.Millilitres}
	case n.Pieces > 0:
		return &measure.Quantity{Unit: measure.Piece, Amount: n.Pieces}
	}
	return nil
}

// allergens declares those that the block does not name as absent; without a
// block nothing is declared.
func allergens(a *demo.Allergens) catalog.Allergens {
	if a == nil {
		return nil
	}
	out := catalog.Allergens{}
	for _, code := range catalog.AllergenCodes {
		out[code] = catalog.Absent
	}
	for _, code := range a.MayContain {
		out[code] = catalog.MayContain
	}
	for _, code := range a.Present {
		out[code] = catalog.Present
	}
	return out
}
