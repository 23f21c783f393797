package handler

import (
	"context"
	"fmt"
	"time"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/account"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/money"
)

// GetWays shows how goods leave a shop.
func (h Shops) GetWays(ctx context.Context, r gen.GetWaysRequestObject) (gen.GetWaysResponseObject, error) {
	s, _, err := h.Service.Get(ctx, account.Actor{}, r.ShopID)
	if err != nil {
		return nil, err
	}
	ways, err := h.Ways.Ways(ctx, s.ID)
	w := ways[s.ID]
	return gen.GetWays200JSONResponse{Body: waysOf(w), Headers: gen.GetWays200ResponseHeaders{ETag: versionTag(w.Version)}}, err
}

// PutWays writes how goods leave a shop and tells which orders that leaves
// outside.
func (h Shops) PutWays(ctx context.Context, r gen.PutWaysRequestObject) (gen.PutWaysResponseObject, error) {
	version, err := versionOf(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	c, d := r.Body.Counter, r.Body.Delivery
	week, err := weekOf(d.Week)
	if err != nil {
		return nil, err
	}
	asked := fulfilment.Ways{
		Version: version,
		Counter: fulfilment.CounterWay{Rule: ruleOf(c.Offered, c.LeadMinutes, c.SlotMinutes, c.Capacity, c.DaysAhead)},
		Delivery: fulfilment.DeliveryWay{
			Rule: ruleOf(d.Offered, d.LeadMinutes, d.SlotMinutes, d.Capacity, d.DaysAhead), Week: week, Postcodes: d.Postcodes,
			Fee: money.Cents(d.FeeCents), Minimum: money.Cents(d.MinimumCents), FreeFrom: (*money.Cents)(d.FreeFromCents),
		},
	}
	actor := mid.CallerOf(ctx).Actor
	s, _, err := h.Service.Get(ctx, actor, r.ShopID)
	if err != nil {
		return nil, err
	}
	w, err := h.Ways.SetWays(ctx, actor, s.ID, asked)
	if err != nil {
		return nil, err
	}
	body := waysOf(w)
	body.Conflicts, err = h.conflicts(ctx, s)
	return gen.PutWays200JSONResponse{Body: body, Headers: gen.PutWays200ResponseHeaders{ETag: versionTag(w.Version)}}, err
}

// ListSlots lists the slots of one way.
func (h Shops) ListSlots(ctx context.Context, r gen.ListSlotsRequestObject) (gen.ListSlotsResponseObject, error) {
	s, _, err := h.Service.Get(ctx, account.Actor{}, r.ShopID)
	if err != nil {
		return nil, err
	}
	var from calendar.Date
	if r.Params.From != nil {
		from = dateOf(*r.Params.From)
	}
	slots, err := h.Ways.Slots(ctx, s.ID, fulfilment.Way(r.Params.Way), from)
	if err != nil {
		return nil, err
	}
	found, err := paged(slots, pageOf(r.Params.Limit, r.Params.After), func(s fulfilment.Slot) string { return sortable(s.Start) })
	if err != nil {
		return nil, err
	}
	items, zone := make([]gen.Slot, len(found.Items)), s.Location()
	for i, f := range found.Items {
		free := f.Available()
		items[i] = gen.Slot{Start: f.Start.In(zone), End: f.End.In(zone), Available: &free}
	}
	return gen.ListSlots200JSONResponse{Body: gen.SlotPage{Items: items, Next: next(found.Next)}}, nil
}

// ListConflicts lists the orders whose promised time the shop no longer covers.
func (h Shops) ListConflicts(ctx context.Context, r gen.ListConflictsRequestObject) (gen.ListConflictsResponseObject, error) {
	actor := mid.CallerOf(ctx).Actor
	s, _, err := h.Service.Get(ctx, actor, r.ShopID)
	if err != nil {
		return nil, err
	}
	all, err := h.Ways.Conflicts(ctx, actor, s.ID)
	if err != nil {
		return nil, err
	}
	found, err := paged(all, pageOf(r.Params.Limit, r.Params.After), func(c fulfilment.Conflict) string {
		return sortable(c.Start) + c.Order.String()
	})
	if err != nil {
		return nil, err
	}
	items := make([]gen.ScheduleConflict, len(found.Items))
	for i, c := range found.Items {
		items[i] = conflictOf(c, s)
	}
	return gen.ListConflicts200JSONResponse{Items: items, Next: next(found.Next)}, nil
}

// sortable writes a moment so that texts sort as moments do.
func sortable(t time.Time) string { return fmt.Sprintf("%020d", t.UnixMicro()) }

func ruleOf(offered bool, lead, slot, capacity, days int) fulfilment.Rule {
	return fulfilment.Rule{
		Offered: offered, Lead: time.Duration(lead) * time.Minute, Length: time.Duration(slot) * time.Minute,
		Capacity: capacity, DaysAhead: days,
	}
}

func waysOf(w fulfilment.Ways) gen.Ways {
	c, d := w.Counter, w.Delivery
	postcodes := d.Postcodes
	if postcodes == nil {
		postcodes = []string{}
	}
	return gen.Ways{
		Version: w.Version,
		Counter: gen.CounterWay{
			Offered: c.Offered, LeadMinutes: minutes(c.Lead), SlotMinutes: minutes(c.Length), Capacity: c.Capacity, DaysAhead: c.DaysAhead,
		},
		Delivery: gen.DeliveryWay{
			Offered: d.Offered, LeadMinutes: minutes(d.Lead), SlotMinutes: minutes(d.Length), Capacity: d.Capacity, DaysAhead: d.DaysAhead,
			Week: weekBack(d.Week), Postcodes: postcodes, FeeCents: int64(d.Fee), MinimumCents: int64(d.Minimum),
			FreeFromCents: (*int64)(d.FreeFrom),
		},
	}
}

func minutes(d time.Duration) int { return int(d / time.Minute) }
