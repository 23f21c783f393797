package handler

import (
	"context"
	"encoding/base64"
	"time"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/account"
	"cabas/domain/kernel/ident"
)

// Passkeys answers who signs in with a device, and people about theirs.
type Passkeys struct {
	Desk *account.PasskeyDesk
}

// RequestSignInChallenge gives a challenge to whoever wants to sign in.
func (h Passkeys) RequestSignInChallenge(ctx context.Context, _ gen.RequestSignInChallengeRequestObject) (gen.RequestSignInChallengeResponseObject, error) {
	c, party, err := h.Desk.BeginSignIn(ctx, originOf(ctx))
	if err != nil {
		return nil, err
	}
	body := gen.SignInChallenge{ChallengeID: c.ID.String(), ExpiresAt: c.ExpiresAt, Options: gen.PasskeyRequestOptions{
		Challenge: encoded(c.Nonce), RpID: party.Domain, Timeout: askedFor, UserVerification: gen.PasskeyRequestOptionsUserVerificationRequired,
	}}
	return gen.RequestSignInChallenge201JSONResponse{
		Body: body, Headers: gen.RequestSignInChallenge201ResponseHeaders{Location: "/api/v1/sessions/passkey"},
	}, nil
}

// SignInWithPasskey signs in with what the browser answered.
func (h Passkeys) SignInWithPasskey(ctx context.Context, r gen.SignInWithPasskeyRequestObject) (gen.SignInWithPasskeyResponseObject, error) {
	from := originOf(ctx)
	from.Device = deref(r.Body.DeviceName)
	in, err := h.Desk.SignIn(ctx, ident.ID(r.Body.ChallengeID), account.PasskeySignature{
		Credential: decoded(r.Body.CredentialID), ClientData: decoded(r.Body.ClientDataJSON), Authenticator: decoded(r.Body.AuthenticatorData),
		Signature: decoded(r.Body.Signature), Handle: decoded(r.Body.UserHandle),
	}, from)
	if err != nil {
		return nil, err
	}
	return gen.SignInWithPasskey201JSONResponse{
		Body: tokensOf(in), Headers: gen.SignInWithPasskey201ResponseHeaders{Location: "/api/v1/sessions/" + in.Session.ID.String()},
	}, nil
}

// RequestPasskeyChallenge gives the caller a challenge for a new passkey.
func (h Passkeys) RequestPasskeyChallenge(ctx context.Context, _ gen.RequestPasskeyChallengeRequestObject) (gen.RequestPasskeyChallengeResponseObject, error) {
	c, err := h.Desk.BeginAdding(ctx, mid.CallerOf(ctx).Actor)
	if err != nil {
		return nil, err
	}
	return gen.RequestPasskeyChallenge201JSONResponse{
		Body: creationOf(c), Headers: gen.RequestPasskeyChallenge201ResponseHeaders{Location: "/api/v1/me/passkeys"},
	}, nil
}

// AddPasskey keeps what the browser made.
func (h Passkeys) AddPasskey(ctx context.Context, r gen.AddPasskeyRequestObject) (gen.AddPasskeyResponseObject, error) {
	p, err := h.Desk.Add(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.Body.ChallengeID), account.MadePasskey{
		Name: r.Body.Name, Credential: decoded(r.Body.CredentialID), ClientData: decoded(r.Body.ClientDataJSON),
		Attestation: decoded(r.Body.AttestationObject), Transports: r.Body.Transports,
	})
	if err != nil {
		return nil, err
	}
	return gen.AddPasskey201JSONResponse{
		Body: passkeyOf(p), Headers: gen.AddPasskey201ResponseHeaders{Location: "/api/v1/me/passkeys/" + p.ID.String()},
	}, nil
}

// ListPasskeys lists the caller's passkeys.
func (h Passkeys) ListPasskeys(ctx context.Context, _ gen.ListPasskeysRequestObject) (gen.ListPasskeysResponseObject, error) {
	found, err := h.Desk.List(ctx, mid.CallerOf(ctx).Actor)
	if err != nil {
		return nil, err
	}
	out := gen.PasskeyPage{Items: make([]gen.Passkey, len(found))}
	for i, p := range found {
		out.Items[i] = passkeyOf(p)
	}
	return gen.ListPasskeys200JSONResponse(out), nil
}

// RenamePasskey gives one of the caller's passkeys another name.
func (h Passkeys) RenamePasskey(ctx context.Context, r gen.RenamePasskeyRequestObject) (gen.RenamePasskeyResponseObject, error) {
	p, err := h.Desk.Rename(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.PasskeyID), r.Body.Name)
	if err != nil {
		return nil, err
	}
	return gen.RenamePasskey200JSONResponse(passkeyOf(p)), nil
}

// RemovePasskey forgets one of the caller's passkeys.
func (h Passkeys) RemovePasskey(ctx context.Context, r gen.RemovePasskeyRequestObject) (gen.RemovePasskeyResponseObject, error) {
	if err := h.Desk.Remove(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.PasskeyID)); err != nil {
		return nil, err
	}
	return gen.RemovePasskey204Response{}, nil
}

// askedFor is how long a browser goes on asking, in milliseconds: as long as a
// challenge is good.
const askedFor = int(account.ChallengeLife / time.Millisecond)

func creationOf(c account.Creation) gen.PasskeyChallenge {
	o := gen.PasskeyCreationOptions{
		Challenge: encoded(c.Challenge.Nonce), Timeout: askedFor, Attestation: gen.PasskeyCreationOptionsAttestationNone,
		ExcludeCredentials: make([]gen.PasskeyDescriptor, len(c.Known)), PubKeyCredParams: make([]gen.PasskeyAlgorithm, len(c.Party.Algorithms)),
	}
	o.Rp.ID, o.Rp.Name = c.Party.Domain, c.Party.Name
	o.User.ID, o.User.Name, o.User.DisplayName = encoded([]byte(c.Holder.ID())), c.Holder.Email(), c.Holder.Name()
	o.AuthenticatorSelection.RequireResidentKey = true
	o.AuthenticatorSelection.ResidentKey = gen.PasskeyCreationOptionsAuthenticatorSelectionResidentKeyRequired
	o.AuthenticatorSelection.UserVerification = gen.PasskeyCreationOptionsAuthenticatorSelectionUserVerificationRequired
	for i, p := range c.Known {
		o.ExcludeCredentials[i] = gen.PasskeyDescriptor{ID: encoded(p.Credential), Type: gen.PasskeyDescriptorTypePublicKey, Transports: append([]string{}, p.Transports...)}
	}
	for i, a := range c.Party.Algorithms {
		o.PubKeyCredParams[i] = gen.PasskeyAlgorithm{Alg: a, Type: gen.PasskeyAlgorithmTypePublicKey}
	}
	return gen.PasskeyChallenge{ChallengeID: c.Challenge.ID.String(), ExpiresAt: c.Challenge.ExpiresAt, Options: o}
}

func passkeyOf(p account.Passkey) gen.Passkey {
	return gen.Passkey{ID: p.ID.String(), Name: p.Name, CreatedAt: p.CreatedAt, LastUsedAt: optional(p.LastUsedAt), Synced: p.Synced, Suspect: p.Suspect}
}

func encoded(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// decoded reads base64url; what cannot be read is nothing, which fits nothing.
func decoded(text string) []byte {
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil
	}
	return b
}
