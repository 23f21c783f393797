package contract

import (
	"errors"
	"slices"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/page"
	"cabas/domain/order"
)

// OrderLife checks what becomes of orders, of their goods and of their slots.
func OrderLife(t *testing.T, open func(t *testing.T) OrderHouse) {
	for name, f := range map[string]func(t *testing.T, h OrderHouse){
		"collected against the code": collected, "delivered": delivered, "cancelled twice": cancelledTwice,
		"cancel and accept race": cancelRacesAccept, "lost goods": lostGoods, "deadlines": deadlines,
		"two servers sweep": twoSweep, "guest": guestsOrder, "strangers": strangers, "nobody comes": nobodyComes,
		"conserved": conserved, "guesses at once": guessesAtOnce,
	} {
		t.Run(name, func(t *testing.T) { f(t, open(t)) })
	}
}

func collected(t *testing.T, h OrderHouse) {
	c := openCounter(t, h, 10)
	o := c.place(c.draft(3))
	c.holds(10, 3, 1)
	c.ready(o)
	if _, err := c.desk.Collect(t.Context(), c.staff, o.ID, order.Proof{Code: "x"}); !errors.Is(err, order.ErrCode) {
		t.Errorf("another code: %v", err)
	}
	if _, err := c.desk.Collect(t.Context(), c.staff, o.ID, order.Proof{WithoutCode: true, Reason: "Téléphone éteint"}); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("a preparer without the code: %v", err)
	}
	for range 2 { // the second does no harm
		got, err := c.desk.Collect(t.Context(), c.staff, o.ID, order.Proof{Code: c.secrets.Pickup(o)})
		must(t, err)
		if got.State() != order.Collected {
			t.Errorf("%s", got.State())
		}
	}
	c.holds(7, 0, 1)

	other := c.place(c.draft(1))
	c.ready(other)
	for range order.MaxGuesses {
		_, _ = c.desk.Collect(t.Context(), c.staff, other.ID, order.Proof{Code: "x"})
	}
	if _, err := c.desk.Collect(t.Context(), c.staff, other.ID, order.Proof{Code: c.secrets.Pickup(other)}); !errors.Is(err, order.ErrCodeLocked) {
		t.Errorf("after too many wrong codes: %v", err)
	}
	got, err := c.desk.Collect(t.Context(), c.manager, other.ID, order.Proof{WithoutCode: true, Reason: "Pièce d’identité vue"})
	must(t, err)
	if got.Life().Reason != "Pièce d’identité vue" {
		t.Errorf("%+v", got.Life())
	}
	c.holds(6, 0, 2)
}

func guessesAtOnce(t *testing.T, h OrderHouse) {
	c := openCounter(t, h, 10)
	o := c.place(c.draft(1))
	c.ready(o)
	_, refused := parallel(20, func(int) error {
		_, err := c.desk.Collect(t.Context(), c.staff, o.ID, order.Proof{Code: "x"})
		return err
	})
	wrong := 0
	for _, err := range refused {
		if errors.Is(err, order.ErrCode) {
			wrong++
		}
	}
	if wrong != order.MaxGuesses {
		t.Errorf("%d guesses were judged", wrong)
	}
}

func delivered(t *testing.T, h OrderHouse) {
	c := openCounter(t, h, 10)
	d := c.draft(2)
	d.Way, d.Address = order.Delivery, &order.Address{City: "Dourdan"}
	o := c.place(d)
	c.ready(o)
	if _, err := c.desk.Collect(t.Context(), c.staff, o.ID, order.Proof{Code: c.secrets.Pickup(o)}); !errors.Is(err, order.ErrWay) {
		t.Errorf("a delivery was collected: %v", err)
	}
	_, err := c.desk.Dispatch(t.Context(), c.staff, o.ID)
	must(t, err)
	_, err = c.desk.Deliver(t.Context(), c.staff, o.ID)
	must(t, err)
	c.holds(8, 0, 1)
	if got := events(t, c, o); !slices.Equal(got, []order.EventKind{"placed", "accepted", "ready", "out_for_delivery", "delivered"}) {
		t.Errorf("%v", got)
	}
}

// cancelledTwice is peer failures 18 and 23: whoever cancels, and however
// often at once, stock and slot come back once.
func cancelledTwice(t *testing.T, h OrderHouse) {
	c := openCounter(t, h, 10)
	o, kept := c.place(c.draft(3)), c.place(c.draft(2))
	well, _ := parallel(8, func(i int) error {
		who := c.customer()
		if i%2 == 1 {
			who.Actor = c.staff
		}
		_, err := c.service.Cancel(t.Context(), who, o.ID, order.Say{Reason: "Rupture"})
		return err
	})
	if well != 8 {
		t.Errorf("%d of 8 were told that it is cancelled", well)
	}
	c.holds(10, 2, 1)
	if got := events(t, c, o); !slices.Equal(got, []order.EventKind{"placed", "cancelled"}) {
		t.Errorf("%v", got)
	}
	c.ready(kept)
	if _, err := c.service.Cancel(t.Context(), c.customer(), kept.ID, order.Say{}); !errors.Is(err, order.ErrState) {
		t.Errorf("the customer cancelled what is ready: %v", err)
	}
	_, err := c.service.Cancel(t.Context(), order.Viewer{Actor: c.staff}, kept.ID, order.Say{Reason: "Bocal cassé"})
	must(t, err)
	c.holds(10, 0, 0)
}

func cancelRacesAccept(t *testing.T, h OrderHouse) {
	c := openCounter(t, h, 100)
	for range 5 {
		o := c.place(c.draft(1))
		_, refused := parallel(6, func(i int) error {
			if i%2 == 0 {
				_, err := c.service.Cancel(t.Context(), c.customer(), o.ID, order.Say{})
				return err
			}
			_, err := c.desk.Accept(t.Context(), c.staff, o.ID)
			return err
		})
		for _, err := range refused {
			if !errors.Is(err, order.ErrState) {
				t.Errorf("a racer was told: %v", err)
			}
		}
		got, err := h.Orders.Get(t.Context(), o.ID)
		must(t, err)
		if got.State() != order.Cancelled { // from accepted, too, the customer may
			t.Errorf("%s", got.State())
		}
	}
	c.holds(100, 0, 0)
}

func lostGoods(t *testing.T, h OrderHouse) {
	c := openCounter(t, h, 10)
	o := c.place(c.draft(4))
	c.ready(o)
	_, err := c.service.Cancel(t.Context(), order.Viewer{Actor: c.staff}, o.ID, order.Say{Reason: "Tombé", Discard: true})
	must(t, err)
	c.holds(6, 0, 0)
	mine := c.place(c.draft(1))
	_, err = c.service.Cancel(t.Context(), c.customer(), mine.ID, order.Say{Discard: true}) // not theirs to say
	must(t, err)
	c.holds(6, 0, 0)
}

func nobodyComes(t *testing.T, h OrderHouse) {
	c := openCounter(t, h, 10)
	o := c.place(c.draft(4))
	c.ready(o)
	if _, err := c.desk.NotCollected(t.Context(), c.staff, o.ID, order.Say{}); !errors.Is(err, order.ErrTooEarly) {
		t.Errorf("before the slot ended: %v", err)
	}
	c.clock.Set(o.Slot.End)
	_, err := c.desk.NotCollected(t.Context(), c.staff, o.ID, order.Say{})
	must(t, err)
	c.holds(10, 0, 0)
}

func strangers(t *testing.T, h OrderHouse) {
	c := openCounter(t, h, 10)
	o := c.place(c.draft(1))
	stranger := account.Actor{Account: "acc_stranger"}
	for name, err := range map[string]error{
		"get":     refusal(c.service.Get(t.Context(), order.Viewer{Actor: stranger}, o.ID)),
		"secret":  refusal(c.service.Get(t.Context(), order.Viewer{Secret: "guessed"}, o.ID)),
		"events":  refusal(c.service.Events(t.Context(), order.Viewer{Actor: stranger}, o.ID, page.Request{})),
		"cancel":  refusal(c.service.Cancel(t.Context(), order.Viewer{Actor: stranger}, o.ID, order.Say{})),
		"accept":  refusal(c.desk.Accept(t.Context(), stranger, o.ID)),
		"collect": refusal(c.desk.Collect(t.Context(), stranger, o.ID, order.Proof{WithoutCode: true, Reason: "x"})),
		"list":    refusal(c.service.OfShop(t.Context(), stranger, string(h.Shop), order.ShopFilter{}, nil, page.Request{})),
	} {
		if !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%s by a stranger: %v", name, err)
		}
	}
	if _, err := c.service.Get(t.Context(), order.Viewer{}, o.ID); !errors.Is(err, fault.ErrUnauthenticated) {
		t.Errorf("nobody at all: %v", err)
	}
	day := calendar.DayOf(o.Slot.Start, time.UTC)
	list, err := c.service.OfShop(t.Context(), c.staff, string(h.Shop), order.ShopFilter{}, &day, page.Request{})
	must(t, err)
	mine, err := c.service.Mine(t.Context(), c.customer().Actor, true, page.Request{})
	must(t, err)
	if len(list.Items) != 1 || len(mine.Items) != 1 {
		t.Errorf("the shop sees %d, the customer %d", len(list.Items), len(mine.Items))
	}
}

func refusal[T any](_ T, err error) error { return err }
