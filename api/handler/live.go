package handler

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/kernel/ident"
	"cabas/domain/live"
)

// writing is how long a reader may take to accept one event.
const writing = 10 * time.Second

// Live answers those who watch orders as they move.
type Live struct{ Service *live.Service }

// GetMyStream follows the caller's shops and orders.
func (h Live) GetMyStream(ctx context.Context, r gen.GetMyStreamRequestObject) (gen.GetMyStreamResponseObject, error) {
	s, err := h.Service.Mine(ctx, mid.CallerOf(ctx).Actor, latest(r.Params.LastEventID, r.Params.After))
	return eventStream{mid.Unhurried(ctx), s}, err
}

// GetOrderStream follows one order.
func (h Live) GetOrderStream(ctx context.Context, r gen.GetOrderStreamRequestObject) (gen.GetOrderStreamResponseObject, error) {
	s, err := h.Service.Order(ctx, viewerOf(ctx), ident.ID(r.OrderID), latest(r.Params.LastEventID, r.Params.After))
	return eventStream{mid.Unhurried(ctx), s}, err
}

// latest is the position to resume from: what the browser saw last goes before
// what the address was made with.
func latest(header, query *int64) *int64 {
	if header != nil {
		return header
	}
	return query
}

// eventStream is an answer that goes on until the reader leaves, or may not
// stay.
type eventStream struct {
	ctx    context.Context
	stream *live.Stream
}

// VisitGetMyStreamResponse writes the stream.
func (e eventStream) VisitGetMyStreamResponse(w http.ResponseWriter) error { return e.write(w) }

// VisitGetOrderStreamResponse writes the stream.
func (e eventStream) VisitGetOrderStreamResponse(w http.ResponseWriter) error { return e.write(w) }

// write follows the event stream format of the HTML standard, 9.2.5. A reader
// who leaves, or accepts nothing, ends it; there is nobody left to tell.
func (e eventStream) write(w http.ResponseWriter) error {
	defer e.stream.Close()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // a proxy must not gather it
	connection := http.NewResponseController(w)
	_ = connection.SetReadDeadline(time.Time{})                                 // that of a request is over long before
	defer func() { _ = connection.SetWriteDeadline(time.Now().Add(writing)) }() // for the end of the answer
	for {
		m, more := e.stream.Next(e.ctx)
		if !more {
			return nil
		}
		data, err := json.Marshal(messageOf(m))
		if err != nil {
			return err
		}
		_ = connection.SetWriteDeadline(time.Now().Add(writing))
		if _, err := fmt.Fprintf(w, "event: %s\nid: %d\ndata: %s\n\n", m.Type, m.Position, data); err != nil {
			return nil
		}
		if err := connection.Flush(); err != nil {
			return nil
		}
		_ = connection.SetWriteDeadline(time.Time{}) // over HTTP/2 it would end the stream while nothing happens
	}
}

func messageOf(m live.Message) gen.StreamMessage {
	out := gen.StreamMessage{Type: gen.StreamMessageType(m.Type), Position: m.Position}
	switch m.Type {
	case live.Open:
		out.Resumed = &m.Resumed
	case live.End:
		reason := gen.StreamEndReason(m.Reason)
		out.Reason = &reason
	case live.Order:
		kind, order, shop := gen.StreamOrderKind(m.Kind), m.Order.String(), m.Shop.String()
		out.Kind, out.OrderID, out.ShopID, out.At = &kind, &order, &shop, &m.At
		out.State = optional(gen.OrderState(m.State))
	}
	return out
}
