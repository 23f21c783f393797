package handler

import (
	"context"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
)

// ShopOrders answers a shop's staff, who deal with its orders.
type ShopOrders struct {
	Desk  *order.Desk
	Sheet OrderSheet
}

// answered writes the order that a command answers.
func (h ShopOrders) answered(v order.View, err error) (gen.Order, error) {
	if err != nil {
		return gen.Order{}, err
	}
	return h.Sheet.order(v)
}

// AcceptOrder promises the customer to prepare the order.
func (h ShopOrders) AcceptOrder(ctx context.Context, r gen.AcceptOrderRequestObject) (gen.AcceptOrderResponseObject, error) {
	out, err := h.answered(h.Desk.Accept(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.OrderID)))
	return gen.AcceptOrder200JSONResponse(out), err
}

// RefuseOrder ends an order that was not accepted.
func (h ShopOrders) RefuseOrder(ctx context.Context, r gen.RefuseOrderRequestObject) (gen.RefuseOrderResponseObject, error) {
	out, err := h.answered(h.Desk.Refuse(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.OrderID), sayOf(&r.Body.Reason, r.Body.Restock)))
	return gen.RefuseOrder200JSONResponse(out), err
}

// ReadyOrder says that the goods are prepared.
func (h ShopOrders) ReadyOrder(ctx context.Context, r gen.ReadyOrderRequestObject) (gen.ReadyOrderResponseObject, error) {
	out, err := h.answered(h.Desk.Ready(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.OrderID)))
	return gen.ReadyOrder200JSONResponse(out), err
}

// DispatchOrder says that the goods are on their way.
func (h ShopOrders) DispatchOrder(ctx context.Context, r gen.DispatchOrderRequestObject) (gen.DispatchOrderResponseObject, error) {
	out, err := h.answered(h.Desk.Dispatch(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.OrderID)))
	return gen.DispatchOrder200JSONResponse(out), err
}

// DeliverOrder says that the goods were handed over at the door.
func (h ShopOrders) DeliverOrder(ctx context.Context, r gen.DeliverOrderRequestObject) (gen.DeliverOrderResponseObject, error) {
	out, err := h.answered(h.Desk.Deliver(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.OrderID)))
	return gen.DeliverOrder200JSONResponse(out), err
}

// CollectOrder hands the goods over at the counter.
func (h ShopOrders) CollectOrder(ctx context.Context, r gen.CollectOrderRequestObject) (gen.CollectOrderResponseObject, error) {
	shown := deref(r.Body)
	proof := order.Proof{Code: deref(shown.Code), WithoutCode: deref(shown.WithoutCode), Reason: deref(shown.Reason)}
	out, err := h.answered(h.Desk.Collect(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.OrderID), proof))
	return gen.CollectOrder200JSONResponse(out), err
}

// MarkNotCollected says that nobody came.
func (h ShopOrders) MarkNotCollected(ctx context.Context, r gen.MarkNotCollectedRequestObject) (gen.MarkNotCollectedResponseObject, error) {
	said := deref(r.Body)
	out, err := h.answered(h.Desk.NotCollected(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.OrderID), sayOf(said.Reason, said.Restock)))
	return gen.MarkNotCollected200JSONResponse(out), err
}
