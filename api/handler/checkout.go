package handler

import (
	"context"
	"errors"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/basket"
	"cabas/domain/checkout"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
)

// Checkouts answers those who place a basket and confirm it.
type Checkouts struct {
	Service *checkout.Service
	Sheet   OrderSheet
	Clock   clock.Clock
	// Site is the public address of the pages, where a guest's link leads.
	Site string
}

// PlaceCheckout places a basket; a repeat is answered with the same orders.
func (h Checkouts) PlaceCheckout(ctx context.Context, r gen.PlaceCheckoutRequestObject) (gen.PlaceCheckoutResponseObject, error) {
	caller, b := mid.CallerOf(ctx), r.Body
	asked := checkout.Request{
		Key: r.Params.IdempotencyKey, Basket: ident.ID(b.BasketID), Hash: b.QuoteHash, AcceptTerms: b.AcceptTerms, Origin: caller.Address,
		Customer: checkout.Customer{Language: string(b.Language)},
		Wish:     basket.Wish{Shops: make([]basket.ShopWish, len(b.Shops))}, Notes: make([]string, len(b.Shops)),
	}
	if c := b.Customer; c != nil {
		asked.Customer.Name, asked.Customer.Phone, asked.Customer.Email = deref(c.Name), deref(c.Phone), string(deref(c.Email))
	}
	for i, s := range b.Shops {
		asked.Wish.Shops[i] = shopWishOf(s.ShopID, s.Way, s.DeliveryAddress, &s.Slot, s.Lines)
		asked.Notes[i] = deref(s.Note)
	}
	p, err := h.Service.Place(ctx, caller.Actor, asked)
	if err != nil {
		return nil, tellingQuote(ctx, err)
	}
	body, err := h.checkout(p)
	return gen.PlaceCheckout201JSONResponse{Body: body,
		Headers: gen.PlaceCheckout201ResponseHeaders{Location: "/api/v1/checkouts/" + body.BasketID}}, err
}

// GetCheckout gives a placed basket to whoever placed it.
func (h Checkouts) GetCheckout(ctx context.Context, r gen.GetCheckoutRequestObject) (gen.GetCheckoutResponseObject, error) {
	p, err := h.Service.Get(ctx, holderOf(ctx), ident.ID(r.BasketID))
	if err != nil {
		return nil, err
	}
	body, err := h.checkout(p)
	return gen.GetCheckout200JSONResponse(body), err
}

// ConfirmCheckout proves a guest's e-mail.
func (h Checkouts) ConfirmCheckout(ctx context.Context, r gen.ConfirmCheckoutRequestObject) (gen.ConfirmCheckoutResponseObject, error) {
	p, err := h.Service.Confirm(ctx, holderOf(ctx), ident.ID(r.BasketID), r.Body.Code)
	if err != nil {
		return nil, err
	}
	body, err := h.checkout(p)
	return gen.ConfirmCheckout200JSONResponse(body), err
}

// ResendCode sends a guest another code.
func (h Checkouts) ResendCode(ctx context.Context, r gen.ResendCodeRequestObject) (gen.ResendCodeResponseObject, error) {
	p, err := h.Service.Resend(ctx, holderOf(ctx), ident.ID(r.BasketID))
	if err != nil {
		return nil, err
	}
	body, err := h.checkout(p)
	return gen.ResendCode200JSONResponse(body), err
}

// RequestOrderLink sends the secret link of a guest's order again.
func (h Checkouts) RequestOrderLink(ctx context.Context, r gen.RequestOrderLinkRequestObject) (gen.RequestOrderLinkResponseObject, error) {
	masked, err := h.Service.RequestLink(ctx, r.Body.Number, string(r.Body.Email))
	if err != nil {
		return nil, err
	}
	return gen.RequestOrderLink201JSONResponse{Body: gen.OrderLinkSent{SentTo: masked},
		Headers: gen.RequestOrderLink201ResponseHeaders{Location: h.Site + "/suivi"}}, nil
}

func holderOf(ctx context.Context) checkout.Viewer {
	c := mid.CallerOf(ctx)
	return checkout.Viewer{Actor: c.Actor, Secret: c.OrderSecret}
}

// checkout writes a placed basket for whoever placed it. A guest's link holds
// the secret after the "#", which browsers do not send and servers do not log.
func (h Checkouts) checkout(p checkout.Placed) (gen.Checkout, error) {
	out := gen.Checkout{BasketID: p.Basket.String(), State: gen.CheckoutState(p.State()), TotalCents: p.TotalCents(), PlacedAt: p.PlacedAt}
	if p.Secret != "" {
		link := h.Site + "/suivi/" + p.Basket.String() + "#" + p.Secret
		out.OrderSecret, out.SecretLink = &p.Secret, &link
	}
	if by := p.ConfirmBy(); !by.IsZero() {
		out.Confirmation = &gen.Confirmation{SentTo: p.SentTo(), ExpiresAt: by}
	}
	out.Orders = make([]gen.Order, len(p.Orders))
	for i, o := range p.Orders {
		var err error
		if out.Orders[i], err = h.Sheet.order(o.SeenBy(order.ByCustomer, h.Clock.Now())); err != nil {
			return gen.Checkout{}, err
		}
	}
	return out, nil
}

// tellingQuote writes the quote that a refusal tells as the contract does.
func tellingQuote(ctx context.Context, err error) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	q, told := f.Truth.(basket.Quote)
	if !told {
		return err
	}
	return f.Telling(members{"quote": quoteOf(ctx, q)})
}
