package handler

import (
	"context"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/kernel/ident"
)

// FindAccount gives the account of an e-mail to an administrator.
func (h Administration) FindAccount(ctx context.Context, r gen.FindAccountRequestObject) (gen.FindAccountResponseObject, error) {
	a, err := h.Acting.Find(ctx, mid.CallerOf(ctx).Actor, string(r.Body.Email))
	if err != nil {
		return nil, err
	}
	out := gen.FoundAccount{
		ID: a.ID().String(), Email: a.Email(), EmailVerified: a.Verified(), DisplayName: a.Name(), Language: gen.Language(a.Language()),
		Administrator: a.Administrator(), Towns: a.AgentOf(), CreatedAt: a.CreatedAt(),
	}
	if out.Towns == nil {
		out.Towns = []string{}
	}
	return gen.FindAccount200JSONResponse(out), nil
}

// ActFor lets an administrator act on somebody's behalf.
func (h Administration) ActFor(ctx context.Context, r gen.ActForRequestObject) (gen.ActForResponseObject, error) {
	in, err := h.Acting.Begin(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.Body.AccountID), r.Body.Reason)
	if err != nil {
		return nil, err
	}
	return gen.ActFor201JSONResponse{
		Body:    gen.ActingToken{AccessToken: in.Access, ExpiresAt: in.AccessExpires, SessionID: in.Session.ID.String()},
		Headers: gen.ActFor201ResponseHeaders{Location: "/api/v1/sessions/" + in.Session.ID.String()},
	}, nil
}
