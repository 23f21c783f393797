package notification

import (
	"context"
	"errors"
	"time"

	"cabas/domain/kernel/clock"
)

// PushTimeout bounds how long a push service may take over one alert.
const PushTimeout = 10 * time.Second

// AlertSender hands alerts that are due to push services. Several may work at
// once, on several servers.
type AlertSender struct {
	alerts        Alerts
	subscriptions Subscriptions
	pusher        Pusher
	clock         clock.Clock
}

// NewAlertSender makes a sender of alerts.
func NewAlertSender(a Alerts, s Subscriptions, p Pusher, c clock.Clock) *AlertSender {
	return &AlertSender{a, s, p, c}
}

// Take gives at most limit alerts to be sent now; each must be given to Send.
func (s *AlertSender) Take(ctx context.Context, limit int) ([]Alert, error) {
	now := s.clock.Now()
	return s.alerts.Take(ctx, now, now.Add(takenFor), limit)
}

// Send hands an alert over, outside any transaction. A device that is gone is
// forgotten; another failure is tried again, three times. Its error tells of
// our own storage, not of the push service.
func (s *AlertSender) Send(ctx context.Context, a Alert) error {
	err := s.push(ctx, a)
	after, cancel := noting(ctx)
	defer cancel()
	switch {
	case errors.Is(err, ErrGone):
		return s.subscriptions.Drop(after, a.To.Session, a.To.Endpoint)
	case err == nil || a.Tries > len(alertWaits):
		return s.alerts.Done(after, a.ID)
	}
	a.NextTry = s.clock.Now().Add(alertWaits[max(a.Tries, 1)-1])
	return s.alerts.Again(after, a)
}

func (s *AlertSender) push(ctx context.Context, a Alert) error {
	ctx, cancel := context.WithTimeout(ctx, PushTimeout)
	defer cancel()
	return s.pusher.Push(ctx, a.To, a.message())
}
