package page

import (
	"errors"
	"testing"

	"cabas/domain/kernel/fault"
)

func TestPositionsSurviveTheRoundTrip(t *testing.T) {
	var at int64
	var id string
	if err := Decode(Encode(int64(1795363200000000), "shp_é\"x"), &at, &id); err != nil {
		t.Fatal(err)
	}
	if at != 1795363200000000 || id != "shp_é\"x" {
		t.Fatalf("got %d %q", at, id)
	}
}

func TestForeignPositionsAreRefused(t *testing.T) {
	var n int64
	for _, bad := range []string{"x", "!!", Encode("text"), Encode(1, 2), ""} {
		if err := Decode(bad, &n); !errors.Is(err, fault.ErrMalformed) {
			t.Errorf("Decode(%q) = %v", bad, err)
		}
	}
}

func TestOfCutsAndPoints(t *testing.T) {
	p := Of([]int{1, 2, 3}, 2, func(i int) []any { return []any{i} })
	var n int
	if err := Decode(p.Next, &n); err != nil || n != 2 || len(p.Items) != 2 {
		t.Fatalf("got %+v, %v", p, err)
	}
	if p := Of([]int{1, 2}, 2, func(i int) []any { return []any{i} }); p.Next != "" {
		t.Fatalf("a last page points on: %+v", p)
	}
}
