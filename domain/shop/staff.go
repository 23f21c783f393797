package shop

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"time"

	"cabas/domain/kernel/ident"
)

// InvitationLasts is how long an invitation can be accepted.
const InvitationLasts = 7 * 24 * time.Hour

// Member is a person on a shop's staff, or invited to it.
type Member struct {
	ID   ident.ID
	Shop ident.ID
	Role Role
	// Account is empty until the invitation is accepted.
	Account ident.ID
	// Name and Email are those of the account, or for an invitation the
	// address it was sent to.
	Name, Email string
	// JoinedAt is zero for an invitation, InvitedAt and ExpiresAt for those who
	// were never invited.
	JoinedAt, InvitedAt, ExpiresAt time.Time
}

// Joined reports whether the member works in the shop already.
func (m Member) Joined() bool { return m.Account != "" }

// roleNames are the contract's words for the roles.
var roleNames = [...]string{Stranger: "", Preparer: "preparer", Manager: "manager", Owner: "owner"}

// String is the role's key: "preparer", "manager" or "owner"; empty for a
// stranger.
func (r Role) String() string {
	if r < Stranger || r > Owner {
		return ""
	}
	return roleNames[r]
}

// ParseRole reads a role's key; it answers false for anything else.
func ParseRole(key string) (Role, bool) {
	r := slices.Index(roleNames[:], key)
	return Role(r), r > int(Stranger)
}

// newToken makes the secret of an invitation: 256 random bits.
func newToken() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails: it stops the program instead
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// fingerprint is what is stored of a token. A plain hash will do, for nobody
// guesses 256 bits.
func fingerprint(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
