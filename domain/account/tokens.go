package account

import (
	"context"
	"time"

	"cabas/domain/kernel/ident"
)

// AccessLife is how long an access token is good for.
const AccessLife = 15 * time.Minute

// Claims is what an access token says: who, on which session. It names no
// role: rights are looked up, so that removal works at once.
type Claims struct {
	Account, Session ident.ID
	ExpiresAt        time.Time
}

// Tokens signs and reads access tokens.
type Tokens interface {
	Sign(ctx context.Context, c Claims) (string, error)
	// Read answers fault.ErrUnauthenticated for a token that is not ours, was
	// altered, or is over.
	Read(ctx context.Context, bearer string) (Claims, error)
	// PublicKeys lists the keys that tokens can be checked with by anybody,
	// those to come included.
	PublicKeys(ctx context.Context) ([]PublicKey, error)
}

// PublicKey checks tokens: an Ed25519 key (RFC 8037).
type PublicKey struct {
	ID  string
	Key []byte // 32 bytes
}

// SigningKey is a key as storage keeps it: the private half sealed. It is
// published when made, signs from ActiveFrom until ActiveUntil, and checks
// tokens for an access token's life longer.
type SigningKey struct {
	ID          string
	Public      []byte
	Sealed      []byte
	ActiveFrom  time.Time
	ActiveUntil time.Time
}

// SigningKeys keeps signing keys; whoever implements Tokens needs it.
type SigningKeys interface {
	Keys(ctx context.Context) ([]SigningKey, error)
	AddKey(ctx context.Context, k SigningKey) error
	// DropKeys forgets the keys that stopped signing before the given time.
	DropKeys(ctx context.Context, before time.Time) error
}
