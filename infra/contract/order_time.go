package contract

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cabas/domain/account"
	"cabas/domain/kernel/fault"
	"cabas/domain/order"
)

// sweep moves the clock and lets the platform look.
func (c *counter) sweep(after time.Duration) int {
	c.t.Helper()
	c.clock.Advance(after)
	n, err := c.keeper.Sweep(c.t.Context(), c.clock.Now())
	must(c.t, err)
	return n
}

func deadlines(t *testing.T, h OrderHouse) {
	c := openCounter(t, h, 10)
	o, accepted := c.place(c.draft(3)), c.place(c.draft(1))
	_, err := c.desk.Accept(t.Context(), c.staff, accepted.ID)
	must(t, err)
	for _, step := range []struct {
		after time.Duration
		does  int
		last  order.EventKind
	}{
		{time.Hour - 1, 0, "placed"}, {time.Microsecond, 1, "reminded"}, {time.Minute, 0, "reminded"},
		{time.Hour, 1, "expired"}, {24 * time.Hour, 0, "expired"},
	} {
		if n := c.sweep(step.after); n != step.does {
			t.Errorf("at %v, %d orders were changed", c.clock.Now(), n)
		}
		if got := events(t, c, o); got[len(got)-1] != step.last {
			t.Errorf("at %v: %v", c.clock.Now(), got)
		}
	}
	c.holds(10, 1, 1)
	if _, err := c.desk.Accept(t.Context(), c.staff, o.ID); !errors.Is(err, order.ErrState) {
		t.Errorf("accepted after it expired: %v", err)
	}
}

// twoSweep is peer failure 28: several servers find the same orders due.
func twoSweep(t *testing.T, h OrderHouse) {
	c := openCounter(t, h, 50)
	var orders []order.Order
	for range 10 {
		orders = append(orders, c.place(c.draft(2)))
	}
	c.clock.Advance(2 * time.Hour)
	if well, _ := parallel(4, func(int) error {
		_, err := c.keeper.Sweep(t.Context(), c.clock.Now())
		return err
	}); well != 4 {
		t.Errorf("%d of 4 sweeps ended well", well)
	}
	c.holds(50, 0, 0)
	for _, o := range orders {
		if got := events(t, c, o); !slices.Equal(got, []order.EventKind{"placed", "expired"}) {
			t.Errorf("%v", got)
		}
	}
}

func guestsOrder(t *testing.T, h OrderHouse) {
	c := openCounter(t, h, 10)
	d := c.draft(2)
	d.Customer.Account, d.ConfirmBy = "", noon.Add(15*time.Minute)
	late := c.place(d)
	d.Checkout, d.AutoAccept = "chk_2", true
	o := c.place(d)
	d.Shop.ID = h.Other
	regretted := c.place(d)
	_, err := c.service.Cancel(t.Context(), order.Viewer{Secret: c.secrets.Guest(o)}, regretted.ID, order.Say{})
	must(t, err)
	if _, err := c.desk.Accept(t.Context(), c.staff, o.ID); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("the shop saw what is not confirmed: %v", err)
	}
	confirm := func(o order.Order) error {
		return h.Unit.Do(t.Context(), func(ctx context.Context, s order.Stores) error {
			_, err := s.Confirm(ctx, o.Checkout, c.clock.Now())
			return err
		})
	}
	must(t, confirm(o))
	must(t, confirm(o)) // a second time does no harm
	seen, err := c.service.Get(t.Context(), order.Viewer{Secret: c.secrets.Guest(o)}, o.ID)
	must(t, err)
	if seen.State() != order.Accepted || seen.As != order.ByCustomer {
		t.Errorf("%s, as %s", seen.State(), seen.As)
	}
	if n := c.sweep(15 * time.Minute); n != 1 {
		t.Errorf("%d orders lapsed", n)
	}
	if err := confirm(late); !errors.Is(err, order.ErrState) {
		t.Errorf("confirmed too late: %v", err)
	}
	if _, err := c.desk.Accept(t.Context(), c.staff, late.ID); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("the shop learned of what never was: %v", err)
	}
	c.holds(10, 2, 1)
}

// conserved plays any sequence of placing, commanding and waiting, beside a
// model of what is promised: stock and slots always agree with it.
func conserved(t *testing.T, h OrderHouse) {
	rapid.Check(t, func(r *rapid.T) {
		const onHand = 12
		c := openCounter(t, h, onHand)
		_, err := c.keeper.Sweep(context.Background(), noon.Add(1000*time.Hour)) // end what an earlier run left
		must(t, err)
		before := c.booked()
		var orders []order.Order
		for range rapid.IntRange(1, 12).Draw(r, "steps") {
			if len(orders) == 0 || draw(r, 0, 3, "place") == 0 {
				orders = append(orders, c.placeAny(r)...)
				continue
			}
			c.commandAny(r, orders[draw(r, 0, int64(len(orders)-1), "order")])
		}
		left, held, places := int64(onHand), int64(0), before
		for _, o := range orders {
			now, err := h.Orders.Get(context.Background(), o.ID)
			must(t, err)
			amount := o.Lines[0].Quantity.Amount
			switch {
			case now.Open():
				held, places = held+amount, places+1
			case now.State() == order.Collected, now.State() == order.Delivered:
				left, places = left-amount, places+1
			}
		}
		if s, n := stockOf(t, h.Catalog, c.variant), c.booked(); s.OnHand != left || s.Allocated != held || n != places {
			r.Fatalf("%+v and %d places; the orders say %d, %d and %d", s, n, left, held, places)
		}
	})
}

func (c *counter) placeAny(r *rapid.T) []order.Order {
	d := c.draft(draw(r, 1, 5, "jars"))
	if !d.At.Before(d.Slot.Start) {
		return nil // the slot has begun
	}
	if d.AutoAccept = rapid.Bool().Draw(r, "auto"); rapid.Bool().Draw(r, "deliver") {
		d.Way, d.Address = order.Delivery, &order.Address{City: "Dourdan"}
	}
	if rapid.Bool().Draw(r, "guest") {
		d.ConfirmBy = d.At.Add(15 * time.Minute)
	}
	o, err := order.New(d)
	must(c.t, err)
	if c.h.Place(context.Background(), o, 1000) != nil {
		return nil // sold out
	}
	return []order.Order{o}
}

// commandAny tries something on an order; what is not legal must change
// nothing, which the model finds out.
func (c *counter) commandAny(r *rapid.T, o order.Order) {
	ctx, staff := context.Background(), c.staff
	commands := map[string]func() error{
		"accept":   func() error { return refusal(c.desk.Accept(ctx, staff, o.ID)) },
		"refuse":   func() error { return refusal(c.desk.Refuse(ctx, staff, o.ID, order.Say{Reason: "Rupture"})) },
		"ready":    func() error { return refusal(c.desk.Ready(ctx, staff, o.ID)) },
		"dispatch": func() error { return refusal(c.desk.Dispatch(ctx, staff, o.ID)) },
		"deliver":  func() error { return refusal(c.desk.Deliver(ctx, staff, o.ID)) },
		"collect":  func() error { return refusal(c.desk.Collect(ctx, staff, o.ID, order.Proof{Code: c.secrets.Pickup(o)})) },
		"absent":   func() error { return refusal(c.desk.NotCollected(ctx, staff, o.ID, order.Say{})) },
		"cancel":   func() error { return refusal(c.service.Cancel(ctx, c.customer(), o.ID, order.Say{})) },
		"withdraw": func() error {
			return refusal(c.service.Cancel(ctx, order.Viewer{Actor: account.Actor{Account: "acc_manager"}}, o.ID, order.Say{Reason: "Fermé"}))
		},
		"confirm": func() error {
			return c.h.Unit.Do(ctx, func(ctx context.Context, s order.Stores) error {
				return refusal(s.Confirm(ctx, o.Checkout, c.clock.Now()))
			})
		},
		"wait": func() error {
			c.clock.Advance(time.Duration(draw(r, 1, 600, "minutes")) * time.Minute)
			return refusal(c.keeper.Sweep(ctx, c.clock.Now()))
		},
	}
	var names []string
	for n := range commands {
		names = append(names, n)
	}
	slices.Sort(names)
	name := rapid.SampledFrom(names).Draw(r, "command")
	if err := commands[name](); fault.KindOf(err) == fault.Internal && err != nil {
		r.Fatalf("%s: %v", name, err)
	}
}
