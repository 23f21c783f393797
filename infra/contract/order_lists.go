package contract

import (
	"slices"
	"testing"
	"time"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/order"
)

func ordersOfShop(t *testing.T, s OrderStore) {
	shop := ident.New("shp")
	at := func(hours int, change func(*order.Draft)) order.Order {
		return newOrder(t, func(d *order.Draft) {
			d.Shop.ID = shop
			d.Slot = order.Slot{Start: noon.Add(time.Duration(hours) * time.Hour), End: noon.Add(time.Duration(hours+1) * time.Hour)}
			if change != nil {
				change(d)
			}
		})
	}
	unconfirmed := at(1, func(d *order.Draft) { d.ConfirmBy = noon.Add(time.Minute) })
	evening, night := at(5, nil), at(10, func(d *order.Draft) { d.AutoAccept = true }) // 22:00 UTC, 23:00 in Paris
	next := at(11, nil)                                                                // the next day in Paris, not in UTC
	late := at(40, func(d *order.Draft) { d.Way, d.Address = order.Delivery, &order.Address{City: "Dourdan"} })
	elsewhere := newOrder(t, nil)
	must(t, s.Insert(t.Context(), []order.Order{late, next, unconfirmed, elsewhere, night, evening}))

	paris, err := time.LoadLocation("Europe/Paris")
	must(t, err)
	all := order.ShopFilter{Shop: shop}
	for name, c := range map[string]struct {
		filter order.ShopFilter
		want   []order.Order
	}{
		"all":            {all, []order.Order{evening, night, next, late}},
		"one state":      {order.ShopFilter{Shop: shop, States: []order.State{order.Accepted}}, []order.Order{night}},
		"two states":     {order.ShopFilter{Shop: shop, States: []order.State{order.Accepted, order.Placed}}, []order.Order{evening, night, next, late}},
		"not yet":        {order.ShopFilter{Shop: shop, States: []order.State{order.AwaitingConfirmation}}, nil},
		"a day":          {all.OnDay(calendar.DayOf(noon, paris), paris), []order.Order{evening, night}},
		"a way":          {order.ShopFilter{Shop: shop, Way: order.Delivery}, []order.Order{late}},
		"another shop's": {order.ShopFilter{Shop: ident.New("shp")}, nil},
	} {
		got, err := s.OfShop(t.Context(), c.filter, page.Request{})
		must(t, err)
		if want := idsOf(c.want); !slices.Equal(idsOf(got.Items), want) {
			t.Errorf("%s: %v, want %v", name, idsOf(got.Items), want)
		}
	}
	upcoming, err := s.Upcoming(t.Context(), shop, night.Slot.End)
	must(t, err)
	kept, err := s.Get(t.Context(), next.ID) // its number may have been taken
	must(t, err)
	if len(upcoming) != 2 || upcoming[0].Number != kept.Number || upcoming[1].Way != order.Delivery || !upcoming[1].End.Equal(late.Slot.End) {
		t.Errorf("upcoming: %+v", upcoming)
	}
	first, err := s.OfShop(t.Context(), all, page.Request{Limit: 3})
	must(t, err)
	rest, err := s.OfShop(t.Context(), all, page.Request{Limit: 3, After: first.Next})
	must(t, err)
	if len(first.Items) != 3 || len(rest.Items) != 1 || rest.Next != "" || rest.Items[0].ID != late.ID || len(rest.Items[0].Lines) != 2 {
		t.Errorf("pages %v and %v", idsOf(first.Items), idsOf(rest.Items))
	}
}

func ordersOfCustomer(t *testing.T, s OrderStore) {
	account := ident.New("acc")
	var placed []order.Order
	for range 3 {
		placed = append(placed, newOrder(t, func(d *order.Draft) { d.Customer.Account = account }))
	}
	must(t, s.Insert(t.Context(), placed))
	must(t, s.Insert(t.Context(), []order.Order{newOrder(t, nil), newOrder(t, func(d *order.Draft) { d.Customer.Account = "" })}))
	_, err := placed[1].Do(order.Cancel, order.By{Party: order.ByCustomer, Account: account}, noon, order.Say{})
	must(t, err)
	cancelled := order.Restore(placed[1].Agreed, order.Life{State: order.Placed, Version: 1})
	_, err = cancelled.Do(order.Cancel, order.By{Party: order.ByCustomer}, noon, order.Say{})
	must(t, err)
	must(t, s.Save(t.Context(), cancelled))

	first, err := s.OfCustomer(t.Context(), account, false, page.Request{Limit: 2})
	must(t, err)
	rest, err := s.OfCustomer(t.Context(), account, false, page.Request{Limit: 2, After: first.Next})
	must(t, err)
	if got := append(idsOf(first.Items), idsOf(rest.Items)...); !slices.Equal(got, []ident.ID{placed[2].ID, placed[1].ID, placed[0].ID}) {
		t.Errorf("newest first: %v", got)
	}
	open, err := s.OfCustomer(t.Context(), account, true, page.Request{})
	must(t, err)
	if got := idsOf(open.Items); !slices.Equal(got, []ident.ID{placed[2].ID, placed[0].ID}) {
		t.Errorf("open ones: %v", got)
	}
	if nobody, err := s.OfCustomer(t.Context(), "", false, page.Request{}); err != nil || len(nobody.Items) != 0 {
		t.Errorf("nobody has %d orders: %v", len(nobody.Items), err)
	}
}

func ordersDue(t *testing.T, s OrderStore) {
	waiting := newOrder(t, func(d *order.Draft) { d.ConfirmBy = noon.Add(15 * time.Minute) })
	accepted := newOrder(t, func(d *order.Draft) { d.AutoAccept = true })
	placed := newOrder(t, nil)
	must(t, s.Insert(t.Context(), []order.Order{placed, accepted, waiting}))
	for _, c := range []struct {
		after time.Duration
		want  []ident.ID
	}{
		{15*time.Minute - 1, nil},
		{15 * time.Minute, []ident.ID{waiting.ID}},
		{time.Hour, []ident.ID{waiting.ID, placed.ID}},
	} {
		if got, err := s.Due(t.Context(), noon.Add(c.after), 10); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("after %v: %v, %v", c.after, got, err)
		}
	}
	reminded, err := s.Get(t.Context(), placed.ID)
	must(t, err)
	if !reminded.Remind(noon.Add(time.Hour)) {
		t.Fatal("not reminded")
	}
	must(t, s.Save(t.Context(), reminded))
	if got, err := s.Due(t.Context(), noon.Add(time.Hour), 10); err != nil || len(got) != 1 {
		t.Errorf("after the reminder: %v, %v", got, err)
	}
}

func ordersGuesses(t *testing.T, s OrderStore) {
	o := newOrder(t, nil)
	must(t, s.Insert(t.Context(), []order.Order{o}))
	for n := range order.MaxGuesses + 2 {
		ok, err := s.Spend(t.Context(), o.ID)
		must(t, err)
		if ok != (n < order.MaxGuesses) {
			t.Errorf("try %d: %t", n+1, ok)
		}
	}
}
