package handler

import (
	"context"
	"time"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/order"
	"cabas/domain/platform"
	"cabas/domain/privacy"
)

// Privacy answers people who want to have what is kept about them, or to be
// forgotten.
type Privacy struct {
	Service  *privacy.Service
	Accounts Accounts
	Sheet    OrderSheet
}

// GetMyData gives the caller what is kept about them.
func (h Privacy) GetMyData(ctx context.Context, r gen.GetMyDataRequestObject) (gen.GetMyDataResponseObject, error) {
	actor := mid.CallerOf(ctx).Actor
	kept, err := h.Service.Data(ctx, actor, deref(r.Params.After))
	if err != nil {
		return nil, err
	}
	me, err := h.Accounts.accountOf(ctx, kept.Account)
	if err != nil {
		return nil, err
	}
	out := gen.PersonalData{
		At: kept.At, Account: me, Devices: make([]gen.Session, len(kept.Devices)), Passkeys: make([]gen.Passkey, len(kept.Passkeys)),
		Invitations: make([]gen.ReceivedInvitation, len(kept.Invitations)), Letters: make([]gen.ReceivedLetter, len(kept.Letters)),
		Acts: make([]gen.AuditEntry, len(kept.Acts)), Next: next(kept.Next),
	}
	for i, s := range kept.Devices {
		out.Devices[i] = sessionOf(s, actor.Session)
	}
	for i, p := range kept.Passkeys {
		out.Passkeys[i] = passkeyOf(p)
	}
	for i, in := range kept.Invitations {
		out.Invitations[i] = gen.ReceivedInvitation{ShopName: in.ShopName, Role: gen.StaffRole(in.Role), InvitedAt: in.At, ExpiresAt: in.ExpiresAt}
	}
	for i, l := range kept.Letters {
		out.Letters[i] = gen.ReceivedLetter{ID: l.ID.String(), Kind: l.Kind, Subject: l.Subject, To: l.To, CreatedAt: l.At, SentAt: optional(l.SentAt)}
	}
	for i, e := range kept.Acts {
		out.Acts[i] = actOf(e)
	}
	out.Orders, err = h.orders(kept.Orders, kept.At)
	return gen.GetMyData200JSONResponse(out), err
}

func (h Privacy) orders(orders []order.Order, at time.Time) ([]gen.Order, error) {
	out := make([]gen.Order, len(orders))
	for i, o := range orders {
		var err error
		if out[i], err = h.Sheet.order(o.SeenBy(order.ByCustomer, at)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// actOf writes an entry of the audit trail without names.
func actOf(e platform.Entry) gen.AuditEntry {
	return gen.AuditEntry{ID: e.ID.String(), At: e.At, ActorID: optional(e.Who.String()), Action: e.Act, Subject: e.Subject, Note: optional(e.Note)}
}

// DeleteMe deletes the caller's account.
func (h Privacy) DeleteMe(ctx context.Context, _ gen.DeleteMeRequestObject) (gen.DeleteMeResponseObject, error) {
	if err := h.Service.Erase(ctx, mid.CallerOf(ctx).Actor); err != nil {
		return nil, err
	}
	return gen.DeleteMe204Response{}, nil
}
