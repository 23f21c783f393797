package handler

import (
	"context"
	"encoding/base64"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/account"
	"cabas/domain/kernel/ident"
)

// Sessions answers who signs in and out.
type Sessions struct {
	Entrance *account.Entrance
	Recovery *account.Recovery
	Service  *account.Service
}

// RequestSignInCode sends a code to sign in with.
func (h Sessions) RequestSignInCode(ctx context.Context, r gen.RequestSignInCodeRequestObject) (gen.RequestSignInCodeResponseObject, error) {
	sent, err := h.Entrance.SendCode(ctx, string(r.Body.Email), account.Language(deref(r.Body.Language)), originOf(ctx))
	if err != nil {
		return nil, err
	}
	return gen.RequestSignInCode201JSONResponse{
		Body: sentOf(sent), Headers: gen.RequestSignInCode201ResponseHeaders{Location: "/api/v1/sessions"},
	}, nil
}

// SignIn signs in by password or by code.
func (h Sessions) SignIn(ctx context.Context, r gen.SignInRequestObject) (gen.SignInResponseObject, error) {
	from := originOf(ctx)
	from.Device = deref(r.Body.DeviceName)
	in, err := h.Entrance.SignIn(ctx, string(r.Body.Email), deref(r.Body.Password), deref(r.Body.Code), from)
	if err != nil {
		return nil, err
	}
	return gen.SignIn201JSONResponse{
		Body: tokensOf(in), Headers: gen.SignIn201ResponseHeaders{Location: "/api/v1/sessions/" + in.Session.ID.String()},
	}, nil
}

// RequestPasswordReset sends a link to set another password with.
func (h Sessions) RequestPasswordReset(ctx context.Context, r gen.RequestPasswordResetRequestObject) (gen.RequestPasswordResetResponseObject, error) {
	sent, err := h.Recovery.Forgot(ctx, string(r.Body.Email), account.Language(deref(r.Body.Language)), originOf(ctx))
	if err != nil {
		return nil, err
	}
	return gen.RequestPasswordReset201JSONResponse{
		Body: sentOf(sent), Headers: gen.RequestPasswordReset201ResponseHeaders{Location: "/api/v1/password-resets/confirm"},
	}, nil
}

// ResetPassword sets another password with the secret of a link.
func (h Sessions) ResetPassword(ctx context.Context, r gen.ResetPasswordRequestObject) (gen.ResetPasswordResponseObject, error) {
	from := originOf(ctx)
	from.Device = deref(r.Body.DeviceName)
	in, err := h.Recovery.Reset(ctx, r.Body.Token, r.Body.Password, from)
	if err != nil {
		return nil, err
	}
	return gen.ResetPassword201JSONResponse{
		Body: tokensOf(in), Headers: gen.ResetPassword201ResponseHeaders{Location: "/api/v1/sessions/" + in.Session.ID.String()},
	}, nil
}

// RefreshSession trades a refresh token for the next one.
func (h Sessions) RefreshSession(ctx context.Context, r gen.RefreshSessionRequestObject) (gen.RefreshSessionResponseObject, error) {
	in, err := h.Service.Refresh(ctx, r.Body.RefreshToken)
	if err != nil {
		return nil, err
	}
	return gen.RefreshSession200JSONResponse(tokensOf(in)), nil
}

// ListSessions lists the caller's devices.
func (h Sessions) ListSessions(ctx context.Context, r gen.ListSessionsRequestObject) (gen.ListSessionsResponseObject, error) {
	actor := mid.CallerOf(ctx).Actor
	found, err := h.Service.Sessions(ctx, actor, pageOf(r.Params.Limit, r.Params.After))
	if err != nil {
		return nil, err
	}
	out := gen.SessionPage{Items: make([]gen.Session, len(found.Items)), Next: next(found.Next)}
	for i, s := range found.Items {
		out.Items[i] = sessionOf(s, actor.Session)
	}
	return gen.ListSessions200JSONResponse(out), nil
}

// SignOut ends one session of the caller.
func (h Sessions) SignOut(ctx context.Context, r gen.SignOutRequestObject) (gen.SignOutResponseObject, error) {
	if err := h.Service.SignOut(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.SessionID)); err != nil {
		return nil, err
	}
	return gen.SignOut204Response{}, nil
}

// SignOutEverywhere ends every session of the caller.
func (h Sessions) SignOutEverywhere(ctx context.Context, _ gen.SignOutEverywhereRequestObject) (gen.SignOutEverywhereResponseObject, error) {
	if err := h.Service.SignOutEverywhere(ctx, mid.CallerOf(ctx).Actor); err != nil {
		return nil, err
	}
	return gen.SignOutEverywhere204Response{}, nil
}

// GetSigningKeys gives the public keys of access tokens (RFC 7517, RFC 8037).
func (h Sessions) GetSigningKeys(ctx context.Context, _ gen.GetSigningKeysRequestObject) (gen.GetSigningKeysResponseObject, error) {
	keys, err := h.Service.PublicKeys(ctx)
	if err != nil {
		return nil, err
	}
	out := gen.JWKSet{Keys: make([]gen.JWK, len(keys))}
	for i, k := range keys {
		out.Keys[i] = gen.JWK{
			Kty: gen.JWKKtyOKP, Crv: gen.JWKCrvEd25519, Kid: k.ID, X: base64.RawURLEncoding.EncodeToString(k.Key), Use: gen.JWKUseSig, Alg: gen.JWKAlgEdDSA,
		}
	}
	return gen.GetSigningKeys200JSONResponse{Body: out}, nil
}

func tokensOf(in account.SignedIn) gen.Tokens {
	return gen.Tokens{
		AccessToken: in.Access, ExpiresAt: in.AccessExpires, RefreshToken: in.Refresh, Session: sessionOf(in.Session, in.Session.ID),
	}
}

// sessionOf writes a session; current is the one of the request.
func sessionOf(s account.Session, current ident.ID) gen.Session {
	return gen.Session{
		ID: s.ID.String(), DeviceName: s.Device, CreatedAt: s.CreatedAt, LastUsedAt: s.LastUsedAt, ExpiresAt: s.ExpiresAt, Current: s.ID == current,
	}
}
