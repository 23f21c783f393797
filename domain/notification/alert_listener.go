package notification

import (
	"context"
	"errors"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

// AlertListener turns facts into alerts on their way. It listens beside the one
// that writes mails, so that neither waits for the other.
type AlertListener struct {
	orders        KeptOrders
	subscriptions Subscriptions
	alerts        Alerts
	clock         clock.Clock
}

// NewAlertListener makes the listener that alerts devices.
func NewAlertListener(orders KeptOrders, s Subscriptions, a Alerts, c clock.Clock) *AlertListener {
	return &AlertListener{orders, s, a, c}
}

// Name implements fact.Listener.
func (*AlertListener) Name() string { return "alerts" }

// Hear implements fact.Listener. Told twice, it alerts once. What is told very
// late alerts nobody: the mail has come before it.
func (l *AlertListener) Hear(ctx context.Context, f fact.Fact) error {
	to, told := alertSides[f.Kind]
	now := l.clock.Now()
	if !told || now.Sub(f.At) > AlertLife {
		return nil
	}
	devices, err := l.devices(ctx, f, to)
	if err != nil || len(devices) == 0 {
		return err
	}
	o, err := l.orders.Get(ctx, f.Subject)
	if errors.Is(err, fault.ErrNotFound) {
		return nil // erased meanwhile
	}
	if err != nil {
		return err
	}
	alerts := make([]Alert, len(devices))
	for i, d := range devices {
		alerts[i] = Alert{ID: ident.New("alr"), Source: f.ID, To: d, Kind: f.Kind, Order: o.ID, Number: o.Number, Shop: o.Shop.Name, CreatedAt: now, NextTry: now}
	}
	return l.alerts.Add(ctx, alerts...)
}

// devices are those of whom the fact is for. A guest has none.
func (l *AlertListener) devices(ctx context.Context, f fact.Fact, to side) ([]Subscription, error) {
	switch {
	case to == toShop:
		return l.subscriptions.OfStaff(ctx, f.Refs["shop"])
	case f.Refs["account"] == "":
		return nil, nil
	}
	return l.subscriptions.OfAccount(ctx, f.Refs["account"])
}
