package demo

import (
	"fmt"
	"slices"
	"testing"
)

// luhn reports whether the digits pass the check that SIREN and SIRET carry.
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		digit := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if digit *= 2; digit > 9 {
				digit -= 9
			}
		}
		sum += digit
	}
	return sum%10 == 0
}

// vatNumber computes the French VAT number of a SIREN.
func vatNumber(siren string) string {
	number := 0
	for _, digit := range siren {
		number = number*10 + int(digit-'0')
	}
	return fmt.Sprintf("FR%02d%s", (12+3*(number%97))%97, siren)
}

var (
	withdrawals = []string{"allowed", "perishable", "made_to_measure", "unsealed_hygiene", "press", "sealed_media"}
	allergens   = []string{"gluten", "crustaceans", "eggs", "fish", "peanuts", "soybeans", "milk", "nuts", "celery", "mustard",
		"sesame", "sulphites", "lupin", "molluscs"}
)

func TestProducts(t *testing.T) {
	total, hidden, soldOut := 0, 0, 0
	for _, s := range load(t).Shops {
		keys, categories, filled := map[string]bool{}, map[string]bool{}, map[string]bool{}
		for _, c := range s.Categories {
			once(t, categories, s.Slug+" category", c.Key)
		}
		for _, p := range s.Products {
			who := s.Slug + " " + p.Key
			once(t, keys, s.Slug+" product", p.Key)
			filled[p.Category] = true
			total++
			if p.Status == "hidden" {
				hidden++
			} else if p.Status != "published" {
				t.Errorf("%s: status %q", who, p.Status)
			}
			if p.Name == "" || p.Description == "" || !slices.Contains(withdrawals, p.Withdrawal) {
				t.Errorf("%s: name, description or withdrawal %q", who, p.Withdrawal)
			}
			if !slices.Contains([]int{2000, 1000, 550, 210, 0}, *p.VAT) || (*p.VAT == 0) != s.Seller.VATExempt {
				t.Errorf("%s: VAT %d", who, *p.VAT)
			}
			if p.AlcoholTenths > 0 && *p.VAT != 2000 {
				t.Errorf("%s: alcohol at VAT %d", who, *p.VAT)
			}
			checkAllergens(t, who, p.Allergens)
			soldOut += checkForms(t, who, p)
		}
		if len(filled) != len(categories) {
			t.Errorf("%s: a category is empty", s.Slug)
		}
	}
	if total < 140 || hidden < 3 || soldOut < 6 {
		t.Errorf("%d products, %d hidden, %d sold out", total, hidden, soldOut)
	}
}

func checkAllergens(t *testing.T, who string, a *Allergens) {
	t.Helper()
	if a == nil {
		return
	}
	seen := map[string]bool{}
	for _, key := range slices.Concat(a.Present, a.MayContain) {
		once(t, seen, who+" allergen", key)
		if !slices.Contains(allergens, key) {
			t.Errorf("%s: unknown allergen %q", who, key)
		}
	}
}

// checkForms looks at what carries price and stock, and counts the sold out.
func checkForms(t *testing.T, who string, p Product) (soldOut int) {
	t.Helper()
	byWeight := p.SoldBy == "weight"
	if !byWeight && p.SoldBy != "piece" {
		t.Errorf("%s: sold by %q", who, p.SoldBy)
	}
	if byWeight && (p.StepGrams < 1 || p.MinGrams < p.StepGrams || p.MinGrams%p.StepGrams != 0 || len(p.Variants) > 0) {
		t.Errorf("%s: step %d, minimum %d, %d variants", who, p.StepGrams, p.MinGrams, len(p.Variants))
	}
	if !byWeight && (p.StepGrams != 0 || p.MinGrams != 0) {
		t.Errorf("%s: a step without weight", who)
	}
	if len(p.Variants) > 0 && (p.PriceCents != 0 || p.Net != Net{} || p.Stock.Given) {
		t.Errorf("%s: price, content and stock belong to the variants", who)
	}
	keys := map[string]bool{}
	for _, form := range p.Forms() {
		if len(p.Variants) > 0 {
			once(t, keys, who+" variant", form.Key)
		}
		if form.PriceCents <= 0 || !form.Stock.Given {
			t.Errorf("%s %s: price %d, stock %+v", who, form.Key, form.PriceCents, form.Stock)
		}
		net := []int64{form.Net.Grams, form.Net.Millilitres, form.Net.Pieces}
		if slices.Min(net) < 0 || slices.Max(net) != net[0]+net[1]+net[2] || (byWeight && form.Net != Net{}) {
			t.Errorf("%s %s: content %+v", who, form.Key, form.Net)
		}
		if form.Stock.SoldOut {
			soldOut++
		}
	}
	return soldOut
}

func TestEveryProductAndShopShowsAPicture(t *testing.T) {
	for _, s := range load(t).Shops {
		if s.Photo == nil {
			t.Errorf("%s has no picture", s.Slug)
		}
		for _, p := range s.Products {
			if p.Photo == nil {
				t.Errorf("%s has no picture", p.Key)
			}
		}
	}
}
