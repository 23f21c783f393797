package fulfilment

import (
	"errors"
	"testing"
	"time"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/money"
)

func TestFees(t *testing.T) {
	free := money.Cents(4000)
	w := Usual()
	w.Delivery.Offered, w.Delivery.Postcodes = true, []string{"91410"}
	w.Delivery.Fee, w.Delivery.Minimum, w.Delivery.FreeFrom = 350, 1500, &free
	for _, c := range []struct {
		way      Way
		postcode string
		goods    money.Cents
		fee      money.Cents
		refusal  error
	}{
		{Counter, "", 1, 0, nil}, {Delivery, "91410", 1500, 350, nil}, {Delivery, "91410", 3999, 350, nil},
		{Delivery, "91410", 4000, 0, nil}, {Delivery, "91410", 1499, 350, ErrBelowMinimum},
		{Delivery, "75001", 9999, 0, ErrPostcodeNotServed},
	} {
		fee, err := w.Fee(c.way, c.postcode, c.goods)
		if fee != c.fee || !errors.Is(err, c.refusal) {
			t.Errorf("%+v: %d, %v", c, fee, err)
		}
	}
	w.Delivery.Offered = false
	if _, err := w.Fee(Delivery, "91410", 9999); !errors.Is(err, ErrWayNotOffered) {
		t.Errorf("withdrawn: %v", err)
	}
}

func TestWaysSayWhatIsWrongWithThem(t *testing.T) {
	if err := Usual().check(); err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(*Ways){
		"/counter/slotMinutes":    func(w *Ways) { w.Counter.Length = time.Minute },
		"/delivery/capacity":      func(w *Ways) { w.Delivery.Capacity = 0 },
		"/counter/daysAhead":      func(w *Ways) { w.Counter.DaysAhead = 61 },
		"/delivery/leadMinutes":   func(w *Ways) { w.Delivery.Lead = -time.Minute },
		"/delivery/postcodes":     func(w *Ways) { w.Delivery.Offered = true },
		"/delivery/postcodes/0":   func(w *Ways) { w.Delivery.Postcodes = []string{"9141"} },
		"/delivery/week/monday/0": func(w *Ways) { w.Delivery.Week[time.Monday] = span(12, 9) },
		"/delivery/feeCents":      func(w *Ways) { w.Delivery.Fee = -1 },
	} {
		w := Usual()
		spoil(&w)
		var f *fault.Error
		if !errors.As(w.check(), &f) || len(f.Fields) != 1 || f.Fields[0].Pointer != want {
			t.Errorf("want %s, got %+v", want, f)
		}
	}
}

func slotsAt(starts ...time.Time) []Slot {
	var out []Slot
	for _, s := range starts {
		out = append(out, Slot{Start: s, End: s.Add(30 * time.Minute), Left: 1})
	}
	return out
}

func TestOneWalkIsProposedWhenThereIsOne(t *testing.T) {
	morning, noon, evening, next := at(11, 28, 9, 0), at(11, 28, 12, 0), at(11, 28, 18, 0), at(11, 29, 9, 0)
	for name, c := range map[string]struct {
		offers   map[ident.ID][]Slot
		together bool
		first    time.Time
		a        time.Time
	}{
		"at once":         {map[ident.ID][]Slot{"a": slotsAt(morning), "b": slotsAt(morning.Add(time.Hour))}, true, morning, morning},
		"later":           {map[ident.ID][]Slot{"a": slotsAt(morning, noon, evening), "b": slotsAt(evening, next)}, true, evening, evening},
		"the latest fits": {map[ident.ID][]Slot{"a": slotsAt(morning, noon), "b": slotsAt(noon.Add(-90 * time.Minute)), "c": slotsAt(noon)}, true, noon.Add(-90 * time.Minute), noon},
		"never":           {map[ident.ID][]Slot{"a": slotsAt(morning), "b": slotsAt(next)}, false, morning, morning},
		"two hours apart": {map[ident.ID][]Slot{"a": slotsAt(morning), "b": slotsAt(morning.Add(Together))}, false, morning, morning},
		"one shop":        {map[ident.ID][]Slot{"a": slotsAt(noon, evening)}, true, noon, noon},
		"no waiting": {map[ident.ID][]Slot{"a": slotsAt(morning, morning.Add(30*time.Minute), morning.Add(90*time.Minute)), "b": slotsAt(morning.Add(time.Hour))},
			true, morning.Add(30 * time.Minute), morning.Add(30 * time.Minute)},
		"what is brought": {map[ident.ID][]Slot{"a": slotsAt(morning, noon.Add(-90*time.Minute)), "brought": slotsAt(noon.Add(-90 * time.Minute))}, true, morning, morning},
	} {
		p, ok := Propose(c.offers, "brought")
		if !ok || p.Together != c.together || !p.Start.Equal(c.first) || !p.Slots["a"].Start.Equal(c.a) || len(p.Slots) != len(c.offers) {
			t.Errorf("%s: %+v", name, p)
		}
	}
	if _, ok := Propose(map[ident.ID][]Slot{"a": slotsAt(noon), "b": nil}); ok {
		t.Error("a shop without slots was given one")
	}
	if _, ok := Propose(nil); ok {
		t.Error("no shop was given a slot")
	}
}
