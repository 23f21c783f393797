// Package password hashes passwords with argon2id. Hashing takes 19 MiB and
// some ten milliseconds by design, so at most two run at once; the others
// wait their turn, as long as their caller does.
package password

import (
	"context"
	"fmt"

	"github.com/alexedwards/argon2id"
)

// params are OWASP's first choice for argon2id: 19 MiB, two rounds, one lane.
var params = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// atOnce bounds how many hashes are computed at the same time.
const atOnce = 2

// dummy is the hash of "a password that nobody has", compared with when there
// is none, so that both take as long.
const dummy = "$argon2id$v=19$m=19456,t=2,p=1$2fQG58MYFOr5lQx/EPzz2w$5oyr4qEpRu1I0Xnt0q8pk8lLOiyJpy8jyvf+enJ7YGU"

// Hasher implements account.Passwords.
type Hasher struct{ turns chan struct{} }

// New makes a hasher.
func New() *Hasher { return &Hasher{turns: make(chan struct{}, atOnce)} }

// Hash implements account.Passwords.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	release, err := h.turn(ctx)
	if err != nil {
		return "", err
	}
	defer release()
	hash, err := argon2id.CreateHash(password, params)
	if err != nil {
		return "", fmt.Errorf("password: %w", err)
	}
	return hash, nil
}

// Matches implements account.Passwords.
func (h *Hasher) Matches(ctx context.Context, password, hash string) (bool, error) {
	known := hash != ""
	if !known {
		hash = dummy
	}
	release, err := h.turn(ctx)
	if err != nil {
		return false, err
	}
	defer release()
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		return false, fmt.Errorf("password: %w", err)
	}
	return ok && known, nil
}

func (h *Hasher) turn(ctx context.Context) (release func(), err error) {
	select {
	case h.turns <- struct{}{}:
		return func() { <-h.turns }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
