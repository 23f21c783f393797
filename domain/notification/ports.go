package notification

import (
	"context"
	"errors"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
)

// Outbox takes mails to be sent. Inside a unit of work it is bound to the
// transaction, so that a mail leaves only if what it tells of is true.
type Outbox interface {
	// Add queues mails; those whose source already gave a mail of this kind
	// to this address are passed over silently.
	Add(ctx context.Context, mails ...Mail) error
}

// Sweeper drops what need not be kept.
type Sweeper interface {
	// Forget drops the mails that were sent before the given time, and those
	// that failed and were written before it: addresses and subjects are
	// personal data (RGPD, art. 5).
	Forget(ctx context.Context, before time.Time) error
}

// Queue is what sending needs of the outbox.
type Queue interface {
	// Take gives at most limit mails that are due, counts a try on each and
	// keeps them from other takers until the given time.
	Take(ctx context.Context, now, until time.Time, limit int) ([]Mail, error)
	// Settle keeps how a try ended, unless the mail was taken again meanwhile.
	Settle(ctx context.Context, m Mail) error
}

// Filter narrows a list of mails; zero values narrow nothing.
type Filter struct {
	ID    ident.ID
	State State
	To    string
}

// Archive is what reading the outbox needs.
type Archive interface {
	// List gives mails, newest first.
	List(ctx context.Context, f Filter, req page.Request) (page.Page[Mail], error)
	// Replay queues a failed mail anew and gives it; ErrNotFailed when it has
	// not failed, fault.ErrNotFound when there is none.
	Replay(ctx context.Context, id ident.ID, now time.Time) (Mail, error)
}

// ErrRefused marks the answer of a mail server that will never take the mail:
// the mailbox does not exist, the message is refused for good.
var ErrRefused = errors.New("refused for good")

// Mailer hands one mail to a mail server, or to whatever stands for one. It
// honours the context, and wraps ErrRefused when trying again is useless.
type Mailer interface {
	Send(ctx context.Context, m Mail) error
}

// Orders looks up an order as its letters tell it.
type Orders interface {
	// View gives the order; fault.ErrNotFound when it is gone. It costs a
	// fixed number of queries.
	View(ctx context.Context, order ident.ID) (OrderView, error)
}
