package contract

import (
	"context"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"cabas/domain/catalog"
)

// conserving plays any sequence of what orders and staff do to one variant,
// beside a model of three numbers.
func conserving(t *testing.T, s Catalog) {
	rapid.Check(t, func(r *rapid.T) {
		onHand := draw(r, 0, 20, "opening")
		allocated := int64(0)
		v := stocked(t, s, counted(onHand))
		for range rapid.IntRange(1, 12).Draw(r, "steps") {
			ctx, n := context.Background(), draw(r, 1, 8, "amount")
			takes := []catalog.Take{{Variant: v, Amount: n}}
			var err, want error
			switch kind := rapid.SampledFrom([]string{"take", "take", "return", "hand over", "adjust", "count"}).Draw(r, "kind"); {
			case kind == "take":
				if err = s.Stocks.Take(ctx, takes); onHand-allocated >= n {
					allocated += n
				} else {
					want = catalog.ErrOutOfStock
				}
			case kind == "adjust":
				n = draw(r, -8, 8, "difference")
				if _, err = s.Ledger.Adjust(ctx, movement(v, catalog.MovedAdjust, n)); onHand+n >= 0 {
					onHand += n
				} else {
					want = catalog.ErrBelowZero
				}
			case kind == "count":
				_, err = s.Ledger.Count(ctx, movement(v, catalog.MovedCount, 0), n)
				onHand = n
			case allocated < n: // nothing to give back
			case kind == "return":
				err = s.Stocks.Return(ctx, takes)
				allocated -= n
			case kind == "hand over":
				err = s.Stocks.HandOver(ctx, takes, "acc_1", "ord_1", noon)
				onHand, allocated = max(0, onHand-n), allocated-n
			}
			if !errors.Is(err, want) {
				r.Fatalf("got %v, want %v", err, want)
			}
		}
		got := stockOf(t, s, v)
		if sum := ledgerSum(t, s, v); got.OnHand != onHand || sum != onHand || got.Allocated != allocated {
			r.Fatalf("want %d on hand and %d reserved; the ledger says %d, the stock %+v", onHand, allocated, sum, got)
		}
	})
}

func draw(r *rapid.T, least, most int64, label string) int64 {
	return rapid.Int64Range(least, most).Draw(r, label)
}
