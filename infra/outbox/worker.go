// Package outbox sends what is queued, mails or alerts, beside everything else:
// a few at a time, so that a slow or dead server delays what goes through it
// alone. It works on every server at once and knows neither the words nor the
// database, which it reaches through domain/notification.
package outbox

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// Workers is how many of one kind a server sends at a time.
const Workers = 4

// grace is what is being sent is given when the server stops; looking and
// sending are how long each may take, so that nothing that never answers, the
// database included, keeps what waits behind it.
const (
	grace   = 3 * time.Second
	looking = 10 * time.Second
	sending = 2 * time.Minute
)

// Item is something to be sent; its text is its identifier, for logs.
type Item fmt.Stringer

// Sender gives items that are due, and sends one.
type Sender[T Item] interface {
	Take(ctx context.Context, limit int) ([]T, error)
	Send(ctx context.Context, item T) error
}

// Worker sends what is due.
type Worker[T Item] struct {
	sender Sender[T]
	log    *slog.Logger
	every  time.Duration
	grace  time.Duration
	woken  chan struct{}
}

// New makes a worker that looks into the outbox at the given interval.
func New[T Item](sender Sender[T], log *slog.Logger, every time.Duration) *Worker[T] {
	return &Worker[T]{sender: sender, log: log, every: every, grace: grace, woken: make(chan struct{}, 1)}
}

// Poke has the worker look at once; it never blocks.
func (w *Worker[T]) Poke() {
	select {
	case w.woken <- struct{}{}:
	default: // it is about to look
	}
}

// Run works until ctx ends, gives what is being sent a short grace and
// returns.
func (w *Worker[T]) Run(ctx context.Context) {
	taken := make(chan struct{}, Workers)
	lasting, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(w.grace, stop) })()
	var busy sync.WaitGroup
	defer busy.Wait()
	tick := time.NewTicker(w.every)
	defer tick.Stop()
	for ctx.Err() == nil {
		if places := Workers - len(taken); places > 0 {
			items, err := w.take(ctx, places)
			if err != nil && ctx.Err() == nil {
				w.log.Error("outbox", "error", err)
			}
			for _, item := range items {
				taken <- struct{}{}
				busy.Go(func() {
					w.send(lasting, item)
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

func (w *Worker[T]) take(ctx context.Context, places int) ([]T, error) {
	ctx, cancel := context.WithTimeout(ctx, looking)
	defer cancel()
	return w.sender.Take(ctx, places)
}

func (w *Worker[T]) send(ctx context.Context, item T) {
	ctx, cancel := context.WithTimeout(ctx, sending)
	defer cancel()
	if err := w.sender.Send(ctx, item); err != nil {
		w.log.Error("outbox", "item", item.String(), "error", err)
	}
}
