package notification

import (
	"context"
	"errors"
	"time"

	"cabas/domain/kernel/ident"
)

// Subscriptions keeps where devices take alerts. A subscription goes with its
// session.
type Subscriptions interface {
	// Put keeps a session's subscription in place of the one before, and of any
	// other at the same endpoint; of an account's, the latest
	// MaxSubscriptions stay. fault.ErrDangling when the session is over.
	Put(ctx context.Context, s Subscription) error
	// Of gives the session's; fault.ErrNotFound when it has none.
	Of(ctx context.Context, session ident.ID) (Subscription, error)
	// Drop forgets the session's, if it is still at the endpoint (at any, when
	// empty), with the alerts on their way to it.
	Drop(ctx context.Context, session ident.ID, endpoint string) error
	// OfAccount and OfStaff give those of an account, and of everybody who
	// works in a shop at this moment, each in their holder's language.
	OfAccount(ctx context.Context, account ident.ID) ([]Subscription, error)
	OfStaff(ctx context.Context, shop ident.ID) ([]Subscription, error)
}

// Alerts keeps alerts that are on their way.
type Alerts interface {
	// Add queues alerts, but those whose source gave the device one before
	// and those to devices that are gone.
	Add(ctx context.Context, alerts ...Alert) error
	// Take gives at most limit alerts that are due, counts a try on each and
	// keeps them from other takers until the given time.
	Take(ctx context.Context, now, until time.Time, limit int) ([]Alert, error)
	// Again has an alert that was taken tried again at its NextTry.
	Again(ctx context.Context, a Alert) error
	// Done has an alert tried no more.
	Done(ctx context.Context, id ident.ID) error
	// Forget drops the alerts made before the given time, done or not.
	Forget(ctx context.Context, before time.Time) error
}

// ErrGone marks the answer of a push service that knows the device no more.
var ErrGone = errors.New("the device takes no alerts any more")

// Pusher hands alerts to push services, over the network.
type Pusher interface {
	// PublicKey is what devices subscribe with; only its holder may write to
	// them (RFC 8292).
	PublicKey(ctx context.Context) ([]byte, error)
	// Push hands over one message, and wraps ErrGone when the device is gone.
	Push(ctx context.Context, to Subscription, m AlertMessage) error
}

// PushKey is the server's key for push services as storage keeps it, the
// private half sealed.
type PushKey struct{ Public, Sealed []byte }

// PushKeys keeps that key; whoever implements Pusher needs it.
type PushKeys interface {
	// PushKey gives the key; fault.ErrNotFound before there is one.
	PushKey(ctx context.Context) (PushKey, error)
	// KeepPushKey keeps a key in place of the one given (zero for none),
	// unless another was kept meanwhile.
	KeepPushKey(ctx context.Context, k, instead PushKey) error
}
