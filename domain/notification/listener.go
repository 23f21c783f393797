package notification

import (
	"context"
	"errors"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/speak"
	"cabas/domain/order"
)

// side is whom a letter about an order is for.
type side string

const (
	toCustomer side = "customer"
	toShop     side = "shop"
)

// FactLinkRequested says that a guest asked for the secret link of an order
// again, which is the fact's subject.
const FactLinkRequested = "order.link_requested"

// letters says who is written to when something happened to an order. Who did
// it is not told what they did, except the customer, who keeps a record.
var letters = map[string][]side{
	order.FactPlaced:              {toCustomer, toShop},
	order.FactReminder:            {toShop},
	order.FactAccepted:            {toCustomer},
	order.FactReady:               {toCustomer},
	order.FactOutForDelivery:      {toCustomer},
	order.FactCollected:           {toCustomer},
	order.FactDelivered:           {toCustomer},
	order.FactNotCollected:        {toCustomer},
	order.FactRefused:             {toCustomer},
	order.FactCancelledByCustomer: {toCustomer, toShop},
	order.FactCancelledByShop:     {toCustomer},
	order.FactExpired:             {toCustomer, toShop},
	FactLinkRequested:             {toCustomer},
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
		if to == toShop {
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
