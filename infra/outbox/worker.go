// Package outbox sends the queued mails beside everything else: a few at a
// time, so that a slow or dead mail server delays mails alone. It works on
// every server at once and knows neither the mails' words nor the database,
// which it reaches through domain/notification.
package outbox

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"cabas/domain/notification"
)

// Workers is how many mails one server sends at a time.
const Workers = 4

// grace is what a mail being sent is given when the server stops.
const grace = 3 * time.Second

// Sender gives mails that are due, and sends one.
type Sender interface {
	Take(ctx context.Context, limit int) ([]notification.Mail, error)
	Send(ctx context.Context, m notification.Mail) error
}

// Worker sends what is due.
type Worker struct {
	sender Sender
	log    *slog.Logger
	every  time.Duration
	woken  chan struct{}
}

// New makes a worker that looks into the outbox at the given interval.
func New(sender Sender, log *slog.Logger, every time.Duration) *Worker {
	return &Worker{sender: sender, log: log, every: every, woken: make(chan struct{}, 1)}
}

// Poke has the worker look at once; it never blocks.
func (w *Worker) Poke() {
	select {
	case w.woken <- struct{}{}:
	default: // it is about to look
	}
}

// Run works until ctx ends, gives the mails being sent a short grace and
// returns.
func (w *Worker) Run(ctx context.Context) {
	taken := make(chan struct{}, Workers)
	sending, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(grace, stop) })()
	var busy sync.WaitGroup
	defer busy.Wait()
	tick := time.NewTicker(w.every)
	defer tick.Stop()
	for ctx.Err() == nil {
		if places := Workers - len(taken); places > 0 {
			mails, err := w.sender.Take(ctx, places)
			if err != nil && ctx.Err() == nil {
				w.log.Error("outbox", "error", err)
			}
			for _, m := range mails {
				taken <- struct{}{}
				busy.Go(func() {
					w.send(sending, m)
					<-taken
					w.Poke() // a place is free: there may be more
				})
			}
		}
		select {
		case <-ctx.Done():
		case <-w.woken:
		case <-tick.C:
		}
	}
}

func (w *Worker) send(ctx context.Context, m notification.Mail) {
	if err := w.sender.Send(ctx, m); err != nil {
		w.log.Error("outbox", "mail", m.ID, "error", err)
	}
}
