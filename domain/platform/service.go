package platform

import (
	"context"
	"sync"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/page"
	"cabas/domain/kernel/work"
)

// freshness is how long settings once read are believed: a change made on
// another server is seen after at most this long.
const freshness = 5 * time.Second

// Service gives the settings to the rooms and lets administrators change them
// and read the audit trail.
type Service struct {
	values Values
	trail  Trail
	unit   work.Unit[Stores]
	clock  clock.Clock

	mu   sync.Mutex
	last Settings
	at   time.Time
}

// NewService makes the platform's use cases.
func NewService(values Values, trail Trail, unit work.Unit[Stores], c clock.Clock) *Service {
	return &Service{values: values, trail: trail, unit: unit, clock: c}
}

// Settings gives the settings in force, at most five seconds old. It may ask
// the database, so it is called before a unit of work, never inside one.
func (s *Service) Settings(ctx context.Context) (Settings, error) {
	now := s.clock.Now()
	s.mu.Lock()
	last, at := s.last, s.at
	s.mu.Unlock()
	if age := now.Sub(at); !at.IsZero() && age >= 0 && age < freshness {
		return last, nil
	}
	kept, err := s.values.Kept(ctx)
	if err != nil {
		return Settings{}, err
	}
	return s.remember(read(kept), now), nil
}

func (s *Service) remember(now Settings, at time.Time) Settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last, s.at = now, at
	return now
}

// Current gives administrators the settings as they are kept at this moment.
func (s *Service) Current(ctx context.Context, asker Asker) (Settings, error) {
	if err := asker.RequireAdministrator(); err != nil {
		return Settings{}, err
	}
	kept, err := s.values.Kept(ctx)
	return read(kept), err
}

// Change sets all settings at once and writes what changed into the audit
// trail.
func (s *Service) Change(ctx context.Context, asker Asker, to Settings) (Settings, error) {
	if err := asker.RequireAdministrator(); err != nil {
		return Settings{}, err
	}
	if err := to.check(); err != nil {
		return Settings{}, err
	}
	now := s.clock.Now()
	err := s.unit.Do(ctx, func(ctx context.Context, in Stores) error {
		kept, err := in.Values.Kept(ctx)
		if err != nil {
			return err
		}
		changes := read(kept).difference(to)
		if changes == "" {
			return nil
		}
		if err := in.Values.Put(ctx, to.values()); err != nil {
			return err
		}
		return in.Audit.Record(ctx, NewEntry(asker.Who(), SettingsChanged, "settings", changes, now))
	})
	if err != nil {
		return Settings{}, err
	}
	return s.remember(to, now), nil
}

// About lists what the audit trail tells of the asker's own account, latest
// first: what was done to it, by whom and why.
func (s *Service) About(ctx context.Context, asker Asker, p page.Request) (page.Page[Entry], error) {
	if asker.Who() == "" {
		return page.Page[Entry]{}, fault.ErrUnauthenticated
	}
	return s.trail.Entries(ctx, asker.Who().String(), p)
}

// Entries lists the audit trail, latest first, for administrators; only what
// concerns the subject, unless that is empty.
func (s *Service) Entries(ctx context.Context, asker Asker, subject string, p page.Request) (page.Page[Entry], error) {
	if err := asker.RequireAdministrator(); err != nil {
		return page.Page[Entry]{}, err
	}
	return s.trail.Entries(ctx, subject, p)
}
