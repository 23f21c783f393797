package app

import (
	"context"
	"log/slog"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/repeat"
)

// forgetting drops the attempts at commands that are too old to be repeated:
// at start, then every hour.
func forgetting(attempts repeat.Sweeper, now clock.Clock, log *slog.Logger) func(context.Context) {
	return func(ctx context.Context) {
		tick := time.NewTicker(time.Hour)
		defer tick.Stop()
		for {
			if err := attempts.Forget(ctx, now.Now().Add(-repeat.Kept)); err != nil && ctx.Err() == nil {
				log.Error("forgetting attempts", "error", err)
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}
}
