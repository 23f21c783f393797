package fulfilment

import (
	"context"
	"time"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/ident"
	"cabas/domain/shop"
)

// Plan is all that decides which slots one shop offers.
type Plan struct {
	Shop ident.ID
	Ways Ways
	// Schedule is when the shop is open.
	Schedule calendar.Schedule
	// Booked counts the orders that slots hold; slots without any are left out.
	Booked map[Key]int
}

// Slots lists the slots of a way that can be booked at the moment now, full
// ones too, from a day on (today at the earliest), in order; none when the way
// is not offered.
func (p Plan) Slots(way Way, from calendar.Date, now time.Time) []Slot {
	rule, hours := p.Ways.Rule(way), p.Ways.hours(way, p.Schedule)
	if !rule.Offered {
		return nil
	}
	first := calendar.DayOf(now, hours.Zone)
	last := first.AddDays(rule.DaysAhead)
	if from.Compare(first) > 0 {
		first = from
	}
	slots := rule.cut(hours, first, last, now)
	for i, s := range slots {
		slots[i].Left = max(0, rule.Capacity-p.Booked[KeyOf(p.Shop, way, s.Start)])
	}
	return slots
}

// Offered lists the slots of a way that have a place left, from today on.
func (p Plan) Offered(way Way, now time.Time) []Slot {
	var out []Slot
	for _, s := range p.Slots(way, calendar.Date{}, now) {
		if s.Available() {
			out = append(out, s)
		}
	}
	return out
}

// At gives the slot of a way that starts at a moment, for booking it now. It
// answers ErrWayNotOffered, ErrSlotClosed when no such slot is on offer or its
// deadline has passed, and ErrSlotFull when it has no place left.
func (p Plan) At(way Way, start, now time.Time) (Slot, error) {
	if !p.Ways.Rule(way).Offered {
		return Slot{}, ErrWayNotOffered
	}
	for _, s := range p.Slots(way, p.day(start), now) {
		switch {
		case s.Start.After(start):
			return Slot{}, ErrSlotClosed
		case s.Start.Equal(start) && !s.Available():
			return s, ErrSlotFull
		case s.Start.Equal(start):
			return s, nil
		}
	}
	return Slot{}, ErrSlotClosed
}

func (p Plan) day(t time.Time) calendar.Date {
	return calendar.DayOf(t, p.Ways.hours(Counter, p.Schedule).Zone)
}

// Planner makes plans, for one shop or many alike, in two statements.
type Planner struct {
	ways  WayStore
	slots Slots
}

// NewPlanner makes a planner; inside a unit of work, from its stores.
func NewPlanner(w WayStore, s Slots) Planner { return Planner{w, s} }

// Plans gives the plan of each shop, as things stand now.
func (p Planner) Plans(ctx context.Context, shops map[ident.ID]shop.ForOrdering, now time.Time) (map[ident.ID]Plan, error) {
	ids := make([]ident.ID, 0, len(shops))
	for id := range shops {
		ids = append(ids, id)
	}
	ways, err := p.ways.WaysOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	booked, err := p.slots.Booked(ctx, ids, now)
	if err != nil {
		return nil, err
	}
	out := make(map[ident.ID]Plan, len(shops))
	for id, s := range shops {
		w, chosen := ways[id]
		if !chosen {
			w = Usual()
		}
		out[id] = Plan{Shop: id, Ways: w, Schedule: s.Schedule, Booked: booked}
	}
	return out, nil
}
