package sitemap

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"cabas/domain/kernel/ident"
)

// shelf holds so many products, numbered from 1.
type shelf int

func (s shelf) Towns(context.Context) ([]Entry, error) { return nil, nil }
func (s shelf) Entries(_ context.Context, _ Kind, after ident.ID, limit int) ([]Entry, error) {
	var out []Entry
	for n := number(after) + 1; n <= int(s) && len(out) < limit; n++ {
		out = append(out, Entry{ID: ident.ID(fmt.Sprintf("%06d", n))})
	}
	return out, nil
}
func (s shelf) Skip(_ context.Context, _ Kind, after ident.ID, distance int) (ident.ID, error) {
	if n := number(after) + distance; n < int(s) {
		return ident.ID(fmt.Sprintf("%06d", n)), nil
	}
	return "", nil
}

func number(id ident.ID) (n int) {
	_, _ = fmt.Sscanf(id.String(), "%d", &n)
	return n
}

func TestPagesHoldEverythingOnce(t *testing.T) {
	for many, pages := range map[int]int{0: 1, 1: 1, 2500: 1, 2501: 2, 5000: 2, 6001: 3} {
		r := Roll{shelf(many), 2500}
		starts, err := r.Starts(t.Context(), Products)
		if err != nil || len(starts) != pages {
			t.Errorf("%d things are on %d pages, %v", many, len(starts), err)
		}
		var seen []ident.ID
		for _, after := range starts {
			before := len(seen)
			if err := r.Each(t.Context(), Products, after, func(e Entry) error { seen = append(seen, e.ID); return nil }); err != nil {
				t.Fatal(err)
			}
			if len(seen)-before > 2500 {
				t.Errorf("a page holds %d", len(seen)-before)
			}
		}
		if len(seen) != many || len(slices.Compact(slices.Clone(seen))) != many {
			t.Errorf("%d things were listed of %d", len(seen), many)
		}
	}
}

func TestWhoLeavesStopsTheList(t *testing.T) {
	gone, n := errors.New("gone"), 0
	err := NewRoll(shelf(5000)).Each(t.Context(), Shops, "", func(Entry) error { n++; return gone })
	if !errors.Is(err, gone) || n != 1 {
		t.Errorf("%d were given, %v", n, err)
	}
}
