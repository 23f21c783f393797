package order

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

// MaxReason bounds a reason, in characters.
const MaxReason = 500

// Do moves the order as the table of moves says. It answers false when the
// order is already where the command leads: asking twice does no harm. It
// answers ErrState, telling the state, when the party may not do this now;
// ErrWay, ErrDeadline, ErrTooEarly or ErrInvalid when another rule is broken.
// A confirmed order that its shop accepts without looking is accepted at once.
func (o *Order) Do(c Command, by By, at time.Time, reason string) (bool, error) {
	m := moves[c]
	reason = strings.TrimSpace(reason)
	switch {
	case m.way != "" && m.way != o.Way:
		return false, ErrWay
	case o.life.State == m.to:
		return false, nil
	case !slices.Contains(m.from[by.Party], o.life.State):
		return false, ErrState.Telling(o.life.State)
	}
	if err := o.check(c, m, by, at, reason); err != nil {
		return false, err
	}
	o.enter(m.to, by, at, reason)
	o.goods = m.goods
	if m.to == Placed {
		o.acceptAlone(at)
	}
	return true, nil
}

func (o *Order) check(c Command, m move, by By, at time.Time, reason string) error {
	var f fault.Check
	f.If(m.reason && by.Party == ByShop && reason == "", "/reason", fault.FieldRequired)
	f.If(utf8.RuneCountInString(reason) > MaxReason, "/reason", fault.FieldTooLong)
	if err := f.Err(); err != nil {
		return err
	}
	switch {
	case c == Accept && !at.Before(o.life.AcceptBy), c == Confirm && !at.Before(o.life.ConfirmBy):
		return ErrDeadline
	case c == Expire && at.Before(o.Due()):
		return ErrTooEarly
	case c == MarkUncollected && at.Before(o.Slot.End):
		return ErrTooEarly
	}
	return nil
}

// enter notes that the order reached a state.
func (o *Order) enter(s State, by By, at time.Time, reason string) {
	if s != AwaitingConfirmation {
		o.tell(factOf(o.life.State, s, by.Party), at)
	}
	o.life.State = s
	o.life.Version++
	o.events = append(o.events, Event{ID: ident.New("evt"), Kind: s, At: at, By: by, Reason: reason})
}

// acceptAlone accepts a placed order where the shop does not want to look.
func (o *Order) acceptAlone(at time.Time) {
	if o.AutoAccept && o.life.State == Placed {
		o.enter(Accepted, By{Party: BySystem}, at, "")
	}
}

// Remind notes that the shop is reminded to accept; it answers false when
// there is nothing to remind it of yet, or any more.
func (o *Order) Remind(at time.Time) bool {
	if o.life.State != Placed || o.life.RemindAt.IsZero() || at.Before(o.life.RemindAt) || !at.Before(o.life.AcceptBy) {
		return false
	}
	o.life.RemindAt = time.Time{}
	o.life.Version++
	o.tell(FactReminder, at)
	return true
}
