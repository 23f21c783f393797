// Package schedule runs jobs at a steady pace until the server stops. It keeps
// no state and knows no other server: a job that several servers run at once
// must guard its own effects, as order.Keeper does.
package schedule

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"cabas/domain/kernel/clock"
)

// most is how long a run may take before it is given up: one that never ends
// would keep all those after it from beginning.
const most = 10 * time.Minute

// Job does what is due at the moment and answers how much it did.
type Job func(ctx context.Context, now time.Time) (int, error)

// Every gives a function that runs the job at once and then after each
// interval, one run at a time, until its context ends. What a run fails at is
// logged under the name, and tried again at the next one; a panic, too.
func Every(interval time.Duration, name string, c clock.Clock, log *slog.Logger, job Job) func(context.Context) {
	return func(ctx context.Context) {
		tick := time.NewTicker(interval)
		defer tick.Stop()
		for {
			done, err := guarded(ctx, c.Now(), job)
			switch {
			case ctx.Err() != nil:
				return
			case err != nil:
				log.ErrorContext(ctx, "job failed", "job", name, "done", done, "error", err.Error())
			case done > 0:
				log.InfoContext(ctx, "job done", "job", name, "done", done)
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}
}

func guarded(ctx context.Context, now time.Time, job Job) (done int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	return job(ctx, now)
}
