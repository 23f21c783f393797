package account

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"strings"
	"time"
	"unicode/utf8"

	"cabas/domain/kernel/ident"
)

const (
	// codeLife is how long a code opens the door.
	codeLife = 10 * time.Minute
	// codeTries is how many guesses one code bears.
	codeTries = 5
	// pendingLife is how long a registration waits to be confirmed.
	pendingLife = 24 * time.Hour
)

// What a code is sent for; it chooses the words of the mail.
const (
	PurposeRegister = "register"           // finishes opening an account
	PurposeSignIn   = "sign_in"            // signs in
	PurposeKnown    = "already_registered" // somebody registers an address that has an account: says so and signs in
	PurposeVerify   = "verify"             // proves the address of an account
	PurposeEmail    = "change_email"       // proves the address that an account changes to
	PurposeTaken    = "email_taken"        // somebody changes to an address that has an account: says so, and holds no code
	PurposeReset    = "reset"              // sets another password: a link, not digits
)

// Code is a six-digit number sent to an e-mail address, the only one good for
// it. Storage keeps its keyed digest only. A code for an unknown address is a
// decoy that nobody was sent: known and unknown addresses cost the same.
type Code struct {
	ID    ident.ID
	Email string
	// Digest is empty on a decoy.
	Digest string
	// Pending is the account to open; nil when the address has one or nobody
	// registered it.
	Pending   *Pending
	ExpiresAt time.Time
	// KeptUntil is when a registration that nobody confirmed is forgotten.
	KeptUntil time.Time
}

// Pending is an account that waits for its address to be proved.
type Pending struct {
	Name         string
	Language     Language
	PasswordHash string
}

// NewDigits draws a six-digit code.
func NewDigits() string {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		panic("account: no randomness: " + err.Error())
	}
	return fmt.Sprintf("%06d", n)
}

// opening gives the account that the code opens.
func (c Code) opening(now time.Time) Account {
	p := c.Pending
	return Account{id: ident.New("acc"), email: c.Email, name: p.Name, language: p.Language, passwordHash: p.PasswordHash, createdAt: now, verifiedAt: now}
}

// masked shows an address to who typed it and hides it from who looks on:
// "c•••@exemple.fr".
func masked(email string) string {
	local, host, _ := strings.Cut(email, "@")
	first, _ := utf8.DecodeRuneInString(local)
	return string(first) + "•••@" + host
}
