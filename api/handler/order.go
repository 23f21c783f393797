package handler

import (
	"context"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/order"
)

// Orders answers those who look at an order, and whoever cancels it.
type Orders struct {
	Service *order.Service
	Sheet   OrderSheet
}

func viewerOf(ctx context.Context) order.Viewer {
	c := mid.CallerOf(ctx)
	return order.Viewer{Actor: c.Actor, Secret: c.OrderSecret}
}

// GetOrder shows an order to its customer or its shop.
func (h Orders) GetOrder(ctx context.Context, r gen.GetOrderRequestObject) (gen.GetOrderResponseObject, error) {
	v, err := h.Service.Get(ctx, viewerOf(ctx), ident.ID(r.OrderID))
	if err != nil {
		return nil, err
	}
	out, err := h.Sheet.order(v)
	return gen.GetOrder200JSONResponse(out), err
}

// ListOrderEvents lists what happened to an order.
func (h Orders) ListOrderEvents(ctx context.Context, r gen.ListOrderEventsRequestObject) (gen.ListOrderEventsResponseObject, error) {
	events, err := h.Service.Events(ctx, viewerOf(ctx), ident.ID(r.OrderID), pageOf(r.Params.Limit, r.Params.After))
	if err != nil {
		return nil, err
	}
	items := page.Map(events, func(e order.Event) gen.OrderEvent {
		return gen.OrderEvent{ID: e.ID.String(), Kind: gen.OrderEventKind(e.Kind), At: e.At, By: gen.OrderEventBy(e.By.Party), Reason: optional(e.Reason)}
	})
	return gen.ListOrderEvents200JSONResponse{Items: items.Items, Next: next(items.Next)}, nil
}

// CancelOrder ends an order for its customer or its shop.
func (h Orders) CancelOrder(ctx context.Context, r gen.CancelOrderRequestObject) (gen.CancelOrderResponseObject, error) {
	said := deref(r.Body)
	v, err := h.Service.Cancel(ctx, viewerOf(ctx), ident.ID(r.OrderID), sayOf(said.Reason, said.Restock))
	if err != nil {
		return nil, err
	}
	out, err := h.Sheet.order(v)
	return gen.CancelOrder200JSONResponse(out), err
}

// ListShopOrders lists a shop's orders by slot.
func (h Orders) ListShopOrders(ctx context.Context, r gen.ListShopOrdersRequestObject) (gen.ListShopOrdersResponseObject, error) {
	f := order.ShopFilter{Way: order.Way(deref(r.Params.Way))}
	for _, s := range r.Params.State {
		f.States = append(f.States, order.State(s))
	}
	orders, err := h.Service.OfShop(ctx, mid.CallerOf(ctx).Actor, r.ShopID, f, dayOf(r.Params.Day), pageOf(r.Params.Limit, r.Params.After))
	if err != nil {
		return nil, err
	}
	return gen.ListShopOrders200JSONResponse(orderSummariesOf(orders, order.ByShop)), nil
}

// sayOf reads what somebody adds to a command: goods go back to stock unless
// they are said not to.
func sayOf(reason *string, restock *bool) order.Say {
	return order.Say{Reason: deref(reason), Discard: restock != nil && !*restock}
}

// ListMyOrders lists the caller's own orders, newest first.
func (h Orders) ListMyOrders(ctx context.Context, r gen.ListMyOrdersRequestObject) (gen.ListMyOrdersResponseObject, error) {
	orders, err := h.Service.Mine(ctx, mid.CallerOf(ctx).Actor, deref(r.Params.OpenOnly), pageOf(r.Params.Limit, r.Params.After))
	if err != nil {
		return nil, err
	}
	return gen.ListMyOrders200JSONResponse(orderSummariesOf(orders, order.ByCustomer)), nil
}
