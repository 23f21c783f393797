package shop

import (
	"context"
	"strings"
	"unicode/utf8"

	"cabas/domain/account"
	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/work"
)

// Timetable is where a shop's people say when it is open. Nothing here cancels
// an order that is booked already; fulfilment lists those that a change leaves
// outside the hours.
type Timetable struct {
	unit   work.Unit[Stores]
	access Access
	clock  clock.Clock
}

// NewTimetable makes the service.
func NewTimetable(unit work.Unit[Stores], access Access, c clock.Clock) *Timetable {
	return &Timetable{unit, access, c}
}

// horizon is how far ahead exceptions and pauses may lie, in days.
const horizon = 730

// SetWeek writes the usual hours, whole. Managers may. It answers
// fault.ErrStale when somebody else was faster than the version edited.
func (t *Timetable) SetWeek(ctx context.Context, actor account.Actor, id ident.ID, w calendar.Week, version int64) (Shop, error) {
	var c fault.Check
	w.Check(&c, "/week")
	return t.change(ctx, actor, id, Manager, HoursChanged, func(ctx context.Context, _ Shop, st Stores) error {
		if err := c.Err(); err != nil {
			return err
		}
		return st.Hours.SaveWeek(ctx, id, w, version)
	})
}

// SetException writes one day that differs from the week: a closure, or other
// hours. Managers may. The day must not be over in the shop, nor more than two
// years away.
func (t *Timetable) SetException(ctx context.Context, actor account.Actor, id ident.ID, e calendar.Exception) (Shop, error) {
	e.Reason = strings.TrimSpace(e.Reason)
	return t.change(ctx, actor, id, Manager, HoursChanged, func(ctx context.Context, s Shop, st Stores) error {
		var c fault.Check
		e.Check(&c, "")
		c.If(utf8.RuneCountInString(e.Reason) > 120, "/reason", fault.FieldTooLong)
		t.checkDay(&c, s, e.Date, "?date")
		if err := c.Err(); err != nil {
			return err
		}
		return st.Hours.SetException(ctx, id, e)
	})
}

// DropException makes a day usual again; fault.ErrNotFound when it was.
func (t *Timetable) DropException(ctx context.Context, actor account.Actor, id ident.ID, d calendar.Date) (Shop, error) {
	return t.change(ctx, actor, id, Manager, HoursChanged, func(ctx context.Context, _ Shop, st Stores) error {
		return st.Hours.DropException(ctx, id, d)
	})
}

// Pause closes the shop until the day of reopening, at most two years ahead;
// the last pause holds. Managers may.
func (t *Timetable) Pause(ctx context.Context, actor account.Actor, id ident.ID, until calendar.Date) (Shop, error) {
	return t.change(ctx, actor, id, Manager, Paused, func(ctx context.Context, s Shop, st Stores) error {
		var c fault.Check
		c.If(!until.Valid(), "/until", fault.FieldMalformed)
		t.checkDay(&c, s, until, "/until")
		c.If(until == s.Today(t.clock.Now()), "/until", FieldPast)
		if err := c.Err(); err != nil {
			return err
		}
		return st.Days.SetPause(ctx, id, &until)
	})
}

// Resume ends a pause; without one it changes nothing.
func (t *Timetable) Resume(ctx context.Context, actor account.Actor, id ident.ID) (Shop, error) {
	return t.change(ctx, actor, id, Manager, Resumed, func(ctx context.Context, _ Shop, st Stores) error {
		return st.Days.SetPause(ctx, id, nil)
	})
}

// ConfirmToday says "open today as planned". All staff may. It answers
// ErrClosedToday when today has no hours to confirm.
func (t *Timetable) ConfirmToday(ctx context.Context, actor account.Actor, id ident.ID) (Shop, error) {
	return t.change(ctx, actor, id, Preparer, TodayConfirmed, func(ctx context.Context, s Shop, st Stores) error {
		now := t.clock.Now()
		if len(s.Schedule().On(s.Today(now))) == 0 {
			return ErrClosedToday
		}
		return st.Days.Confirm(ctx, id, now)
	})
}

// change does what all these have in common: the door, the shop as it is, the
// change with its fact, and the shop as it became.
func (t *Timetable) change(ctx context.Context, actor account.Actor, id ident.ID, least Role, kind string,
	f func(ctx context.Context, s Shop, st Stores) error,
) (after Shop, err error) {
	if err := t.access.Require(ctx, actor, id, least); err != nil {
		return Shop{}, err
	}
	err = t.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		before, err := st.Shops.ByRef(ctx, id.String())
		if err != nil {
			return err
		}
		if err := f(ctx, before, st); err != nil {
			return err
		}
		if err := st.Facts.Record(ctx, fact.New(kind, id, t.clock.Now(), map[string]ident.ID{"by": actor.Account})); err != nil {
			return err
		}
		after, err = st.Shops.ByRef(ctx, id.String())
		return err
	})
	return after, err
}

func (t *Timetable) checkDay(c *fault.Check, s Shop, d calendar.Date, pointer string) {
	today := s.Today(t.clock.Now())
	c.If(d.Compare(today) < 0, pointer, FieldPast)
	c.If(d.Compare(today.AddDays(horizon)) > 0, pointer, fault.FieldTooLarge)
}
