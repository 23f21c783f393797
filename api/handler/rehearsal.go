package handler

import (
	"context"
	"fmt"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
	"cabas/domain/rehearsal"
)

// Rehearsals answers a shop's staff, who practise.
type Rehearsals struct{ Service *rehearsal.Service }

// ListRehearsals lists the shop's practice orders.
func (h Rehearsals) ListRehearsals(ctx context.Context, r gen.ListRehearsalsRequestObject) (gen.ListRehearsalsResponseObject, error) {
	all, err := h.Service.List(ctx, mid.CallerOf(ctx).Actor, r.ShopID)
	if err != nil {
		return nil, err
	}
	found, err := paged(all, pageOf(r.Params.Limit, r.Params.After), func(v rehearsal.View) string { return v.ID.String() })
	if err != nil {
		return nil, err
	}
	items := make([]gen.Rehearsal, len(found.Items))
	for i, v := range found.Items {
		items[i] = rehearsalOf(v)
	}
	return gen.ListRehearsals200JSONResponse{Items: items, Next: next(found.Next)}, nil
}

// StartRehearsal places a practice order.
func (h Rehearsals) StartRehearsal(ctx context.Context, r gen.StartRehearsalRequestObject) (gen.StartRehearsalResponseObject, error) {
	v, err := h.Service.Start(ctx, mid.CallerOf(ctx).Actor, r.ShopID)
	if err != nil {
		return nil, err
	}
	where := fmt.Sprintf("/api/v1/shops/%s/rehearsals/%s", v.Shop, v.ID)
	return gen.StartRehearsal201JSONResponse{Body: rehearsalOf(v), Headers: gen.StartRehearsal201ResponseHeaders{Location: where}}, nil
}

// StepRehearsal accepts, prepares or hands over a practice order.
func (h Rehearsals) StepRehearsal(ctx context.Context, r gen.StepRehearsalRequestObject) (gen.StepRehearsalResponseObject, error) {
	v, err := h.Service.Step(ctx, mid.CallerOf(ctx).Actor, r.ShopID, ident.ID(r.RehearsalID), order.Command(r.Body.Action), deref(r.Body.Code))
	if err != nil {
		return nil, err
	}
	return gen.StepRehearsal200JSONResponse(rehearsalOf(v)), nil
}

// RemoveRehearsal takes a practice order away.
func (h Rehearsals) RemoveRehearsal(ctx context.Context, r gen.RemoveRehearsalRequestObject) (gen.RemoveRehearsalResponseObject, error) {
	return gen.RemoveRehearsal204Response{}, h.Service.Remove(ctx, mid.CallerOf(ctx).Actor, r.ShopID, ident.ID(r.RehearsalID))
}

func rehearsalOf(v rehearsal.View) gen.Rehearsal {
	out := gen.Rehearsal{
		ID: v.ID.String(), State: gen.OrderState(v.State), TotalCents: v.TotalCents(), Code: v.Code,
		Slot:  gen.Slot{Start: v.Slot.Start.In(v.Zone), End: v.Slot.End.In(v.Zone)},
		Lines: make([]gen.RehearsalLine, len(v.Lines)), Actions: []gen.RehearsalAction{}, PlacedAt: v.PlacedAt.In(v.Zone),
	}
	for i, l := range v.Lines {
		out.Lines[i] = gen.RehearsalLine{Name: l.Product, VariantName: optional(l.Variant), Quantity: *quantityOf(&l.Quantity), LineTotalCents: l.TotalCents}
	}
	for _, c := range v.Steps() {
		out.Actions = append(out.Actions, gen.RehearsalAction(c))
	}
	return out
}
