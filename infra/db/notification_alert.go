package db

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"cabas/domain/kernel/ident"
	"cabas/domain/notification"
)

// Alerts keeps alerts on their way; it implements notification.Alerts.
type Alerts struct{ h Handle }

// NewAlerts makes the store of alerts.
func NewAlerts(h Handle) Alerts { return Alerts{h} }

type alertRow struct {
	ID, Source, Session, OrderID ident.ID
	Kind, Number, Shop           string
	CreatedAt                    Micros `gorm:"autoCreateTime:false"`
	NextTry                      Micros
	Tries                        int
	Done                         bool
}

func (alertRow) TableName() string { return "alerts" }

// Add implements notification.Alerts. One device at a time: a device that went
// away meanwhile takes its own alert with it, and no other's.
func (s Alerts) Add(ctx context.Context, alerts ...notification.Alert) error {
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		var here []ident.ID
		sessions := make([]ident.ID, len(alerts))
		for i, a := range alerts {
			sessions[i] = a.To.Session
		}
		if _, err := changed(h.writer(ctx).Raw(`SELECT session FROM alert_subscriptions WHERE session IN ?`, sessions).Scan(&here)); err != nil {
			return err
		}
		there := map[ident.ID]bool{}
		for _, id := range here {
			there[id] = true
		}
		var rows []alertRow
		for _, a := range alerts {
			if there[a.To.Session] {
				rows = append(rows, alertRow{ID: a.ID, Source: a.Source, Session: a.To.Session, OrderID: a.Order, Kind: a.Kind, Number: a.Number, Shop: a.Shop,
					CreatedAt: toMicros(a.CreatedAt), NextTry: toMicros(a.NextTry)})
			}
		}
		if len(rows) == 0 {
			return nil
		}
		h.leave()
		_, err := changed(h.writer(ctx).Clauses(clause.OnConflict{
			Columns: []clause.Column{{Name: "source"}, {Name: "session"}}, DoNothing: true,
		}).Create(&rows))
		return err
	})
}

// Take implements notification.Alerts. One statement takes, as for mails; a
// second reads the devices.
func (s Alerts) Take(ctx context.Context, now, until time.Time, limit int) ([]notification.Alert, error) {
	var due []ident.ID
	if _, err := changed(s.h.reader(ctx).Raw(`SELECT id FROM alerts WHERE NOT done AND next_try <= ? LIMIT 1`, toMicros(now)).Scan(&due)); err != nil || len(due) == 0 {
		return nil, err // an idle sender only reads
	}
	var rows []alertRow
	if _, err := changed(s.h.writer(ctx).Raw(`
		UPDATE alerts SET tries = tries + 1, next_try = ?
		WHERE id IN (SELECT id FROM alerts WHERE NOT done AND next_try <= ? ORDER BY next_try, id LIMIT ?) AND NOT done AND next_try <= ?
		RETURNING *`, toMicros(until), toMicros(now), limit, toMicros(now)).Scan(&rows)); err != nil || len(rows) == 0 {
		return nil, err
	}
	sessions := make([]ident.ID, len(rows))
	for i, r := range rows {
		sessions[i] = r.Session
	}
	var devices []subscriptionRow
	if _, err := changed(s.h.reader(ctx).Raw(`
		SELECT `+subscriptionColumns+` FROM alert_subscriptions s JOIN accounts a ON a.id = s.account WHERE s.session IN ?`, sessions).Scan(&devices)); err != nil {
		return nil, err
	}
	known, err := subscriptionsOf(devices)
	if err != nil {
		return nil, err
	}
	to := map[ident.ID]notification.Subscription{}
	for _, d := range known {
		to[d.Session] = d
	}
	var out []notification.Alert
	for _, r := range rows {
		if d, ok := to[r.Session]; ok {
			out = append(out, notification.Alert{ID: r.ID, Source: r.Source, To: d, Kind: r.Kind, Order: r.OrderID, Number: r.Number, Shop: r.Shop,
				CreatedAt: r.CreatedAt.Time(), NextTry: r.NextTry.Time(), Tries: r.Tries})
		}
	}
	return out, nil
}

// Again implements notification.Alerts.
func (s Alerts) Again(ctx context.Context, a notification.Alert) error {
	_, err := changed(s.h.writer(ctx).Exec(`UPDATE alerts SET next_try = ? WHERE id = ? AND tries = ? AND NOT done`, toMicros(a.NextTry), a.ID, a.Tries))
	return err
}

// Done implements notification.Alerts.
func (s Alerts) Done(ctx context.Context, id ident.ID) error {
	_, err := changed(s.h.writer(ctx).Exec(`UPDATE alerts SET done = TRUE WHERE id = ?`, id))
	return err
}

// Forget implements notification.Alerts.
func (s Alerts) Forget(ctx context.Context, before time.Time) error {
	_, err := changed(s.h.writer(ctx).Exec(`DELETE FROM alerts WHERE created_at < ?`, toMicros(before)))
	return err
}
