package handler

import (
	"context"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
)

// ListParkedFacts lists what listeners failed on for good.
func (h Mails) ListParkedFacts(ctx context.Context, r gen.ListParkedFactsRequestObject) (gen.ListParkedFactsResponseObject, error) {
	held, err := h.Desk.Parked(ctx, mid.CallerOf(ctx).Actor, pageOf(r.Params.Limit, r.Params.After))
	if err != nil {
		return nil, err
	}
	items := page.Map(held, parkedFactOf)
	return gen.ListParkedFacts200JSONResponse{Items: items.Items, Next: next(items.Next)}, nil
}

// ReplayParkedFact has a parked fact told again.
func (h Mails) ReplayParkedFact(ctx context.Context, r gen.ReplayParkedFactRequestObject) (gen.ReplayParkedFactResponseObject, error) {
	held, err := h.Desk.Release(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.FactID))
	if err != nil {
		return nil, err
	}
	items := page.Map(page.Page[fact.Held]{Items: held}, parkedFactOf)
	return gen.ReplayParkedFact200JSONResponse{Items: items.Items}, nil
}

func parkedFactOf(h fact.Held) gen.ParkedFact {
	return gen.ParkedFact{ID: h.Fact.ID.String(), Kind: h.Fact.Kind, Subject: h.Fact.Subject.String(), At: h.Fact.At,
		Listener: h.Listener, Attempts: h.Tries, LastError: h.LastError}
}
