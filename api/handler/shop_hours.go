package handler

import (
	"context"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/account"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/ident"
	"cabas/domain/shop"
)

// ShopHours answers when a shop is open.
type ShopHours struct {
	Shops
	Timetable *shop.Timetable
}

// GetHours shows the weekly hours.
func (h ShopHours) GetHours(ctx context.Context, r gen.GetHoursRequestObject) (gen.GetHoursResponseObject, error) {
	s, _, err := h.Service.Get(ctx, account.Actor{}, r.ShopID)
	if err != nil {
		return nil, err
	}
	return gen.GetHours200JSONResponse{
		Body: hoursOf(s), Headers: gen.GetHours200ResponseHeaders{ETag: versionTag(s.Versions.Hours)},
	}, nil
}

// PutHours writes the weekly hours and tells which orders they leave outside.
func (h ShopHours) PutHours(ctx context.Context, r gen.PutHoursRequestObject) (gen.PutHoursResponseObject, error) {
	version, err := versionOf(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	week, err := weekOf(r.Body.Week)
	if err != nil {
		return nil, err
	}
	s, err := h.command(ctx, r.ShopID, func(actor account.Actor, id ident.ID) (shop.Shop, error) {
		return h.Timetable.SetWeek(ctx, actor, id, week, version)
	})
	if err != nil {
		return nil, err
	}
	body := hoursOf(s)
	body.Conflicts, err = h.conflicts(ctx, s)
	return gen.PutHours200JSONResponse{Body: body, Headers: gen.PutHours200ResponseHeaders{ETag: versionTag(s.Versions.Hours)}}, err
}

// ListClosures lists the exceptional days from today on.
func (h ShopHours) ListClosures(ctx context.Context, r gen.ListClosuresRequestObject) (gen.ListClosuresResponseObject, error) {
	s, _, err := h.Service.Get(ctx, account.Actor{}, r.ShopID)
	if err != nil {
		return nil, err
	}
	var ahead []calendar.Exception
	for _, e := range s.Exceptions {
		if e.Date.Compare(s.Today(h.Clock.Now())) >= 0 {
			ahead = append(ahead, e)
		}
	}
	found, err := paged(ahead, pageOf(r.Params.Limit, r.Params.After), func(e calendar.Exception) string { return e.Date.String() })
	if err != nil {
		return nil, err
	}
	items := make([]gen.Closure, len(found.Items))
	for i, e := range found.Items {
		items[i] = closureOf(e)
	}
	return gen.ListClosures200JSONResponse{Body: gen.ClosurePage{Items: items, Next: next(found.Next)}}, nil
}

// PutClosure makes one day differ from the week.
func (h ShopHours) PutClosure(ctx context.Context, r gen.PutClosureRequestObject) (gen.PutClosureResponseObject, error) {
	spans, err := spansOf(r.Body.Ranges)
	if err != nil {
		return nil, err
	}
	e := calendar.Exception{Date: dateOf(r.Date), Spans: spans, Reason: deref(r.Body.Reason)}
	s, err := h.command(ctx, r.ShopID, func(actor account.Actor, id ident.ID) (shop.Shop, error) {
		return h.Timetable.SetException(ctx, actor, id, e)
	})
	if err != nil {
		return nil, err
	}
	body := closureOf(e)
	body.Conflicts, err = h.conflicts(ctx, s)
	return gen.PutClosure200JSONResponse(body), err
}

// DeleteClosure makes one day usual again.
func (h ShopHours) DeleteClosure(ctx context.Context, r gen.DeleteClosureRequestObject) (gen.DeleteClosureResponseObject, error) {
	_, err := h.command(ctx, r.ShopID, func(actor account.Actor, id ident.ID) (shop.Shop, error) {
		return h.Timetable.DropException(ctx, actor, id, dateOf(r.Date))
	})
	return gen.DeleteClosure204Response{}, err
}

// ConfirmToday says "open today as planned".
func (h ShopHours) ConfirmToday(ctx context.Context, r gen.ConfirmTodayRequestObject) (gen.ConfirmTodayResponseObject, error) {
	body, err := h.told(ctx, r.ShopID, func(actor account.Actor, id ident.ID) (shop.Shop, error) {
		return h.Timetable.ConfirmToday(ctx, actor, id)
	})
	return gen.ConfirmToday200JSONResponse(body), err
}

// PauseShop closes the shop until a day.
func (h ShopHours) PauseShop(ctx context.Context, r gen.PauseShopRequestObject) (gen.PauseShopResponseObject, error) {
	body, err := h.told(ctx, r.ShopID, func(actor account.Actor, id ident.ID) (shop.Shop, error) {
		return h.Timetable.Pause(ctx, actor, id, dateOf(r.Body.Until))
	})
	return gen.PauseShop200JSONResponse(body), err
}

// ResumeShop ends a pause.
func (h ShopHours) ResumeShop(ctx context.Context, r gen.ResumeShopRequestObject) (gen.ResumeShopResponseObject, error) {
	body, err := h.told(ctx, r.ShopID, func(actor account.Actor, id ident.ID) (shop.Shop, error) {
		return h.Timetable.Resume(ctx, actor, id)
	})
	return gen.ResumeShop200JSONResponse(body), err
}

// told runs a command of the staff and answers the shop as it became.
func (h ShopHours) told(ctx context.Context, ref string, f func(account.Actor, ident.ID) (shop.Shop, error)) (gen.Shop, error) {
	s, err := h.command(ctx, ref, f)
	if err != nil {
		return gen.Shop{}, err
	}
	return h.whole(ctx, s, shop.Preparer)
}

func (h ShopHours) command(ctx context.Context, ref string, f func(account.Actor, ident.ID) (shop.Shop, error)) (shop.Shop, error) {
	id, err := h.Service.Find(ctx, ref)
	if err != nil {
		return shop.Shop{}, err
	}
	return f(mid.CallerOf(ctx).Actor, id)
}

// conflicts lists the orders under way that a change leaves outside.
func (h Shops) conflicts(ctx context.Context, s shop.Shop) ([]gen.ScheduleConflict, error) {
	found, err := h.Ways.Conflicts(ctx, mid.CallerOf(ctx).Actor, s.ID)
	out := make([]gen.ScheduleConflict, len(found))
	for i, c := range found {
		out[i] = conflictOf(c, s)
	}
	return out, err
}

func conflictOf(c fulfilment.Conflict, s shop.Shop) gen.ScheduleConflict {
	zone := s.Location()
	return gen.ScheduleConflict{
		OrderID: c.Order.String(), Number: c.Number, State: gen.OrderState(c.State), Way: gen.Way(c.Way),
		Slot: gen.Slot{Start: c.Start.In(zone), End: c.End.In(zone)}, Reason: gen.ConflictReason(c.Reason),
	}
}

func hoursOf(s shop.Shop) gen.Hours {
	return gen.Hours{Version: s.Versions.Hours, TimeZone: s.Zone, Week: weekBack(s.Week)}
}

func closureOf(e calendar.Exception) gen.Closure {
	return gen.Closure{Date: dateBack(e.Date), Ranges: rangesOf(e.Spans), Reason: optional(e.Reason)}
}
