package relay

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"cabas/domain/kernel/clock"
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
