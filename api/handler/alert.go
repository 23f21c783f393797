package handler

import (
	"context"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/notification"
)

// Alerts answers people about which of their devices take alerts.
type Alerts struct {
	Desk *notification.AlertDesk
}

// GetAlerts tells whether the caller's device takes alerts.
func (h Alerts) GetAlerts(ctx context.Context, _ gen.GetAlertsRequestObject) (gen.GetAlertsResponseObject, error) {
	state, err := h.Desk.State(ctx, mid.CallerOf(ctx).Actor)
	if err != nil {
		return nil, err
	}
	return gen.GetAlerts200JSONResponse(alertsOf(state)), nil
}

// TurnAlertsOn has the caller's device take alerts.
func (h Alerts) TurnAlertsOn(ctx context.Context, r gen.TurnAlertsOnRequestObject) (gen.TurnAlertsOnResponseObject, error) {
	state, err := h.Desk.TurnOn(ctx, mid.CallerOf(ctx).Actor, notification.Subscription{
		Endpoint: r.Body.Endpoint, Key: decoded(r.Body.Key), Auth: decoded(r.Body.Auth),
	})
	if err != nil {
		return nil, err
	}
	return gen.TurnAlertsOn200JSONResponse(alertsOf(state)), nil
}

// TurnAlertsOff has the caller's device take no alerts.
func (h Alerts) TurnAlertsOff(ctx context.Context, _ gen.TurnAlertsOffRequestObject) (gen.TurnAlertsOffResponseObject, error) {
	if err := h.Desk.TurnOff(ctx, mid.CallerOf(ctx).Actor); err != nil {
		return nil, err
	}
	return gen.TurnAlertsOff204Response{}, nil
}

func alertsOf(s notification.AlertState) gen.Alerts {
	return gen.Alerts{PublicKey: encoded(s.PublicKey), On: s.On, Endpoint: optional(s.Endpoint)}
}
