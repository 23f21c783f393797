package order

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strconv"

	"cabas/domain/kernel/ident"
)

// MaxGuesses is how many pickup codes may be tried for one order.
const MaxGuesses = 5

// Secrets derives what only an order's customer knows from the server's key:
// the secret of a guest's link and the pickup code. Nothing of them is stored,
// so that a stolen database opens no order, and links can be rendered when an
// e-mail is sent.
type Secrets struct{ key []byte }

// NewSecrets makes the secrets of a server; key is at least 32 random bytes
// that never change.
func NewSecrets(key []byte) Secrets {
	if len(key) < 32 {
		panic("order: the key of the secrets is too short")
	}
	return Secrets{key: append([]byte(nil), key...)}
}

// Guest is the secret of the guest's link: 32 bytes in base64url. It opens
// every order of one checkout.
func (s Secrets) Guest(o Order) string {
	return base64.RawURLEncoding.EncodeToString(s.derive("guest", o.Checkout, strconv.Itoa(o.life.SecretVersion)))
}

// Pickup is the six-digit code that the customer shows at the counter.
func (s Secrets) Pickup(o Order) string {
	n := binary.BigEndian.Uint64(s.derive("pickup", o.ID, ""))
	return fmt.Sprintf("%06d", n%1_000_000)
}

// GuestMatches compares a presented link secret in constant time.
func (s Secrets) GuestMatches(o Order, presented string) bool { return same(s.Guest(o), presented) }

// PickupMatches compares a presented pickup code in constant time.
func (s Secrets) PickupMatches(o Order, presented string) bool { return same(s.Pickup(o), presented) }

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

func (s Secrets) derive(purpose string, id ident.ID, more string) []byte {
	mac := hmac.New(sha256.New, s.key)
	mac.Write([]byte("cabas/order/" + purpose + "\x00" + string(id) + "\x00" + more))
	return mac.Sum(nil)
}
