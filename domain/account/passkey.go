package account

import (
	"strings"
	"time"
	"unicode/utf8"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

const (
	// ChallengeLife is how long a device has to sign a challenge: time to find
	// the phone and put a finger on it.
	ChallengeLife = 5 * time.Minute
	// challengeLen is the length of what has to be signed, in bytes (Web
	// Authentication, 13.4.3, asks for sixteen at least).
	challengeLen = 32
	// MaxPasskeys is how many passkeys one account may have.
	MaxPasskeys = 10
)

// Passkey lets its holder sign in with a device, by finger, face or code: the
// device keeps a private key, the platform the public one, which opens nothing.
type Passkey struct {
	ID      ident.ID
	Account ident.ID
	// Name is what the holder recognises the device by.
	Name string
	// Credential is what the device knows the key by; no two passkeys share it.
	Credential []byte
	// PublicKey checks signatures (a COSE key, RFC 9052).
	PublicKey []byte
	// Transports are the ways to reach the device, as its browser named them.
	Transports []string
	// Signs is the device's count of signatures, zero where it keeps none.
	Signs uint32
	// Synced says that the key may be copied to the holder's other devices by
	// whoever keeps their passwords; it never changes.
	Synced bool
	// Suspect says that a signature came with a count that went backwards:
	// there may be a copy of the key. It opens nothing any more.
	Suspect   bool
	CreatedAt time.Time
	// LastUsedAt is when it last signed in; zero for never.
	LastUsedAt time.Time
}

// Challenge is what a device has to sign. It is good once, and soon over.
type Challenge struct {
	ID ident.ID
	// Account is who wants to add a passkey; empty when somebody, nobody knows
	// yet who, wants to sign in.
	Account   ident.ID
	Nonce     []byte
	ExpiresAt time.Time
}

func newChallenge(of ident.ID, now time.Time) Challenge {
	return Challenge{ID: ident.New("chl"), Account: of, Nonce: random(challengeLen), ExpiresAt: now.Add(ChallengeLife)}
}

// MadePasskey is a browser's answer when it was asked to make a passkey.
type MadePasskey struct {
	Name       string
	Credential []byte
	ClientData []byte // JSON
	// Attestation holds the public key and what the device says of itself (CBOR).
	Attestation []byte
	Transports  []string
}

// PasskeySignature is a browser's answer when it was asked to sign in.
type PasskeySignature struct {
	Credential    []byte
	ClientData    []byte // JSON
	Authenticator []byte
	Signature     []byte
	// Handle is whose passkey it is, as the device keeps it: the identifier of
	// the account.
	Handle []byte
}

// passkeyName checks what a passkey is to be called.
func passkeyName(name string) (string, error) {
	var c fault.Check
	name = strings.TrimSpace(name)
	c.If(name == "", "/name", fault.FieldRequired)
	c.If(utf8.RuneCountInString(name) > maxName, "/name", fault.FieldTooLong)
	c.If(name != deviceName(name), "/name", fault.FieldMalformed)
	return name, c.Err()
}
