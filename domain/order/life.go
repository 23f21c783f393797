package order

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"cabas/domain/kernel/fault"
)

// MaxReason bounds a reason, in characters.
const MaxReason = 300

// Say is what somebody adds to a command.
type Say struct {
	// Reason is for the other side to read; the shop owes one when it refuses
	// or cancels.
	Reason string
	// Discard says that the goods are lost; only the shop may say so.
	Discard bool
}

// Do moves the order as the table of moves says. It answers false when the
// order is already where the command leads: asking twice does no harm. It
// answers ErrState when the party may not do this now, ErrWay, ErrDeadline,
// ErrTooEarly or fault.ErrInvalid when another rule is broken. A confirmed
// order that its shop accepts without looking is accepted at once.
func (o *Order) Do(c Command, by By, at time.Time, say Say) (bool, error) {
	m := moves[c]
	say.Reason = strings.TrimSpace(say.Reason)
	switch {
	case m.way != "" && m.way != o.Way:
		return false, ErrWay
	case o.life.State == m.to:
		return false, nil
	case !slices.Contains(m.from[by.Party], o.life.State):
		return false, ErrState.Telling(o.life.State)
	case m.reason && by.Party == ByShop && say.Reason == "":
		return false, fault.ErrInvalid.At("/reason", fault.FieldRequired)
	case utf8.RuneCountInString(say.Reason) > MaxReason:
		return false, fault.ErrInvalid.At("/reason", fault.FieldTooLong)
	}
	if err := o.timely(c, at); err != nil {
		return false, err
	}
	kind := EventKind(m.to)
	if c == Confirm {
		kind = EventConfirmed
	}
	o.enter(m.to, kind, by, at, say.Reason)
	if o.goods = m.goods; say.Discard && m.goods == release && by.Party == ByShop {
		o.goods = discard
	}
	if m.to == Placed {
		o.acceptAlone(at)
	}
	return true, nil
}

// timely reports whether the moment allows the command: nothing is accepted or
// confirmed once its deadline has passed, even before the platform has noticed;
// nothing expires before; and nobody has failed to come before the slot ended.
func (o *Order) timely(c Command, at time.Time) error {
	switch {
	case c == Confirm && !at.Before(o.life.ConfirmBy), c == Accept && !at.Before(o.life.AcceptBy):
		return ErrDeadline
	case c == Expire && at.Before(o.expiresAt()), c == MarkUncollected && at.Before(o.Slot.End):
		return ErrTooEarly
	}
	return nil
}

// expiresAt is when an order that waits for its guest or its shop is over.
func (o *Order) expiresAt() time.Time {
	if o.life.State == AwaitingConfirmation {
		return o.life.ConfirmBy
	}
	return o.life.AcceptBy
}

// enter notes that the order reached a state.
func (o *Order) enter(s State, kind EventKind, by By, at time.Time, reason string) {
	if s != AwaitingConfirmation {
		o.tell(factOf(o.life.State, s, by.Party), at)
	}
	o.life.State, o.life.Reason = s, reason
	if s == Placed {
		o.life.ReachedAt = at
	}
	o.note(kind, by, at, reason)
}

// acceptAlone accepts a placed order where the shop does not want to look.
func (o *Order) acceptAlone(at time.Time) {
	if o.AutoAccept && o.life.State == Placed {
		o.enter(Accepted, EventKind(Accepted), By{Party: BySystem}, at, "")
	}
}

// Remind notes that the shop is reminded to accept; it answers false when
// there is nothing to remind it of yet, or any more.
func (o *Order) Remind(at time.Time) bool {
	if o.life.State != Placed || o.life.RemindAt.IsZero() || at.Before(o.life.RemindAt) || !at.Before(o.life.AcceptBy) {
		return false
	}
	o.life.RemindAt = time.Time{}
	o.tell(FactReminder, at)
	o.note(EventReminded, By{Party: BySystem}, at, "")
	return true
}
