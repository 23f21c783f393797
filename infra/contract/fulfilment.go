package contract

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cabas/domain/fulfilment"
	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/money"
)

// Ways checks the store of ways; open also gives a shop that is kept.
func Ways(t *testing.T, open func(t *testing.T) (fulfilment.WayStore, ident.ID)) {
	t.Run("ways survive the round trip and are edited at their version", func(t *testing.T) {
		s, shop := open(t)
		want, free := fulfilment.Usual(), money.Cents(4000)
		want.Delivery = fulfilment.DeliveryWay{
			Rule:      fulfilment.Rule{Offered: true, Lead: 4 * time.Hour, Length: 2 * time.Hour, Capacity: 6, DaysAhead: 3},
			Week:      calendar.Week{time.Friday: {{From: 17 * 60, To: calendar.EndOfDay}}},
			Postcodes: []string{"91410", "91530"}, Fee: 350, Minimum: 1500, FreeFrom: &free,
		}
		must(t, s.SaveWays(t.Context(), shop, want))
		refused(t, s.SaveWays(t.Context(), shop, want), fault.ErrStale)
		want.Version = 1
		must(t, s.SaveWays(t.Context(), shop, want))
		refused(t, s.SaveWays(t.Context(), shop, want), fault.ErrStale)
		want.Version = 2
		got, err := s.WaysOf(t.Context(), []ident.ID{shop, "shp_none"})
		must(t, err)
		if !reflect.DeepEqual(got, map[ident.ID]fulfilment.Ways{shop: want}) {
			t.Fatalf("got %+v\nwant %+v", got, want)
		}
	})
}

// SlotStore is a counter of places and two shops that are kept.
type SlotStore struct {
	fulfilment.Slots
	One, Two ident.ID
}

// SlotCapacity is peer failure 22: of fifty orders that book a slot of five
// places at once, five get one.
func SlotCapacity(t *testing.T, s SlotStore) {
	var won atomic.Int64
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			err := s.Take(context.Background(), s.One, fulfilment.Counter, noon, noon.Add(time.Hour), 5)
			if err == nil {
				won.Add(1)
			} else if !errors.Is(err, fulfilment.ErrSlotFull) {
				t.Errorf("a loser was told %v", err)
			}
		})
	}
	all.Wait()
	placesTaken(t, s, 5, s.One, fulfilment.Counter)
	if won.Load() != 5 {
		t.Fatalf("%d won", won.Load())
	}
}

// SlotFreedOnce is peer failure 23: a place comes back once and can be taken
// again.
func SlotFreedOnce(t *testing.T, s SlotStore) {
	end := noon.Add(time.Hour)
	must(t, s.Take(t.Context(), s.One, fulfilment.Counter, noon, end, 1))
	refused(t, s.Take(t.Context(), s.One, fulfilment.Counter, noon, end, 1), fulfilment.ErrSlotFull)
	must(t, s.Free(t.Context(), s.One, fulfilment.Counter, noon))
	refused(t, s.Free(t.Context(), s.One, fulfilment.Counter, noon), fault.ErrNotFound)
	must(t, s.Take(t.Context(), s.One, fulfilment.Counter, noon, end, 1))
	placesTaken(t, s, 1, s.One, fulfilment.Counter)
}

// Slots checks that ways, times and shops are counted apart, all at once.
func Slots(t *testing.T, s SlotStore) {
	end, one, two := noon.Add(time.Hour), s.One, s.Two
	must(t, s.Take(t.Context(), one, fulfilment.Counter, noon, end, 1))
	must(t, s.Take(t.Context(), one, fulfilment.Delivery, noon, end, 1))
	must(t, s.Take(t.Context(), one, fulfilment.Counter, end, end.Add(time.Hour), 1))
	must(t, s.Take(t.Context(), two, fulfilment.Counter, noon, end, 2))
	must(t, s.Take(t.Context(), two, fulfilment.Counter, noon, end, 2))
	got, err := s.Booked(t.Context(), []ident.ID{one, two}, noon)
	must(t, err)
	want := map[fulfilment.Key]int{
		fulfilment.KeyOf(one, fulfilment.Counter, noon): 1, fulfilment.KeyOf(one, fulfilment.Delivery, noon): 1,
		fulfilment.KeyOf(one, fulfilment.Counter, end): 1, fulfilment.KeyOf(two, fulfilment.Counter, noon): 2,
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got %v\nwant %v", got, want)
	}
	if got, err := s.Booked(t.Context(), []ident.ID{one, two}, end); err != nil || len(got) != 1 {
		t.Fatalf("later: %v, %v", got, err)
	}
}

func placesTaken(t *testing.T, s fulfilment.Slots, want int, shop ident.ID, way fulfilment.Way) {
	t.Helper()
	got, err := s.Booked(t.Context(), []ident.ID{shop}, noon)
	must(t, err)
	if got[fulfilment.KeyOf(shop, way, noon)] != want {
		t.Fatalf("%v are booked, want %d", got, want)
	}
}
