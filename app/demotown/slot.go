package demotown

import (
	"context"
	"errors"
	"fmt"
	"time"

	"cabas/demo"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/calendar"
	"cabas/domain/shop"
)

// patience is how many days a slot may move when its shop is closed.
const patience = 14

// book finds when a basket was placed, and each of its orders' slots, by the
// rules of demo/README.md.
func (l *loader) book(ctx context.Context, c demo.Checkout) (placed time.Time, slots []fulfilment.Slot, err error) {
	for _, o := range c.Orders {
		var s fulfilment.Slot
		if c.Placed.Ago > 0 {
			placed = l.now.Add(-c.Placed.Ago)
			s, err = l.coming(ctx, o, placed)
		} else if s, err = l.gone(ctx, o); err == nil {
			if at := s.Start.Add(-c.Placed.BeforeSlot); placed.IsZero() || at.Before(placed) {
				placed = at
			}
		}
		if err != nil {
			return placed, nil, fmt.Errorf("%s: %w", o.Shop, err)
		}
		slots = append(slots, s)
	}
	return placed, slots, nil
}

// coming finds a slot that is not over, among those offered at the moment of
// placing; days on which there is none are passed over.
func (l *loader) coming(ctx context.Context, o demo.Order, placed time.Time) (fulfilment.Slot, error) {
	l.Clock.Set(placed)
	today := l.today()
	for n := range daysAhead {
		if s, found, err := l.slotOn(ctx, o, today.AddDays(int(o.Slot.Day)+n), l.now); err != nil || found {
			return s, err
		}
	}
	return fulfilment.Slot{}, errors.New("no slot is left")
}

// gone finds a slot of the past, as it was offered two days before.
func (l *loader) gone(ctx context.Context, o demo.Order) (fulfilment.Slot, error) {
	for n := range patience {
		day := l.today().AddDays(int(o.Slot.Day) - n)
		l.Clock.Set(calendar.At(day, calendar.Midnight, l.zone).AddDate(0, 0, -2))
		if s, found, err := l.slotOn(ctx, o, day, time.Time{}); err != nil || found {
			return s, err
		}
	}
	return fulfilment.Slot{}, errors.New("no slot was offered")
}

// slotOn finds the first slot of a day at or after the time wanted, or the
// day's last, among those that start after a moment.
func (l *loader) slotOn(ctx context.Context, o demo.Order, day calendar.Date, after time.Time) (best fulfilment.Slot, found bool, err error) {
	slots, err := l.Ways.Slots(ctx, l.shops[o.Shop].ID, fulfilment.Way(o.Way), day)
	if err != nil {
		return best, false, err
	}
	wanted := calendar.At(day, calendar.TimeOfDay(o.Slot.Time), l.zone)
	for _, s := range slots {
		if calendar.DayOf(s.Start, l.zone) != day || !s.Start.After(after) || !s.Available() {
			continue
		}
		if best, found = s, true; !s.Start.Before(wanted) {
			break
		}
	}
	return best, found, nil
}

// today is the day that it is in the town.
func (l *loader) today() calendar.Date { return calendar.DayOf(l.now, l.zone) }

// confirmDays has most shops say that today's hours hold, when they open.
func (l *loader) confirmDays() {
	at := calendar.At(l.today(), calendar.TimeOfDay(7*60+45), l.zone)
	if at.After(l.now) {
		at = calendar.At(l.today().AddDays(-1), calendar.TimeOfDay(7*60+45), l.zone)
	}
	for i, d := range l.data.Shops {
		if i%3 == 2 {
			continue // some forget
		}
		s := l.shops[d.Slug]
		l.later(at.Add(time.Duration(i)*time.Minute), d.Slug+" confirms its hours", func(ctx context.Context) error {
			if _, err := l.Timetable.ConfirmToday(ctx, s.owner, s.ID); !errors.Is(err, shop.ErrClosedToday) {
				return err
			}
			return nil
		})
	}
}
