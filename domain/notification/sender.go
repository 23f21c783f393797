package notification

import (
	"context"
	"errors"
	"fmt"
	"time"

	"cabas/domain/kernel/clock"
)

// SendTimeout bounds how long one mail may take; noteTimeout how long it may
// take to note what became of it; takenFor how long a server that dies keeps the
// mails it took.
const (
	SendTimeout = 20 * time.Second
	noteTimeout = 10 * time.Second
	takenFor    = 2 * time.Minute
)

// noting is for writing down what was done already: not given up when the server
// stops, but when storage never answers.
func noting(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), noteTimeout)
}

// Sender sends what is due. Several may work at once, on several servers.
type Sender struct {
	queue  Queue
	mailer Mailer
	clock  clock.Clock
	keep   bool
}

// NewSender makes a sender; keep leaves the words of sent mails in the outbox
// (for the demonstration).
func NewSender(queue Queue, mailer Mailer, clk clock.Clock, keep bool) *Sender {
	return &Sender{queue, mailer, clk, keep}
}

// Take gives at most limit mails to be sent now; each must be given to Send.
func (s *Sender) Take(ctx context.Context, limit int) ([]Mail, error) {
	now := s.clock.Now()
	return s.queue.Take(ctx, now, now.Add(takenFor), limit)
}

// Send hands a mail that was taken to the mail server, outside any
// transaction, and keeps how it went. Its error tells of the outbox, not of
// the mail server. A mail server that took the mail while we died gets it
// again, under the same message id.
func (s *Sender) Send(ctx context.Context, m Mail) error {
	err := s.try(ctx, m)
	if err == nil {
		m = m.sent(s.clock.Now(), s.keep)
	} else {
		m = m.failed(s.clock.Now(), err, errors.Is(err, ErrRefused))
	}
	after, cancel := noting(ctx)
	defer cancel()
	return s.queue.Settle(after, m)
}

// try hands over one mail in time; a mailer that panics has failed.
func (s *Sender) try(ctx context.Context, m Mail) (err error) {
	ctx, cancel := context.WithTimeout(ctx, SendTimeout)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return s.mailer.Send(ctx, m)
}
