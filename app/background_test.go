package app

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
)

func TestAPanicInTheBackgroundStopsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		s := &Server{log: slog.New(slog.NewTextHandler(&log, nil))}
		runs := 0
		s.keepRunning(t.Context(), func(context.Context) {
			if runs++; runs < 3 {
				panic("bad")
			}
		})
		if runs != 3 || strings.Count(log.String(), "background job panicked") != 2 {
			t.Errorf("%d runs, logged %s", runs, log.String())
		}
		ended, stop := context.WithCancel(t.Context())
		stop()
		s.keepRunning(ended, func(context.Context) { panic("bad") })
	})
}
