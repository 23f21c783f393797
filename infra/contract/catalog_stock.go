package contract

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"testing"

	"cabas/domain/catalog"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
)

// Stock is what every store of stock must do.
func Stock(t *testing.T, s Catalog) {
	t.Run("PeerFailure01 the last unit goes to one of fifty", func(t *testing.T) { lastUnit(t, s) })
	t.Run("PeerFailure03 lines on one variant count together", func(t *testing.T) { together(t, s) })
	t.Run("PeerFailure04 crossed takes do not block each other", func(t *testing.T) { crossed(t, s) })
	t.Run("PeerFailure31 an inventory loses no decrement", func(t *testing.T) { inventory(t, s) })
	t.Run("a movement says what it changed", func(t *testing.T) { moving(t, s) })
	t.Run("simple stock is available or sold out", func(t *testing.T) { simple(t, s) })
	t.Run("any sequence conserves stock", func(t *testing.T) { conserving(t, s) })
}

func counted(onHand int64) catalog.VariantDetails {
	return catalog.VariantDetails{Name: "250 g", PriceCents: 450, Mode: catalog.Counted, OnHand: onHand}
}

// parallel runs f n times at once and counts the answers that are nil.
func parallel(n int, f func(i int) error) (well int, rest []error) {
	var wait sync.WaitGroup
	answers := make([]error, n)
	for i := range n {
		wait.Go(func() { answers[i] = f(i) })
	}
	wait.Wait()
	for _, err := range answers {
		if err == nil {
			well++
		} else {
			rest = append(rest, err)
		}
	}
	return well, rest
}

func lastUnit(t *testing.T, s Catalog) {
	v := stocked(t, s, counted(1))
	well, rest := parallel(50, func(int) error {
		return s.Stocks.Take(context.Background(), []catalog.Take{{Variant: v, Amount: 1}})
	})
	if well != 1 {
		t.Errorf("%d won", well)
	}
	for _, err := range rest {
		var f *fault.Error
		if !errors.As(err, &f) || !errors.Is(err, catalog.ErrOutOfStock) ||
			!reflect.DeepEqual(f.Truth, []catalog.Shortage{{Variant: v, Left: 0}}) {
			t.Fatalf("a loser was told %v, %+v", err, f)
		}
	}
	if got := stockOf(t, s, v); got.Allocated != 1 || got.OnHand != 1 {
		t.Errorf("left %+v", got)
	}
}

func together(t *testing.T, s Catalog) {
	a, b := stocked(t, s, counted(1)), stocked(t, s, counted(9))
	err := s.Stocks.Take(t.Context(), []catalog.Take{{Variant: a, Amount: 1}, {Variant: b, Amount: 2}, {Variant: a, Amount: 1}})
	if !errors.Is(err, catalog.ErrOutOfStock) {
		t.Errorf("two lines on the last unit: %v", err)
	}
	if stockOf(t, s, a).Allocated != 0 || stockOf(t, s, b).Allocated != 0 {
		t.Error("a refused take left something reserved")
	}
	err = s.Stocks.Take(t.Context(), []catalog.Take{{Variant: "var_none", Amount: 1}})
	if !errors.Is(err, catalog.ErrOutOfStock) {
		t.Errorf("a variant that is not: %v", err)
	}
}

func crossed(t *testing.T, s Catalog) {
	a, b := stocked(t, s, counted(1000)), stocked(t, s, counted(1000))
	well, rest := parallel(100, func(i int) error {
		takes := []catalog.Take{{Variant: a, Amount: 1}, {Variant: b, Amount: 1}}
		if i%2 == 1 {
			takes[0], takes[1] = takes[1], takes[0]
		}
		return s.Stocks.Take(context.Background(), takes)
	})
	if well != 100 || stockOf(t, s, a).Allocated != 100 || stockOf(t, s, b).Allocated != 100 {
		t.Errorf("%d of 100 went through: %v", well, rest)
	}
}

func inventory(t *testing.T, s Catalog) {
	v := stocked(t, s, counted(1000))
	one := []catalog.Take{{Variant: v, Amount: 1}}
	if err := s.Stocks.Take(t.Context(), []catalog.Take{{Variant: v, Amount: 20}}); err != nil {
		t.Fatal(err)
	}
	well, rest := parallel(60, func(i int) error {
		switch i % 3 {
		case 0:
			return s.Stocks.Take(context.Background(), one)
		case 1:
			return s.Stocks.HandOver(context.Background(), one, "acc_1", "ord_1", noon)
		}
		_, err := s.Ledger.Count(context.Background(), movement(v, catalog.MovedCount, 0), 500)
		return err
	})
	if well != 60 {
		t.Fatal(rest)
	}
	got := stockOf(t, s, v)
	if got.Allocated != 20 || got.OnHand != ledgerSum(t, s, v) {
		t.Errorf("20 + 20 - 20 are reserved, and the ledger says %d: %+v", ledgerSum(t, s, v), got)
	}
}

func movement(v ident.ID, kind catalog.MovementKind, difference int64) catalog.Movement {
	return catalog.Movement{ID: ident.New("mov"), Variant: v, Kind: kind, Difference: difference,
		By: "acc_1", Reason: "Casse", At: noon}
}

func ledgerSum(t testing.TB, s Catalog, v ident.ID) (sum int64) {
	t.Helper()
	for r := (page.Request{Limit: 7}); ; {
		list, err := s.History.Movements(context.Background(), v, r)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range list.Items {
			sum += m.Difference
		}
		if r.After = list.Next; list.Next == "" {
			return sum
		}
	}
}

func moving(t *testing.T, s Catalog) {
	v := stocked(t, s, counted(10))
	adjust := movement(v, catalog.MovedAdjust, -4)
	done, err := s.Ledger.Adjust(t.Context(), adjust)
	if adjust.Stock = (catalog.Stock{Mode: catalog.Counted, OnHand: 6}); err != nil || done != adjust {
		t.Errorf("adjusted %+v, %v", done, err)
	}
	if _, err := s.Ledger.Adjust(t.Context(), movement(v, catalog.MovedAdjust, -7)); !errors.Is(err, catalog.ErrBelowZero) {
		t.Errorf("below zero: %v", err)
	}
	if err := s.Stocks.Take(t.Context(), []catalog.Take{{Variant: v, Amount: 5}}); err != nil {
		t.Fatal(err)
	}
	done, err = s.Ledger.Count(t.Context(), movement(v, catalog.MovedCount, 0), 3)
	if left, _ := done.Stock.Left(); err != nil || done.Difference != -3 || !done.Stock.Short() || left != 0 {
		t.Errorf("counted 3 of 6 with 5 reserved: %+v, %v", done, err)
	}
	if err := s.Stocks.HandOver(t.Context(), []catalog.Take{{Variant: v, Amount: 5}}, "acc_2", "ord_1", noon); err != nil {
		t.Fatal(err)
	}
	list, err := s.History.Movements(t.Context(), v, page.Request{})
	if err != nil || len(list.Items) != 4 {
		t.Fatalf("the ledger holds %+v, %v", list.Items, err)
	}
	sold := list.Items[0]
	if sold.Kind != catalog.MovedSold || sold.Difference != -3 || sold.Stock.OnHand != 0 || sold.Order != "ord_1" || sold.By != "acc_2" {
		t.Errorf("what is missing cannot leave: %+v", sold)
	}
	if again, err := s.Ledger.Movement(t.Context(), adjust.ID); err != nil || again != adjust {
		t.Errorf("found again %+v, %v", again, err)
	}
	if list.Items[2] != adjust || list.Items[3].Difference != 10 {
		t.Errorf("the ledger changed: %+v", list.Items)
	}
	bin := stocked(t, s, counted(3))
	one := []catalog.Take{{Variant: bin, Amount: 1}}
	if err := errors.Join(s.Stocks.Take(t.Context(), one), s.Stocks.Discard(t.Context(), one, "acc_1", "ord_2", noon)); err != nil {
		t.Fatal(err)
	}
	if got := stockOf(t, s, bin); got.OnHand != 2 || got.Allocated != 0 || ledgerSum(t, s, bin) != 2 {
		t.Errorf("one of three was lost: %+v", got)
	}
	if err := s.Stocks.Return(t.Context(), []catalog.Take{{Variant: v, Amount: 1}}); fault.KindOf(err) != fault.Internal {
		t.Errorf("returned what nobody took: %v", err)
	}
	for _, err := range []error{
		second(s.Ledger.Adjust(t.Context(), movement("var_none", catalog.MovedAdjust, 1))),
		second(s.Ledger.Count(t.Context(), movement("var_none", catalog.MovedCount, 0), 1)),
		second(s.Ledger.Mark(t.Context(), movement("var_none", catalog.MovedBack, 0))),
	} {
		if !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("a variant that is not: %v", err)
		}
	}
	if _, err := s.Ledger.Mark(t.Context(), movement(v, catalog.MovedSoldOut, 0)); !errors.Is(err, catalog.ErrCounted) {
		t.Errorf("counted stock was marked: %v", err)
	}
}

func second[A any](_ A, err error) error { return err }

func simple(t *testing.T, s Catalog) {
	v := stocked(t, s, catalog.VariantDetails{PriceCents: 110, Mode: catalog.Simple})
	two := []catalog.Take{{Variant: v, Amount: 2}}
	if err := s.Stocks.Take(t.Context(), two); err != nil {
		t.Fatal(err)
	}
	done, err := s.Ledger.Mark(t.Context(), movement(v, catalog.MovedSoldOut, 0))
	if err != nil || !done.Stock.SoldOut {
		t.Errorf("sold out: %+v, %v", done, err)
	}
	if err := s.Stocks.Take(t.Context(), two); !errors.Is(err, catalog.ErrOutOfStock) {
		t.Errorf("took what is sold out: %v", err)
	}
	if err := s.Stocks.HandOver(t.Context(), two, "acc_1", "ord_1", noon); err != nil {
		t.Errorf("what was reserved before is handed over: %v", err)
	}
	if _, err := s.Ledger.Mark(t.Context(), movement(v, catalog.MovedBack, 0)); err != nil {
		t.Error(err)
	}
	if got := stockOf(t, s, v); got != (catalog.Stock{Mode: catalog.Simple}) || !got.Remaining(100) {
		t.Errorf("left %+v", got)
	}
	for _, err := range []error{
		second(s.Ledger.Adjust(t.Context(), movement(v, catalog.MovedAdjust, 1))),
		second(s.Ledger.Count(t.Context(), movement(v, catalog.MovedCount, 0), 1)),
	} {
		if !errors.Is(err, catalog.ErrNotCounted) {
			t.Errorf("simple stock was counted: %v", err)
		}
	}
}
