package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"cabas/api/handler"
	"cabas/app/demotown"
	"cabas/demo"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/town"
	"cabas/infra/communes"
	"cabas/infra/db"
	"cabas/infra/token"
)

// demoMark is the setting by which a database is known to hold the
// demonstration; its value is when that was loaded, in microseconds since 1970.
const demoMark = "demo.loaded_at"

// The two mistakes that would show a real town's mails to everybody, or open
// it with passwords that everybody knows.
var (
	errRealTown = errors.New("this database already holds accounts or shops; the demonstration needs one of its own (--data or --database-url)")
	errDemoTown = errors.New("this database holds the demonstration, whose passwords are public: serve it with --demo, or choose another (--data or --database-url)")
)

// LoadDemo fills an empty database with the demonstration town as it stands at
// now, in one transaction; c.Demo must be set. It answers false when the town
// is there already, and an error when the database holds another.
func LoadDemo(ctx context.Context, c Config, d *db.DB, now time.Time) (loaded bool, err error) {
	data, err := demo.Load()
	if err != nil {
		return false, err
	}
	secret, err := token.LoadSecret(c.Secret, c.Data)
	if err != nil {
		return false, err
	}
	towns := town.NewService(communes.New())
	err = d.Whole(ctx, func(ctx context.Context, h db.Handle) error {
		loaded = false
		settings := db.NewSettings(h)
		kept, err := settings.Kept(ctx)
		if err != nil || kept[demoMark] != 0 {
			return err
		}
		empty, err := h.Empty(ctx)
		if err != nil {
			return err
		}
		if !empty {
			return errRealTown
		}
		if err := settings.Put(ctx, map[string]int64{demoMark: now.UnixMicro()}); err != nil {
			return err
		}
		loaded = true
		return fillTown(ctx, c, h, data, secret, towns, now)
	})
	return loaded && err == nil, err
}

// fillTown loads the town on one transaction.
func fillTown(ctx context.Context, c Config, h db.Handle, data demo.Data, secret token.Secret, towns *town.Service, now time.Time) error {
	past := clock.NewManual(now)
	r, err := newRooms(c, h, past, secret, towns)
	if err != nil {
		return err
	}
	facts := db.NewFacts(h)
	if _, err := facts.Lease(ctx, r.telling.listener.Name(), "demonstration", now, time.Time{}); err != nil {
		return err
	}
	return demotown.Load(ctx, demotown.Rooms{
		Clock: past, Steward: r.people.steward, Shops: r.shops.service, Timetable: r.shops.timetable, Employer: r.shops.employer,
		Ways: r.shops.ways, Products: r.goods.products, Photos: r.photos.service, Baskets: r.placing.quotes, Checkouts: r.placing.service,
		Counter: r.orders.desk, Orders: r.orders.service, Keeper: r.orders.keeper, Secrets: r.orders.sheet.Secrets, Mails: r.telling.desk,
		Tell: func(ctx context.Context) error { return tellAll(ctx, facts, r.telling.listener) },
	}, data, now)
}

// tellAll tells a listener everything it has not been told, as the relay would.
func tellAll(ctx context.Context, log fact.Log, l fact.Listener) error {
	const batch = 500
	for {
		if _, err := log.Stamp(ctx, batch); err != nil {
			return err
		}
		due, err := log.Due(ctx, l.Name(), batch)
		if err != nil || len(due) == 0 {
			return err
		}
		for _, f := range due {
			if err := l.Hear(ctx, f); err != nil {
				return fmt.Errorf("telling %s: %w", f.Kind, err)
			}
		}
		if err := log.Told(ctx, l.Name(), due[len(due)-1].Position); err != nil {
			return err
		}
	}
}

// newDemonstration gives what the demonstration shows; empty everywhere else.
func newDemonstration(c Config, r *rooms) (handler.Demonstration, error) {
	out := handler.Demonstration{Desk: r.telling.desk}
	if !c.Demo {
		return out, nil
	}
	data, err := demo.Load()
	out.Cast = demotown.NewCast(data, r.shops.browser, r.towns)
	return out, err
}

// settleDemo loads the demonstration where it is asked for, and refuses to
// serve it where it is not.
func settleDemo(e *env, c *Config, d *db.DB) error {
	if !c.Demo {
		kept, err := db.NewSettings(d.Handle()).Kept(e)
		if err == nil && kept[demoMark] != 0 {
			err = errDemoTown
		}
		return err
	}
	start := time.Now()
	loaded, err := LoadDemo(e, *c, d, clock.System{}.Now())
	if loaded {
		e.log.Info("demonstration loaded", "engine", d.Engine(), "ms", time.Since(start).Milliseconds())
	}
	return err
}
