package rehearsal_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"cabas/domain/catalog"
	"cabas/domain/kernel/measure"
	"cabas/domain/order"
	"cabas/domain/rehearsal"
)

var noon = time.Date(2026, 11, 28, 12, 10, 0, 0, time.UTC)

func roast() catalog.Product {
	return catalog.Product{Name: "Rôti", Unit: measure.Gram, Minimum: 500, Variants: []catalog.Variant{{Name: "Porc", PriceCents: 1890}}}
}

func TestARehearsalIsMadeOfTheShopsFirstGoods(t *testing.T) {
	r, err := rehearsal.New("shp_1", []catalog.Product{roast(), roast(), roast()}, noon)
	if err != nil || len(r.Lines) != 2 || r.TotalCents() != 1890 || r.State != order.Placed || len(r.Code) != 6 {
		t.Fatalf("%+v, %v", r, err)
	}
	want := rehearsal.Line{Product: "Rôti", Variant: "Porc", Quantity: measure.Quantity{Unit: measure.Gram, Amount: 500}, TotalCents: 945}
	if r.Lines[0] != want {
		t.Errorf("the first line is %+v", r.Lines[0])
	}
	if start := noon.Add(50 * time.Minute); !r.Slot.Start.Equal(start) || !r.Slot.End.Equal(start.Add(30*time.Minute)) {
		t.Errorf("the customer comes at %v", r.Slot)
	}
	if _, err := rehearsal.New("shp_1", nil, noon); !errors.Is(err, rehearsal.ErrNoGoods) {
		t.Errorf("without goods: %v", err)
	}
}

func TestARehearsalMovesAsAnOrderDoes(t *testing.T) {
	r, err := rehearsal.New("shp_1", []catalog.Product{roast()}, noon)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		c     order.Command
		code  string
		moved bool
		err   error
		state order.State
		next  []order.Command
	}{
		{order.MakeReady, "", false, order.ErrState, order.Placed, []order.Command{order.Accept}},
		{order.Refuse, "", false, order.ErrState, order.Placed, []order.Command{order.Accept}},
		{order.Accept, "", true, nil, order.Accepted, []order.Command{order.MakeReady}},
		{order.Accept, "", false, nil, order.Accepted, []order.Command{order.MakeReady}},
		{order.Collect, r.Code, false, order.ErrState, order.Accepted, []order.Command{order.MakeReady}},
		{order.MakeReady, "", true, nil, order.Ready, []order.Command{order.Collect}},
		{order.Collect, "", false, order.ErrCode, order.Ready, []order.Command{order.Collect}},
		{order.Collect, r.Code, true, nil, order.Collected, []order.Command{}},
		{order.Collect, "", false, nil, order.Collected, []order.Command{}},
	} {
		moved, err := r.Do(step.c, step.code, noon.Add(time.Minute))
		if moved != step.moved || !errors.Is(err, step.err) || r.State != step.state || !reflect.DeepEqual(r.Steps(), step.next) {
			t.Errorf("%s: %v, %v, now %s, next %v", step.c, moved, err, r.State, r.Steps())
		}
	}
}
