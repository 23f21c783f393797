package relay

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
)

// shaky is a store that panics the first time it stamps.
type shaky struct {
	Store
	stamped int
}

func (s *shaky) Stamp(context.Context, int) (int, error) {
	if s.stamped++; s.stamped == 1 {
		panic("bad")
	}
	return 0, nil
}

func TestTheRelayGoesOnAfterAPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		store := &shaky{}
		go New(store, clock.System{}, slog.New(slog.DiscardHandler), Options{}).Run(ctx)
		time.Sleep(2*time.Second + time.Millisecond)
		stop()
		synctest.Wait()
		if store.stamped != 3 {
			t.Errorf("stamped %d times in two seconds", store.stamped)
		}
	})
}

// stopped is a store whose server is stopped while it takes the lease.
type stopped struct {
	Store
	stop   context.CancelFunc
	leased bool
}

func (s *stopped) Stamp(context.Context, int) (int, error) { return 0, nil }
func (s *stopped) Due(context.Context, string, int) ([]fact.Fact, error) {
	return []fact.Fact{{}}, nil
}
func (s *stopped) Again(context.Context, string, time.Time, int) ([]fact.Held, error) {
	return nil, nil
}
func (s *stopped) Lease(ctx context.Context, _, _ string, _, until time.Time) (bool, error) {
	s.stop()
	s.leased = !until.IsZero()
	return true, ctx.Err()
}

type deaf struct{}

func (deaf) Name() string                          { return "deaf" }
func (deaf) Hear(context.Context, fact.Fact) error { return nil }

func TestAServerThatStopsLeavesNoLease(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	store := &stopped{stop: stop}
	New(store, clock.System{}, slog.New(slog.DiscardHandler), Options{}, deaf{}).Run(ctx)
	if store.leased {
		t.Error("nobody else may tell for half a minute")
	}
}
