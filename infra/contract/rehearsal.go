package contract

import (
	"errors"
	"reflect"
	"sync"
	"testing"
	"time"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/order"
	"cabas/domain/rehearsal"
)

func practice(shop ident.ID, at time.Time) rehearsal.Rehearsal {
	return rehearsal.Rehearsal{
		ID: ident.New("reh"), Shop: shop, Code: "048291", State: order.Placed, PlacedAt: at,
		Slot:  order.Slot{Start: at.Add(time.Hour), End: at.Add(90 * time.Minute)},
		Lines: []rehearsal.Line{{Product: "Œufs d'été « fermiers »", Variant: "par six", Quantity: measure.Quantity{Unit: measure.Piece, Amount: 2}, TotalCents: 640}},
	}
}

// Rehearsals is what every store of rehearsals must do.
func Rehearsals(t *testing.T, s rehearsal.Store) {
	ctx, since := t.Context(), noon.Add(-rehearsal.Lasts)
	t.Run("what was kept comes back, to its shop alone", func(t *testing.T) {
		here, there := ident.New("shp"), ident.New("shp")
		one, two := practice(here, noon), practice(here, noon.Add(time.Second))
		for _, r := range []rehearsal.Rehearsal{one, two, practice(there, noon)} {
			if err := s.Add(ctx, r, since); err != nil {
				t.Fatal(err)
			}
		}
		if found, err := s.Of(ctx, here, since); err != nil || !reflect.DeepEqual(found, []rehearsal.Rehearsal{one, two}) {
			t.Errorf("kept %+v\nfound %+v, %v", one, found, err)
		}
		if found, err := s.Get(ctx, here, two.ID, since); err != nil || !reflect.DeepEqual(found, two) {
			t.Errorf("found %+v, %v", found, err)
		}
		if _, err := s.Get(ctx, there, two.ID, since); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("another shop's: %v", err)
		}
		if err := s.Remove(ctx, there, two.ID); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("removing another shop's: %v", err)
		}
	})
	t.Run("a change is kept from the state before alone", func(t *testing.T) {
		r := practice(ident.New("shp"), noon)
		if err := s.Add(ctx, r, since); err != nil {
			t.Fatal(err)
		}
		r.State = order.Accepted
		if err := s.Save(ctx, r, order.Placed); err != nil {
			t.Fatal(err)
		}
		if err := s.Save(ctx, r, order.Placed); !errors.Is(err, order.ErrState) {
			t.Errorf("saved twice: %v", err)
		}
		if found, err := s.Get(ctx, r.Shop, r.ID, since); err != nil || found.State != order.Accepted {
			t.Errorf("found %+v, %v", found, err)
		}
	})
	t.Run("most is most, even at once; a place comes back when one is removed or old", func(t *testing.T) {
		shop := ident.New("shp")
		var all sync.WaitGroup
		answers := make([]error, 2*rehearsal.Most)
		for i := range answers {
			all.Go(func() { answers[i] = s.Add(ctx, practice(shop, noon), since) })
		}
		all.Wait()
		refused := 0
		for _, err := range answers {
			if errors.Is(err, rehearsal.ErrEnough) {
				refused++
			} else if err != nil {
				t.Error(err)
			}
		}
		found, err := s.Of(ctx, shop, since)
		if refused != rehearsal.Most || err != nil || len(found) != rehearsal.Most {
			t.Fatalf("%d refused, %d kept, %v", refused, len(found), err)
		}
		if err := s.Remove(ctx, shop, found[1].ID); err != nil {
			t.Fatal(err)
		}
		if err := s.Add(ctx, practice(shop, noon), since); err != nil {
			t.Errorf("after one was removed: %v", err)
		}
		later := noon.Add(rehearsal.Lasts)
		if found, err := s.Of(ctx, shop, noon); err != nil || len(found) != 0 {
			t.Errorf("old ones are shown: %v, %v", found, err)
		}
		if err := s.Add(ctx, practice(shop, later), noon); err != nil {
			t.Errorf("a day later: %v", err)
		}
	})
}
