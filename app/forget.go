package app

import (
	"context"
	"log/slog"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/repeat"
)

// forgetting drops the attempts at commands that are too old to be repeated.
func forgetting(attempts repeat.Sweeper, now clock.Clock, log *slog.Logger) func(context.Context) {
	return sweeping("attempts", attempts, repeat.Kept, now, log)
}

// sweeping drops what is older than it is kept: at start, then every hour. What
// is kept for no time is kept for ever.
func sweeping(what string, of repeat.Sweeper, kept time.Duration, now clock.Clock, log *slog.Logger) func(context.Context) {
	return func(ctx context.Context) {
		if kept <= 0 {
			return
		}
		tick := time.NewTicker(time.Hour)
		defer tick.Stop()
		for {
			if err := of.Forget(ctx, now.Now().Add(-kept)); err != nil && ctx.Err() == nil {
				log.Error("forgetting", "what", what, "error", err)
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}
}
