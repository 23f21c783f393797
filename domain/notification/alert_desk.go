package notification

import (
	"context"
	"errors"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
)

// AlertDesk is where people say which of their devices take alerts.
type AlertDesk struct {
	subscriptions Subscriptions
	pusher        Pusher
	clock         clock.Clock
}

// NewAlertDesk makes the use cases of devices that take alerts.
func NewAlertDesk(s Subscriptions, p Pusher, c clock.Clock) *AlertDesk { return &AlertDesk{s, p, c} }

// AlertState says whether the device that asks takes alerts, and the key that
// it subscribes with.
type AlertState struct {
	PublicKey []byte
	On        bool
	// Endpoint is where it takes them; empty when it does not.
	Endpoint string
}

// State tells whether the asker's device takes alerts.
func (d *AlertDesk) State(ctx context.Context, actor account.Actor) (AlertState, error) {
	if err := actor.RequireSignedIn(); err != nil {
		return AlertState{}, err
	}
	key, err := d.pusher.PublicKey(ctx)
	if err != nil {
		return AlertState{}, err
	}
	s, err := d.subscriptions.Of(ctx, actor.Session)
	if err != nil && !errors.Is(err, fault.ErrNotFound) {
		return AlertState{}, err
	}
	return AlertState{PublicKey: key, On: err == nil, Endpoint: s.Endpoint}, nil
}

// TurnOn has the asker's device take alerts: those of the shops its holder
// works in, and those of the holder's own orders. Whoever acts on the holder's
// behalf does not: what they hear would not end with their time.
func (d *AlertDesk) TurnOn(ctx context.Context, actor account.Actor, s Subscription) (AlertState, error) {
	if err := actor.RequireOwn(); err != nil {
		return AlertState{}, err
	}
	if err := s.check(); err != nil {
		return AlertState{}, err
	}
	key, err := d.pusher.PublicKey(ctx)
	if err != nil {
		return AlertState{}, err
	}
	s.Session, s.Account, s.CreatedAt = actor.Session, actor.Account, d.clock.Now()
	return AlertState{PublicKey: key, On: true, Endpoint: s.Endpoint}, d.subscriptions.Put(ctx, s)
}

// TurnOff has the asker's device take no alerts any more.
func (d *AlertDesk) TurnOff(ctx context.Context, actor account.Actor) error {
	if err := actor.RequireSignedIn(); err != nil {
		return err
	}
	return d.subscriptions.Drop(ctx, actor.Session, "")
}
