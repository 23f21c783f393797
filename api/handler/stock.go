package handler

import (
	"context"
	"errors"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/catalog"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/page"
)

// Stock answers the ledger of what is there.
type Stock struct {
	Service *catalog.StockService
}

// ListMovements lists a variant's movements, the latest first.
func (h Stock) ListMovements(ctx context.Context, r gen.ListMovementsRequestObject) (gen.ListMovementsResponseObject, error) {
	found, err := h.Service.Movements(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.VariantID), pageOf(r.Params.Limit, r.Params.After))
	if err != nil {
		return nil, err
	}
	items := page.Map(found, movementOf)
	return gen.ListMovements200JSONResponse{Items: items.Items, Next: next(items.Next)}, nil
}

// RecordMovement changes stock as a member of staff says.
func (h Stock) RecordMovement(ctx context.Context, r gen.RecordMovementRequestObject) (gen.RecordMovementResponseObject, error) {
	report, err := reportOf(*r.Body, "")
	if err != nil {
		return nil, err
	}
	report.Variant = ident.ID(r.VariantID)
	report.Attempt = attemptOf(ctx, "recordMovement "+r.VariantID, r.Params.IdempotencyKey, r.Body)
	m, err := h.Service.Report(ctx, mid.CallerOf(ctx).Actor, report)
	if err != nil {
		return nil, whatRemains(err, report.Unit)
	}
	body := movementOf(m)
	stock := gen.Stock{Mode: gen.StockMode(m.Stock.Mode), Available: m.Stock.Remaining(1)}
	if left, counted := m.Stock.Left(); counted {
		stock.Remaining = stockQuantity(m.Unit, left)
	}
	stock.OnHand, stock.Reserved = onHandAndReserved(m.Stock, m.Unit)
	body.Stock = &stock
	return gen.RecordMovement201JSONResponse{Body: body, Headers: gen.RecordMovement201ResponseHeaders{
		Location: "/api/v1/variants/" + r.VariantID + "/movements",
	}}, nil
}

func reportOf(b gen.NewMovement, at string) (catalog.Report, error) {
	report := catalog.Report{Kind: catalog.MovementKind(b.Kind), Reason: deref(b.Reason)}
	var c fault.Check
	switch {
	case report.Kind == catalog.MovedAdjust && b.Difference != nil:
		report.Unit, report.Amount = measure.Unit(b.Difference.Unit), b.Difference.Amount
	case report.Kind == catalog.MovedCount && b.Quantity != nil:
		report.Unit, report.Amount = measure.Unit(b.Quantity.Unit), b.Quantity.Amount
	default:
		c.If(report.Kind == catalog.MovedAdjust, at+"/difference", fault.FieldRequired)
		c.If(report.Kind == catalog.MovedCount, at+"/quantity", fault.FieldRequired)
	}
	return report, c.Err()
}

func movementOf(m catalog.Movement) gen.Movement {
	out := gen.Movement{
		ID: m.ID.String(), VariantID: m.Variant.String(), Kind: gen.MovementKind(m.Kind), At: m.At,
		Reason: optional(m.Reason), ByName: optional(m.ByName), OrderID: optional(m.Order.String()),
	}
	if m.Stock.Mode == catalog.Counted {
		out.Difference = &gen.Difference{Unit: gen.Unit(m.Unit), Amount: m.Difference}
		out.OnHand = stockQuantity(m.Unit, m.Stock.OnHand)
	}
	return out
}

// whatRemains says in the problem how much is on hand.
func whatRemains(err error, unit measure.Unit) error {
	var f *fault.Error
	if errors.As(err, &f) {
		if stock, told := f.Truth.(catalog.Stock); told {
			return f.Telling(members{"remaining": stockQuantity(unit, stock.OnHand)})
		}
	}
	return err
}

// members are added to a problem, beside those that all have.
type members map[string]any

// Members implements problem.Truths.
func (m members) Members() map[string]any { return m }
