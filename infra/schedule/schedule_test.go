package schedule

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"cabas/domain/kernel/clock"
)

func TestEveryGoesOnWhateverHappensAndStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		runs := 0
		ended := make(chan struct{})
		job := func(context.Context, time.Time) (int, error) {
			switch runs++; runs {
			case 1:
				return 0, errors.New("sad")
			case 2:
				panic("bad")
			}
			return 1, nil
		}
		go func() {
			Every(time.Second, "test", clock.System{}, slog.New(slog.NewTextHandler(io.Discard, nil)), job)(ctx)
			close(ended)
		}()
		time.Sleep(3*time.Second + time.Millisecond)
		if stop(); runs != 4 {
			t.Errorf("%d runs in three seconds", runs)
		}
		<-ended
	})
}
