package catalog

import (
	"slices"
	"sort"

	"cabas/domain/kernel/fault"
)

// Withdrawal says whether a consumer may withdraw from the purchase within 14
// days, or which exception of article L221-28 of the Code de la consommation
// applies.
type Withdrawal string

// The right of withdrawal and its exceptions.
const (
	WithdrawalAllowed    Withdrawal = "fourteen_days"   // L221-18
	WithdrawalPerishable Withdrawal = "perishable"      // L221-28, 4°
	WithdrawalMadeToFit  Withdrawal = "made_to_measure" // L221-28, 3°
	WithdrawalHygiene    Withdrawal = "hygiene"         // L221-28, 5°
	WithdrawalPress      Withdrawal = "press"           // L221-28, 11°
	WithdrawalMedia      Withdrawal = "sealed_media"    // L221-28, 9°
)

// Valid reports whether the value is known.
func (w Withdrawal) Valid() bool {
	switch w {
	case WithdrawalAllowed, WithdrawalPerishable, WithdrawalMadeToFit, WithdrawalHygiene, WithdrawalPress, WithdrawalMedia:
		return true
	}
	return false
}

// Presence says what a shop declares about one allergen.
type Presence string

// What can be declared of an allergen. One that is not declared is unknown,
// and unknown is never shown as absent.
const (
	Present    Presence = "present"
	MayContain Presence = "may_contain"
	Absent     Presence = "absent"
	Unknown    Presence = "unknown"
)

// AllergenCodes are the fourteen allergens of annex II of regulation (EU)
// 1169/2011, in its order.
var AllergenCodes = []string{
	"gluten", "crustaceans", "eggs", "fish", "peanuts", "soybeans", "milk",
	"nuts", "celery", "mustard", "sesame", "sulphites", "lupin", "molluscs",
}

// Allergens is what is declared of each allergen, by code.
type Allergens map[string]Presence

// Of gives what is declared of one allergen; Unknown when nothing was.
func (a Allergens) Of(code string) Presence {
	if p, declared := a[code]; declared {
		return p
	}
	return Unknown
}

func (a Allergens) check(c *fault.Check) {
	codes := make([]string, 0, len(a))
	for code := range a {
		codes = append(codes, code)
	}
	sort.Strings(codes)
	for _, code := range codes {
		c.If(!slices.Contains(AllergenCodes, code), "/allergens/"+code, fault.FieldUnknown)
		switch a[code] {
		case Present, MayContain, Absent, Unknown:
		default:
			c.If(true, "/allergens/"+code, fault.FieldUnknown)
		}
	}
}
