package account

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"strings"
	"time"

	"cabas/domain/kernel/ident"
)

const (
	// remembered is how long a device stays signed in after its last use.
	remembered = 90 * 24 * time.Hour
	// grace is how long the refresh token just replaced still answers its
	// replacement: phones lose answers.
	grace = 30 * time.Second
)

// Session is one device that stays signed in. Its refresh token changes at
// every use; storage keeps digests only, so that a stolen database opens
// nothing. A session that is over is gone from storage.
type Session struct {
	ID      ident.ID
	Account ident.ID
	// Device is what the person recognises the device by.
	Device    string
	CreatedAt time.Time
	// LastUsedAt is when the refresh token was last changed.
	LastUsedAt time.Time
	// ProvedAt is when the holder last proved who they are: by signing in, or
	// when asked again.
	ProvedAt time.Time
	// ActedBy is the administrator who uses the session on behalf of the
	// account; empty for everybody who uses their own.
	ActedBy ident.ID
	// ExpiresAt is when the device is forgotten unless used before.
	ExpiresAt time.Time

	// Family is the digest of the part that every token of the session
	// shares: it tells an old token of ours from an invented one.
	Family string
	// Current is the digest of the valid token, Previous of the one before.
	Current, Previous string
	// Successor is the valid token's secret, sealed with the secret of the one
	// before: who lost the answer and shows the old token is answered again.
	Successor string
}

const (
	familyLen = 16 // bytes
	secretLen = 32
)

// newSession opens a session and gives its first refresh token.
func newSession(account ident.ID, device string, now time.Time) (Session, string) {
	family, secret := random(familyLen), random(secretLen)
	s := Session{
		ID: ident.New("ses"), Account: account, Device: deviceName(device), CreatedAt: now, LastUsedAt: now, ProvedAt: now, ExpiresAt: now.Add(remembered),
		Family: digest(family), Current: digest(secret),
	}
	return s, token(s.ID, family, secret)
}

// token writes a refresh token: the session, then the family and the secret.
func token(id ident.ID, family, secret []byte) string {
	return string(id) + "." + encode(append(append([]byte(nil), family...), secret...))
}

// parseToken reads what token wrote.
func parseToken(text string) (id ident.ID, family, secret []byte, ok bool) {
	head, tail, found := strings.Cut(text, ".")
	raw, err := base64.RawURLEncoding.DecodeString(tail)
	if !found || err != nil || len(raw) != familyLen+secretLen || !ident.Valid(ident.ID(head), "ses") {
		return "", nil, nil, false
	}
	return ident.ID(head), raw[:familyLen], raw[familyLen:], true
}

// verdict is what a refresh token presented to a session turns out to be.
type verdict int

const (
	foreign verdict = iota // not one of this session's
	valid                  // the current one
	lost                   // the one before, within the grace: its answer was lost
	reused                 // an older one: somebody holds a copy
)

// judge says what a token is to the session.
func (s Session) judge(family, secret []byte, now time.Time) verdict {
	switch d := digest(secret); {
	case !same(s.Family, digest(family)), !now.Before(s.ExpiresAt):
		return foreign
	case same(s.Current, d):
		return valid
	case same(s.Previous, d) && now.Sub(s.LastUsedAt) <= grace:
		return lost
	}
	return reused
}

// rotate gives the session after its token was used, and the next secret.
func (s Session) rotate(secret []byte, now time.Time) (Session, []byte) {
	next := random(secretLen)
	s.Previous, s.Current, s.Successor = s.Current, digest(next), encode(mask(next, secret))
	s.LastUsedAt, s.ExpiresAt = now, now.Add(remembered)
	return s, next
}

// successor opens the present secret with the one before.
func (s Session) successor(previous []byte) []byte {
	sealed, err := base64.RawURLEncoding.DecodeString(s.Successor)
	if err != nil || len(sealed) != secretLen {
		return nil
	}
	return mask(sealed, previous)
}

// mask hides or reveals text with a pad that only the secret's holder can
// compute. The secret is random and used once, so the pad is never repeated.
func mask(text, secret []byte) []byte {
	pad := hmac.New(sha256.New, secret)
	pad.Write([]byte("cabas refresh successor"))
	out := make([]byte, len(text))
	subtle.XORBytes(out, text, pad.Sum(nil))
	return out
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails: the program stops when there is no randomness
	return b
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return encode(sum[:])
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
