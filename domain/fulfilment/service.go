package fulfilment

import (
	"context"
	"slices"

	"cabas/domain/account"
	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/work"
	"cabas/domain/shop"
)

// Service shows ways and slots to anybody and lets a shop's people edit them.
type Service struct {
	shops    Shops
	ways     WayStore
	planner  Planner
	bookings Bookings
	unit     work.Unit[Stores]
	access   shop.Access
	clock    clock.Clock
}

// NewService makes the service.
func NewService(shops Shops, ways WayStore, slots Slots, bookings Bookings, unit work.Unit[Stores], access shop.Access, c clock.Clock) *Service {
	return &Service{shops, ways, NewPlanner(ways, slots), bookings, unit, access, c}
}

// Ways gives the ways of shops, the usual ones where nothing was chosen.
func (s *Service) Ways(ctx context.Context, ids ...ident.ID) (map[ident.ID]Ways, error) {
	ways, err := s.ways.WaysOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[ident.ID]Ways, len(ids))
	for _, id := range ids {
		w, chosen := ways[id]
		if !chosen {
			w = Usual()
		}
		out[id] = w
	}
	return out, nil
}

// SetWays writes the ways of a shop, whole; w.Version is the one edited.
// Managers may. It answers the ways as they are now, fault.ErrStale when
// somebody else was faster, fault.ErrInvalid with each field that is wrong.
func (s *Service) SetWays(ctx context.Context, actor account.Actor, id ident.ID, w Ways) (Ways, error) {
	if err := s.access.Require(ctx, actor, id, shop.Manager); err != nil {
		return Ways{}, err
	}
	w.Delivery.Postcodes = slices.Compact(slices.Sorted(slices.Values(w.Delivery.Postcodes)))
	if err := w.check(); err != nil {
		return Ways{}, err
	}
	err := s.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		if err := st.Ways.SaveWays(ctx, id, w); err != nil {
			return err
		}
		return st.Facts.Record(ctx, fact.New(WaysChanged, id, s.clock.Now(), map[string]ident.ID{"by": actor.Account}))
	})
	w.Version++
	return w, err
}

// Slots lists the slots of one way, full ones too, from a day on; the zero day
// is today. It answers fault.ErrNotFound for an unknown shop.
func (s *Service) Slots(ctx context.Context, id ident.ID, way Way, from calendar.Date) ([]Slot, error) {
	p, err := s.plan(ctx, id)
	if err != nil {
		return nil, err
	}
	return p.Slots(way, from, s.clock.Now()), nil
}

// Conflicts lists the orders under way whose promised time the shop no longer
// covers, by that time. All staff may see them.
func (s *Service) Conflicts(ctx context.Context, actor account.Actor, id ident.ID) ([]Conflict, error) {
	if err := s.access.Require(ctx, actor, id, shop.Preparer); err != nil {
		return nil, err
	}
	p, err := s.plan(ctx, id)
	if err != nil {
		return nil, err
	}
	bookings, err := s.bookings.Upcoming(ctx, id, s.clock.Now())
	return p.conflicts(bookings), err
}

func (s *Service) plan(ctx context.Context, id ident.ID) (Plan, error) {
	shops, err := s.shops.ForOrdering(ctx, []ident.ID{id})
	if err != nil {
		return Plan{}, err
	}
	if len(shops) == 0 {
		return Plan{}, fault.ErrNotFound
	}
	plans, err := s.planner.Plans(ctx, shops, s.clock.Now())
	return plans[id], err
}
