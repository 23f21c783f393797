package handler

import (
	"context"

	"cabas/api/gen"
	"cabas/api/mid"
)

// ConfirmIdentity proves again who the caller is.
func (h Accounts) ConfirmIdentity(ctx context.Context, r gen.ConfirmIdentityRequestObject) (gen.ConfirmIdentityResponseObject, error) {
	until, err := h.Identity.Confirm(ctx, mid.CallerOf(ctx).Actor, deref(r.Body.Password), deref(r.Body.Code))
	if err != nil {
		return nil, err
	}
	return gen.ConfirmIdentity200JSONResponse{Until: until}, nil
}

// SendEmailVerification sends a code that proves the caller's address.
func (h Accounts) SendEmailVerification(ctx context.Context, _ gen.SendEmailVerificationRequestObject) (gen.SendEmailVerificationResponseObject, error) {
	sent, err := h.Identity.SendVerification(ctx, mid.CallerOf(ctx).Actor, originOf(ctx))
	if err != nil {
		return nil, err
	}
	return gen.SendEmailVerification201JSONResponse{
		Body: sentOf(sent), Headers: gen.SendEmailVerification201ResponseHeaders{Location: "/api/v1/me/email-verification/confirm"},
	}, nil
}

// VerifyEmail proves the caller's address.
func (h Accounts) VerifyEmail(ctx context.Context, r gen.VerifyEmailRequestObject) (gen.VerifyEmailResponseObject, error) {
	me, err := h.Identity.Verify(ctx, mid.CallerOf(ctx).Actor, r.Body.Code)
	if err != nil {
		return nil, err
	}
	body, err := h.accountOf(ctx, me)
	return gen.VerifyEmail200JSONResponse(body), err
}

// ChangeEmail sends a code to the address that the caller wants instead.
func (h Accounts) ChangeEmail(ctx context.Context, r gen.ChangeEmailRequestObject) (gen.ChangeEmailResponseObject, error) {
	sent, err := h.Identity.ChangeEmail(ctx, mid.CallerOf(ctx).Actor, string(r.Body.Email), originOf(ctx))
	if err != nil {
		return nil, err
	}
	return gen.ChangeEmail201JSONResponse{
		Body: sentOf(sent), Headers: gen.ChangeEmail201ResponseHeaders{Location: "/api/v1/me/email-change/confirm"},
	}, nil
}

// ConfirmEmailChange gives the caller's account the other address.
func (h Accounts) ConfirmEmailChange(ctx context.Context, r gen.ConfirmEmailChangeRequestObject) (gen.ConfirmEmailChangeResponseObject, error) {
	me, err := h.Identity.ConfirmEmail(ctx, mid.CallerOf(ctx).Actor, r.Body.Code)
	if err != nil {
		return nil, err
	}
	body, err := h.accountOf(ctx, me)
	return gen.ConfirmEmailChange200JSONResponse(body), err
}
