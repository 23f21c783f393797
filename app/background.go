package app

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"
)

// pauseAfterPanic keeps a job that panics at once from filling the log.
const pauseAfterPanic = time.Second

// keepRunning runs a background job until it returns or ctx ends. A panic is
// logged, and the job begun again after a pause: it must not take the server
// with it.
func (s *Server) keepRunning(ctx context.Context, job func(context.Context)) {
	for s.panicked(ctx, job) {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pauseAfterPanic):
		}
	}
}

// panicked runs the job and reports whether it ended in a panic.
func (s *Server) panicked(ctx context.Context, job func(context.Context)) (again bool) {
	defer func() {
		if r := recover(); r != nil {
			s.log.Error("background job panicked", "error", fmt.Sprint(r), "stack", string(debug.Stack()))
			again = true
		}
	}()
	job(ctx)
	return false
}
