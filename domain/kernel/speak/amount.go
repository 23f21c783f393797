package speak

import (
	"cabas/domain/kernel/measure"
)

// Money writes euro cents: "4,90 €", "€4.90".
func (l Language) Money(cents int64) string {
	amount := l.decimal(cents, 2, false)
	if l == French {
		return amount + nbsp + "€"
	}
	if cents < 0 {
		return "-€" + amount[1:]
	}
	return "€" + amount
}

// Rate writes a VAT rate in basis points: "5,5 %", "5.5%".
func (l Language) Rate(basisPoints int64) string {
	if l == French {
		return l.decimal(basisPoints, 2, true) + nbsp + "%"
	}
	return l.decimal(basisPoints, 2, true) + "%"
}

// Quantity writes how much: "3 ×", "300 g", "1,5 kg", "75 cl", "2 L". Pieces
// are left to the reader: a bare "3 ×" stands before any name.
func (l Language) Quantity(q measure.Quantity) string {
	switch {
	case q.Unit == measure.Piece:
		return l.decimal(q.Amount, 0, false) + nbsp + "×"
	case q.Unit == measure.Gram && q.Amount >= 1000:
		return l.decimal(q.Amount, 3, true) + nbsp + "kg"
	case q.Unit == measure.Gram:
		return l.decimal(q.Amount, 0, false) + nbsp + "g"
	case q.Amount >= 1000:
		return l.decimal(q.Amount, 3, true) + nbsp + "L"
	case q.Amount%10 == 0:
		return l.decimal(q.Amount, 1, true) + nbsp + "cl"
	}
	return l.decimal(q.Amount, 0, false) + nbsp + "ml"
}
