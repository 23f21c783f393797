package money

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSplit(t *testing.T) {
	for name, c := range map[string]struct {
		total   Cents
		weights []int64
		want    []Cents
	}{
		"even":                       {100, []int64{1, 1}, []Cents{50, 50}},
		"first of equals wins":       {100, []int64{1, 1, 1}, []Cents{34, 33, 33}},
		"two left over":              {101, []int64{1, 1, 1}, []Cents{34, 34, 33}},
		"largest fraction wins":      {10, []int64{100, 290, 610}, []Cents{1, 3, 6}},
		"zero weight gets nothing":   {7, []int64{0, 3, 0, 4}, []Cents{0, 3, 0, 4}},
		"all zero counts as equal":   {5, []int64{0, 0}, []Cents{3, 2}},
		"fewer cents than shares":    {2, []int64{5, 5, 5}, []Cents{1, 1, 0}},
		"nothing to share":           {0, []int64{1, 2}, []Cents{0, 0}},
		"nobody to share with":       {9, nil, []Cents{}},
		"a refund mirrors":           {-100, []int64{1, 1, 1}, []Cents{-34, -33, -33}},
		"the largest numbers hold":   {math.MaxInt64, []int64{math.MaxInt64}, []Cents{math.MaxInt64}},
		"the smallest number holds":  {math.MinInt64, []int64{1, 1}, []Cents{math.MinInt64 / 2, math.MinInt64 / 2}},
		"a delivery fee over shops":  {490, []int64{1250, 799, 2301}, []Cents{141, 90, 259}},
		"one share takes everything": {490, []int64{3}, []Cents{490}},
	} {
		if got := Split(c.total, c.weights); !slices.Equal(got, c.want) {
			t.Errorf("%s: Split(%d, %v) = %v, want %v", name, c.total, c.weights, got, c.want)
		}
	}
}

func TestSplitRefusesImpossibleWeights(t *testing.T) {
	for _, bad := range [][]int64{{1, -1}, {-1}, {math.MaxInt64, 1}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("Split(1, %v) did not panic", bad)
				}
			}()
			Split(1, bad)
		}()
	}
}

func TestSplitSumsAndStaysWithinACent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64().Draw(t, "total")
		weights := rapid.SliceOfN(rapid.Int64Range(0, math.MaxInt64/20), 1, 20).Draw(t, "weights")
		var all, sum int64
		for _, w := range weights {
			all += w
		}
		for i, share := range Split(Cents(total), weights) {
			sum += int64(share)
			if all == 0 {
				continue
			}
			exact := new(big.Int).Mul(big.NewInt(total), big.NewInt(weights[i]))
			off := exact.Sub(exact, new(big.Int).Mul(big.NewInt(int64(share)), big.NewInt(all)))
			if off.CmpAbs(big.NewInt(all)) >= 0 {
				t.Fatalf("share %d of weight %d is a cent or more off", share, weights[i])
			}
		}
		if sum != total {
			t.Fatalf("shares sum to %d, want %d", sum, total)
		}
	})
}

func TestVATOf(t *testing.T) {
	for _, c := range []struct {
		gross Cents
		rate  Rate
		want  Cents
	}{
		{1200, Standard, 200}, {1100, Intermediate, 100}, {1055, Reduced, 55}, {10210, SuperReduced, 210},
		{999, Exempt, 0}, {0, Standard, 0},
		{3, Standard, 1},                   // 0.5 rounds up
		{2, Standard, 0},                   // 0.33
		{9, Standard, 2},                   // 1.5 rounds up
		{-3, Standard, -1},                 // mirrored
		{100, Reduced, 5}, {1, Reduced, 0}, // 5.21, 0.05
		{math.MaxInt64, Standard, 1537228672809129301}, // 1537228672809129301.17
	} {
		if got := VATOf(c.gross, c.rate); got != c.want {
			t.Errorf("VATOf(%d, %d) = %d, want %d", c.gross, c.rate, got, c.want)
		}
	}
}

func TestRatesAreTheFrenchOnes(t *testing.T) {
	for _, r := range []Rate{2000, 1000, 550, 210, 0} {
		if !r.Valid() {
			t.Errorf("%d is refused", r)
		}
	}
	for _, r := range []Rate{-1, 1, 20, 1960, 2001} {
		if r.Valid() {
			t.Errorf("%d is accepted", r)
		}
	}
}

func TestVATIsTheExactTaxRounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gross := rapid.Int64().Draw(t, "gross")
		rate := rapid.SampledFrom([]Rate{2000, 1000, 550, 210, 0}).Draw(t, "rate")
		vat := VATOf(Cents(gross), rate)
		d := big.NewInt(int64(10_000 + rate))
		off := new(big.Int).Mul(big.NewInt(gross), big.NewInt(int64(rate)))
		off.Sub(off, new(big.Int).Mul(d, big.NewInt(int64(vat))))
		if off.Lsh(off, 1).CmpAbs(d) > 0 {
			t.Fatalf("%d is more than half a cent off", vat)
		}
		if gross != math.MinInt64 && VATOf(Cents(-gross), rate) != -vat {
			t.Fatal("a refund does not cancel the sale")
		}
	})
}

func TestTotals(t *testing.T) {
	var got Totals
	got.Add(Reduced, 300)
	got.Add(Exempt, 500)
	got.Add(Standard, 1000)
	got.Add(Reduced, 755)
	got.Add(Standard, 200)
	want := Totals{{Standard, 1200, 200, 1000}, {Reduced, 1055, 55, 1000}, {Exempt, 500, 0, 500}}
	if !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	if got.Gross() != 2755 || got.VAT() != 255 || got.Net() != 2500 {
		t.Fatalf("sums are %d, %d, %d", got.Gross(), got.VAT(), got.Net())
	}
	if (Totals)(nil).Gross() != 0 {
		t.Fatal("no lines cost something")
	}
}

func TestTotalsBalanceInAnyOrder(t *testing.T) {
	type line struct {
		rate  Rate
		gross Cents
	}
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOf(rapid.Custom(func(t *rapid.T) line {
			return line{rapid.SampledFrom([]Rate{2000, 1000, 550, 210, 0}).Draw(t, "rate"),
				Cents(rapid.Int64Range(-1e12, 1e12).Draw(t, "gross"))}
		})).Draw(t, "lines")
		var there, back Totals
		var sum Cents
		for i := range lines {
			there.Add(lines[i].rate, lines[i].gross)
			last := lines[len(lines)-1-i]
			back.Add(last.rate, last.gross)
			sum += lines[i].gross
		}
		if !slices.Equal(there, back) {
			t.Fatalf("order matters: %v, %v", there, back)
		}
		if there.Gross() != sum || there.Net()+there.VAT() != sum {
			t.Fatalf("%v does not balance to %d", there, sum)
		}
		if !slices.IsSortedFunc(there, func(a, b ByRate) int { return int(b.Rate - a.Rate) }) {
			t.Fatalf("not sorted: %v", there)
		}
	})
}
