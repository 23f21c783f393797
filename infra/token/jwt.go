package token

import (
	"context"
	"crypto/ed25519"

	"github.com/golang-jwt/jwt/v5"

	"cabas/domain/account"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

// maxBearer is how long a token may be before anybody looks at it, in bytes.
const maxBearer = 2048

// Tokens implements account.Tokens with JSON Web Tokens (RFC 7519) signed by
// Ed25519 (RFC 8037).
type Tokens struct {
	keys   *Keyring
	issuer string
	parser *jwt.Parser
}

// NewTokens makes the signer; issuer is the server's own address.
func NewTokens(keys *Keyring, issuer string) *Tokens {
	return &Tokens{keys: keys, issuer: issuer, parser: jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}),
		jwt.WithIssuer(issuer), jwt.WithExpirationRequired(), jwt.WithTimeFunc(keys.clock.Now),
	)}
}

// claims are the fields of a token.
type claims struct {
	jwt.RegisteredClaims
	Session string `json:"sid"`
}

// Sign implements account.Tokens.
func (t *Tokens) Sign(ctx context.Context, c account.Claims) (string, error) {
	key, err := t.keys.signing(ctx)
	if err != nil {
		return "", err
	}
	unsigned := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: t.issuer, Subject: c.Account.String(),
			IssuedAt: jwt.NewNumericDate(t.keys.clock.Now()), ExpiresAt: jwt.NewNumericDate(c.ExpiresAt),
		},
		Session: c.Session.String(),
	})
	unsigned.Header["kid"] = key.ID
	return unsigned.SignedString(key.private)
}

// Read implements account.Tokens.
func (t *Tokens) Read(ctx context.Context, bearer string) (account.Claims, error) {
	if len(bearer) > maxBearer {
		return account.Claims{}, fault.ErrUnauthenticated
	}
	var c claims
	var down error // the keys could not be had: not the token's fault
	_, err := t.parser.ParseWithClaims(bearer, &c, func(unverified *jwt.Token) (any, error) {
		id, _ := unverified.Header["kid"].(string)
		var public ed25519.PublicKey
		if public, down = t.keys.public(ctx, id); len(public) != ed25519.PublicKeySize {
			return nil, fault.ErrUnauthenticated
		}
		return public, nil
	})
	if down != nil {
		return account.Claims{}, down
	}
	if err != nil {
		return account.Claims{}, fault.ErrUnauthenticated.Because(err)
	}
	return account.Claims{Account: ident.ID(c.Subject), Session: ident.ID(c.Session), ExpiresAt: c.ExpiresAt.UTC()}, nil
}

// PublicKeys implements account.Tokens.
func (t *Tokens) PublicKeys(ctx context.Context) ([]account.PublicKey, error) {
	keys, err := t.keys.known(ctx, fresh)
	if err != nil {
		return nil, err
	}
	out := make([]account.PublicKey, len(keys))
	for i, k := range keys {
		out[i] = account.PublicKey{ID: k.ID, Key: k.Public}
	}
	return out, nil
}
