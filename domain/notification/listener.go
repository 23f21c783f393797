package notification

import (
	"context"
	"errors"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/speak"
)

// side is whom a letter about an order is for.
type side string

const (
	customer side = "customer"
	shop     side = "shop"
)

// letters says who is written to when something happened to an order. Who did
// it is not told what they did, except the customer, who keeps a record.
var letters = map[string][]side{
	"order.placed":                {customer, shop},
	"order.reminder":              {shop},
	"order.accepted":              {customer},
	"order.ready":                 {customer},
	"order.out_for_delivery":      {customer},
	"order.collected":             {customer},
	"order.delivered":             {customer},
	"order.not_collected":         {customer},
	"order.refused":               {customer},
	"order.cancelled_by_customer": {customer, shop},
	"order.cancelled_by_shop":     {customer},
	"order.expired":               {customer, shop},
	"order.link_requested":        {customer},
}

// Listener turns facts into queued mails.
type Listener struct {
	orders Orders
	outbox Outbox
	press  *Press
	clock  clock.Clock
}

// NewListener makes the listener that tells people.
func NewListener(orders Orders, outbox Outbox, press *Press, clk clock.Clock) *Listener {
	return &Listener{orders, outbox, press, clk}
}

// Name implements fact.Listener.
func (*Listener) Name() string { return "notification" }

// Hear implements fact.Listener. Told twice, it queues once.
func (l *Listener) Hear(ctx context.Context, f fact.Fact) error {
	sides := letters[f.Kind]
	if len(sides) == 0 {
		return nil
	}
	view, err := l.orders.View(ctx, f.Subject)
	if errors.Is(err, fault.ErrNotFound) {
		return nil // erased meanwhile: nobody is left to tell
	}
	if err != nil {
		return err
	}
	var mails []Mail
	for _, to := range sides {
		address, name, language := view.Customer.Email, view.Customer.Name, speak.Of(view.Customer.Language)
		if to == shop {
			address, name, language = view.Shop.Email, view.Shop.Name, speak.Of(view.Shop.Language)
		}
		if address == "" {
			continue
		}
		words, err := l.press.order(language, f.Kind, to, view)
		if err != nil {
			return err
		}
		m := newMail(words, language, f.Kind+"."+string(to), address, name, l.clock)
		m.Source = f.ID
		mails = append(mails, m)
	}
	return l.outbox.Add(ctx, mails...)
}
