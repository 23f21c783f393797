package live

import (
	"slices"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
)

// watch is what one stream is about, and on whose behalf.
type watch struct {
	// As a customer: the orders of this account, or those of one basket.
	account, checkout ident.ID
	// As staff: the orders of these shops, or one order of theirs.
	shops []ident.ID
	only  ident.ID

	// actor is who watches; nobody when a guest presented the order's secret.
	actor account.Actor
	// staff says that the watch depends on where the actor works: on all their
	// shops, or on the shop of the one order.
	staff bool
	// until is when what the stream was opened with is over.
	until time.Time
}

// key is what streams are counted by: the session, or the guest's basket.
func (w watch) key() ident.ID {
	if w.actor.SignedIn() {
		return w.actor.Session
	}
	return w.checkout
}

// tells gives what the watch is told of a fact, if anything.
func (w watch) tells(f fact.Fact) (Message, bool) {
	t, known := tellings[f.Kind]
	mine := w.account != "" && f.Refs["account"] == w.account || w.checkout != "" && f.Refs["checkout"] == w.checkout
	ours := slices.Contains(w.shops, f.Refs["shop"]) && (w.only == "" || w.only == f.Subject)
	if known && (t.customer && mine || t.shop && ours) {
		return t.message(f), true
	}
	return Message{}, false
}

// over gives why the watch must end, if it must; alive and shops are what is
// true now of its session and of where its actor works.
func (w watch) over(now time.Time, alive bool, shops []ident.ID) (Reason, bool) {
	switch {
	case w.actor.SignedIn() && !alive:
		return Session, true
	case !now.Before(w.until):
		return Token, true
	case w.staff && w.only != "" && !slices.Contains(shops, w.shops[0]):
		return Changed, true
	case w.staff && w.only == "" && !slices.Equal(shops, w.shops):
		return Changed, true
	}
	return "", false
}
