package money

import (
	"cmp"
	"slices"
)

// Rate is a VAT rate in basis points: 2000 is 20 %.
type Rate int

// The rates of metropolitan France (Code général des impôts, articles 278 and
// following), and Exempt for sellers who do not charge VAT ("TVA non
// applicable, art. 293 B du CGI").
const (
	Standard     Rate = 2000
	Intermediate Rate = 1000
	Reduced      Rate = 550
	SuperReduced Rate = 210
	Exempt       Rate = 0
)

// Valid reports whether the rate is one that a seller may charge.
func (r Rate) Valid() bool {
	switch r {
	case Standard, Intermediate, Reduced, SuperReduced, Exempt:
		return true
	}
	return false
}

// VATOf is the tax contained in gross, a price that includes it:
// gross × rate ÷ (10000 + rate), computed on exact integers and rounded half
// up to the cent. A negative gross contains the mirrored tax, so that a full
// refund cancels a sale. The rate must not be negative.
func VATOf(gross Cents, rate Rate) Cents {
	r, d := Cents(rate), Cents(10_000+rate)
	whole, part := gross/d, gross%d // part keeps the sign of gross
	if part < 0 {
		return whole*r - (-part*r*2+d)/(2*d)
	}
	return whole*r + (part*r*2+d)/(2*d)
}

// ByRate is what was sold at one rate: Gross includes the tax, VAT is the tax
// contained in it, Net is the rest.
type ByRate struct {
	Rate            Rate
	Gross, VAT, Net Cents
}

// Totals breaks gross amounts down by rate, the highest rate first, one entry
// for each rate that was added. The zero value is empty and ready for use. The
// tax of a rate is computed once, on all that was sold at it, so that rounding
// does not add up over the lines.
type Totals []ByRate

// Add counts a gross amount at its rate.
func (t *Totals) Add(rate Rate, gross Cents) {
	i, found := slices.BinarySearchFunc(*t, rate, func(e ByRate, r Rate) int { return cmp.Compare(r, e.Rate) })
	if !found {
		*t = slices.Insert(*t, i, ByRate{Rate: rate})
	}
	e := &(*t)[i]
	e.Gross += gross
	e.VAT = VATOf(e.Gross, rate)
	e.Net = e.Gross - e.VAT
}

// Gross is the sum of all rates, tax included.
func (t Totals) Gross() Cents { return t.sum(func(e ByRate) Cents { return e.Gross }) }

// VAT is the tax of all rates.
func (t Totals) VAT() Cents { return t.sum(func(e ByRate) Cents { return e.VAT }) }

// Net is the sum of all rates without the tax.
func (t Totals) Net() Cents { return t.sum(func(e ByRate) Cents { return e.Net }) }

func (t Totals) sum(of func(ByRate) Cents) (sum Cents) {
	for _, e := range t {
		sum += of(e)
	}
	return sum
}
