package demotown

import (
	"context"
	"time"

	"cabas/demo"
	"cabas/domain/account"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
)

// life is an order on its way to the state that the files want.
type life struct {
	id       ident.ID
	shop     opened
	customer account.Actor // nobody for a guest
	placed   time.Time
	slot     fulfilment.Slot
}

// step is one command on the way.
type step struct {
	at time.Time
	do func(ctx context.Context) error
}

// live adds to the story what becomes of an order.
func (l *loader) live(c demo.Checkout, o demo.Order, f life) {
	if o.State == string(order.Expired) {
		l.expire(c, f)
		return
	}
	for _, s := range l.steps(o, f) {
		l.later(s.at, c.Key+" at "+o.Shop+" becomes "+o.State, s.do)
	}
}

// answer is how soon a shop accepts.
const answer = 12 * time.Minute

// steps lists the commands that lead to a state. Those of an order that is
// still under way are spread between its placing and now, the shop's answer
// first.
func (l *loader) steps(o demo.Order, f life) []step {
	accepted, ready := f.placed.Add(answer), f.slot.Start.Add(-20*time.Minute)
	if !ready.After(accepted) {
		ready = accepted.Add(time.Minute)
	}
	var out []step
	add := func(at time.Time, do func(ctx context.Context) error) { out = append(out, step{at, do}) }
	desk := func(command func(context.Context, account.Actor, ident.ID) (order.View, error)) func(context.Context) error {
		return func(ctx context.Context) error {
			_, err := command(ctx, f.shop.owner, f.id)
			return err
		}
	}
	accept := func() {
		if !f.shop.Data.AutoAccept {
			add(accepted, desk(l.Counter.Accept))
		}
	}
	switch o.State {
	case "accepted":
		accept()
	case "ready":
		accept()
		add(ready, desk(l.Counter.Ready))
	case "out_for_delivery", "delivered":
		accept()
		add(ready, desk(l.Counter.Ready))
		add(f.slot.Start.Add(5*time.Minute), desk(l.Counter.Dispatch))
		if o.State == "delivered" {
			add(f.slot.Start.Add(25*time.Minute), desk(l.Counter.Deliver))
		}
	case "collected":
		accept()
		add(ready, desk(l.Counter.Ready))
		add(f.slot.Start.Add(9*time.Minute), func(ctx context.Context) error { return l.collect(ctx, f) })
	case "not_collected":
		accept()
		add(ready, desk(l.Counter.Ready))
		add(f.slot.End.Add(30*time.Minute), func(ctx context.Context) error {
			_, err := l.Counter.NotCollected(ctx, f.shop.owner, f.id, order.Say{Reason: o.Reason})
			return err
		})
	case "refused":
		add(f.placed.Add(25*time.Minute), func(ctx context.Context) error {
			_, err := l.Counter.Refuse(ctx, f.shop.owner, f.id, order.Say{Reason: o.Reason})
			return err
		})
	case "cancelled_by_customer":
		add(f.placed.Add(40*time.Minute), func(ctx context.Context) error {
			_, err := l.Orders.Cancel(ctx, order.Viewer{Actor: f.customer}, f.id, order.Say{})
			return err
		})
	case "cancelled_by_shop":
		accept()
		add(f.slot.Start.Add(-2*time.Hour), func(ctx context.Context) error {
			_, err := l.Orders.Cancel(ctx, order.Viewer{Actor: f.shop.owner}, f.id, order.Say{Reason: o.Reason})
			return err
		})
	}
	if f.slot.Start.After(l.now) {
		early := min(len(out), 1)
		if f.shop.Data.AutoAccept {
			early = 0
		}
		spread(out[:early], f.placed, earlier(f.placed.Add(2*answer), l.now))
		spread(out[early:], earlier(f.placed.Add(answer), l.now), l.now)
	}
	return out
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// spread moves steps that would be still to come into the time that is gone.
func spread(steps []step, from, to time.Time) {
	for i := range steps {
		steps[i].at = from.Add(to.Sub(from) * time.Duration(i+1) / time.Duration(len(steps)+1))
	}
}

// collect hands the goods over against the code on the customer's phone.
func (l *loader) collect(ctx context.Context, f life) error {
	v, err := l.Orders.Get(ctx, order.Viewer{Actor: f.shop.owner}, f.id)
	if err != nil {
		return err
	}
	_, err = l.Counter.Collect(ctx, f.shop.owner, f.id, order.Proof{Code: l.Secrets.Pickup(v.Order)})
	return err
}

// expire lets the deadlines pass: once the shop has seen the order, it is
// reminded, and then the order ends by itself.
func (l *loader) expire(c demo.Checkout, f life) {
	l.later(f.placed.Add(toConfirm+time.Minute), c.Key+" waits", func(ctx context.Context) error {
		v, err := l.Orders.Get(ctx, order.Viewer{Actor: f.shop.owner}, f.id)
		if err != nil {
			return err
		}
		for _, at := range []time.Time{v.Life().RemindAt, v.Life().AcceptBy} {
			l.later(at.Add(time.Second), c.Key+" is due", func(ctx context.Context) error {
				_, err := l.Keeper.Sweep(ctx, l.Clock.Now())
				return err
			})
		}
		return nil
	})
}
