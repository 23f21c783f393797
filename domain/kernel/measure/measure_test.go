package measure

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"cabas/domain/kernel/fault"
	"pgregory.net/rapid"
)

func TestPriceFor(t *testing.T) {
	for name, c := range map[string]struct {
		price Price
		q     Quantity
		want  int64
		err   error
	}{
		"pieces":              {Price{120, Piece}, Quantity{Piece, 3}, 360, nil},
		"a kilogram":          {Price{1999, Gram}, Quantity{Gram, 1000}, 1999, nil},
		"weight, 499.75":      {Price{1999, Gram}, Quantity{Gram, 250}, 500, nil},
		"half goes up":        {Price{1, Gram}, Quantity{Gram, 500}, 1, nil},
		"below half":          {Price{1, Gram}, Quantity{Gram, 499}, 0, nil},
		"above a kilogram":    {Price{333, Gram}, Quantity{Gram, 1500}, 500, nil},
		"volume":              {Price{450, Millilitre}, Quantity{Millilitre, 750}, 338, nil},
		"free":                {Price{0, Piece}, Quantity{Piece, MaxAmount}, 0, nil},
		"the most":            {Price{MaxCents, Gram}, Quantity{Gram, 1000}, MaxCents, nil},
		"too much by a gram":  {Price{MaxCents, Gram}, Quantity{Gram, 1001}, 0, ErrRange},
		"overflow":            {Price{MaxCents, Piece}, Quantity{Piece, MaxAmount}, 0, ErrRange},
		"price too large":     {Price{math.MaxInt64, Piece}, Quantity{Piece, 1}, 0, ErrRange},
		"negative price":      {Price{-1, Piece}, Quantity{Piece, 1}, 0, ErrRange},
		"nothing":             {Price{1, Piece}, Quantity{Piece, 0}, 0, ErrRange},
		"too many":            {Price{1, Piece}, Quantity{Piece, MaxAmount + 1}, 0, ErrRange},
		"another unit":        {Price{1, Piece}, Quantity{Gram, 1}, 0, ErrUnit},
		"unknown on both":     {Price{1, "dozen"}, Quantity{"dozen", 1}, 0, ErrRange},
		"weighed, not priced": {Price{900, Gram}, Quantity{Gram, 270}, 243, nil},
	} {
		got, err := c.price.For(c.q)
		if got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s: %v.For(%v) = %d, %v; want %d, %v", name, c.price, c.q, got, err, c.want, c.err)
		}
	}
}

func TestUnitPrice(t *testing.T) {
	for name, c := range map[string]struct {
		cents   int64
		content Quantity
		want    int64
		err     error
	}{
		"jar of 250 g":      {450, Quantity{Gram, 250}, 1800, nil},
		"bottle of 75 cl":   {899, Quantity{Millilitre, 750}, 1199, nil}, // 1198.67
		"six eggs":          {225, Quantity{Piece, 6}, 38, nil},          // 37.5
		"one piece":         {225, Quantity{Piece, 1}, 225, nil},
		"saffron":           {990, Quantity{Gram, 1}, 990_000, nil},
		"free":              {0, Quantity{Gram, 10}, 0, nil},
		"negative":          {-1, Quantity{Gram, 10}, 0, ErrRange},
		"empty":             {1, Quantity{Gram, 0}, 0, ErrRange},
		"unknown unit":      {1, Quantity{"", 1}, 0, ErrRange},
		"result too large":  {MaxCents, Quantity{Gram, 999}, 0, ErrRange},
		"price too large":   {math.MaxInt64, Quantity{Piece, 1}, 0, ErrRange},
		"largest that fits": {MaxCents, Quantity{Gram, 1000}, MaxCents, nil},
	} {
		got, err := UnitPrice(c.cents, c.content)
		if got.Cents != c.want || !errors.Is(err, c.err) || (err == nil && got.Per != c.content.Unit) {
			t.Errorf("%s: UnitPrice(%d, %v) = %v, %v; want %d, %v", name, c.cents, c.content, got, err, c.want, c.err)
		}
	}
}

func TestPricesAreExactToHalfACent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]Unit{Piece, Gram, Millilitre}).Draw(t, "unit")
		p := Price{rapid.Int64Range(0, MaxCents).Draw(t, "cents"), unit}
		q := Quantity{unit, rapid.Int64Range(MinAmount, MaxAmount).Draw(t, "amount")}
		// floor(cents×amount÷scale + ½), on integers of any size
		want := new(big.Int).Mul(big.NewInt(2*p.Cents), big.NewInt(q.Amount))
		want.Add(want, big.NewInt(unit.scale()))
		want.Div(want, big.NewInt(2*unit.scale()))
		got, err := p.For(q)
		if fits := want.Cmp(big.NewInt(MaxCents)) <= 0; fits != (err == nil) {
			t.Fatalf("%v.For(%v) = %d, %v; exactly %v", p, q, got, err, want)
		}
		if err == nil && want.Cmp(big.NewInt(got)) != 0 {
			t.Fatalf("%v.For(%v) = %d, want %v", p, q, got, want)
		}
	})
}

func TestUnitPriceOfWholeKilogramsRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Price{rapid.Int64Range(0, 1_000_000).Draw(t, "cents"), Gram}
		q := Quantity{Gram, 1000 * rapid.Int64Range(1, 1000).Draw(t, "kilograms")}
		cents, err := p.For(q)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := UnitPrice(cents, q); err != nil || back != p {
			t.Fatalf("%v became %v, %v", p, back, err)
		}
	})
}

func TestFitsStep(t *testing.T) {
	for _, c := range []struct {
		amount, step, min int64
		want              bool
	}{
		{1, 1, 1, true}, {6, 6, 6, true}, {7, 6, 6, false}, {12, 6, 6, true},
		{200, 50, 200, true}, {250, 50, 200, true}, {150, 50, 200, false}, {220, 50, 200, false},
		{350, 250, 100, true}, {250, 250, 0, true}, {300, 250, 0, false}, {0, 250, 0, false},
		{-250, 250, 0, false}, {5, 0, 1, false}, {5, -1, 1, false}, {5, 1, -1, false},
		{MaxAmount, 1, 1, true}, {MaxAmount + 1, 1, 1, false},
	} {
		if got := FitsStep(c.amount, c.step, c.min); got != c.want {
			t.Errorf("FitsStep(%d, %d, %d) = %v", c.amount, c.step, c.min, got)
		}
	}
}

func TestQuantityCheckPointsAtTheParts(t *testing.T) {
	for _, c := range []struct {
		q        Quantity
		pointers []string
	}{
		{Quantity{Gram, 250}, nil},
		{Quantity{Gram, 0}, []string{"/content/amount"}},
		{Quantity{Piece, MaxAmount + 1}, []string{"/content/amount"}},
		{Quantity{"kilo", -1}, []string{"/content/unit", "/content/amount"}},
	} {
		var check fault.Check
		c.q.Check(&check, "/content")
		var got *fault.Error
		errors.As(check.Err(), &got)
		if (got == nil) != c.q.Valid() || (got != nil && len(got.Fields) != len(c.pointers)) {
			t.Fatalf("%v: got %+v", c.q, got)
		}
		for i, p := range c.pointers {
			if got.Fields[i].Pointer != p {
				t.Errorf("%v: field %d points at %s, want %s", c.q, i, got.Fields[i].Pointer, p)
			}
		}
	}
}
