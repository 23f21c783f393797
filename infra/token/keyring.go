package token

import (
	"context"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"sync"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
)

const (
	// term is how long a key signs.
	term = 30 * 24 * time.Hour
	// ahead is how long before it signs a key is due to be published: two days,
	// so that a daily call publishes it one day before at the latest.
	ahead = 48 * time.Hour
	// fresh is how long the keys once read are believed.
	fresh = 5 * time.Minute
	// pause is the least time between two readings on account of a key that
	// we do not know: anybody can invent one.
	pause = 10 * time.Second
)

// Keyring holds the signing keys.
type Keyring struct {
	store account.SigningKeys
	box   cipher.AEAD
	clock clock.Clock

	reading sync.Mutex // held while the keys are read, so that an older answer never replaces a newer one

	mu       sync.Mutex
	keys     []key
	readAt   time.Time
	missedAt time.Time // when they were last read for a key that was not known
}

type key struct {
	account.SigningKey
	private ed25519.PrivateKey // nil when sealed with another secret
}

// NewKeyring makes a keyring over the keys that store keeps.
func NewKeyring(store account.SigningKeys, s Secret, c clock.Clock) *Keyring {
	return &Keyring{store: store, box: s.box(), clock: c}
}

// Turn makes the next key when it is time to publish one and forgets those
// that no token needs. It is called at start and daily. Two servers that do so
// at once make a key each, which does no harm.
func (k *Keyring) Turn(ctx context.Context) error {
	now := k.clock.Now()
	keys, err := k.read(ctx, now)
	if err != nil {
		return err
	}
	last := now // until when somebody can sign
	for _, key := range keys {
		if key.private != nil && key.ActiveUntil.After(last) {
			last = key.ActiveUntil
		}
	}
	if last.Sub(now) < ahead {
		if err := k.store.AddKey(ctx, k.make(last)); err != nil {
			return err
		}
		if _, err := k.read(ctx, now); err != nil {
			return err
		}
	}
	return k.store.DropKeys(ctx, now.Add(-account.AccessLife-time.Hour))
}

func (k *Keyring) make(from time.Time) account.SigningKey {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		panic("token: no randomness: " + err.Error())
	}
	sum := sha256.Sum256(public)
	id := base64.RawURLEncoding.EncodeToString(sum[:12])
	return account.SigningKey{
		ID: id, Public: public, Sealed: k.box.Seal(nil, nil, private.Seed(), []byte(id)), ActiveFrom: from, ActiveUntil: from.Add(term),
	}
}

// read reads the keys again and opens those sealed with our secret.
func (k *Keyring) read(ctx context.Context, now time.Time) ([]key, error) {
	k.reading.Lock()
	defer k.reading.Unlock()
	kept, err := k.store.Keys(ctx)
	if err != nil {
		return nil, err
	}
	keys := make([]key, len(kept))
	for i, s := range kept {
		keys[i].SigningKey = s
		if seed, err := k.box.Open(nil, nil, s.Sealed, []byte(s.ID)); err == nil && len(seed) == ed25519.SeedSize {
			keys[i].private = ed25519.NewKeyFromSeed(seed)
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.keys, k.readAt = keys, now
	return keys, nil
}

// known gives the keys, read again when they are older than age.
func (k *Keyring) known(ctx context.Context, age time.Duration) ([]key, error) {
	now := k.clock.Now()
	k.mu.Lock()
	keys, at := k.keys, k.readAt
	k.mu.Unlock()
	if !at.IsZero() && now.Sub(at) < age {
		return keys, nil
	}
	return k.read(ctx, now)
}

// signing gives the key that signs now. When there is none, because the
// server stood still for long, it makes one.
func (k *Keyring) signing(ctx context.Context) (key, error) {
	for range 2 {
		keys, err := k.known(ctx, fresh)
		if err != nil {
			return key{}, err
		}
		if found, ok := latest(keys, k.clock.Now()); ok {
			return found, nil
		}
		if err := k.Turn(ctx); err != nil {
			return key{}, err
		}
	}
	return key{}, fault.ErrUnavailable.After(pause)
}

// latest gives, of the keys that may sign, the one that began last. When none has
// begun, because the clock was set back since it was made, the first to begin signs:
// it is published, and nobody can wait for the time to come.
func latest(keys []key, now time.Time) (found key, ok bool) {
	var first key
	for _, c := range keys {
		switch {
		case c.private == nil || !now.Before(c.ActiveUntil):
		case !c.ActiveFrom.After(now):
			if !ok || !c.ActiveFrom.Before(found.ActiveFrom) {
				found, ok = c, true
			}
		case first.private == nil || c.ActiveFrom.Before(first.ActiveFrom):
			first = c
		}
	}
	if !ok {
		return first, first.private != nil
	}
	return found, true
}

// public gives the key with the identifier; nil when there is none. A key that
// another server has just made is read at the first token that names it.
func (k *Keyring) public(ctx context.Context, id string) (ed25519.PublicKey, error) {
	keys, err := k.known(ctx, fresh)
	if err != nil {
		return nil, err
	}
	if found := named(keys, id); found != nil || !k.miss() {
		return found, nil
	}
	if keys, err = k.read(ctx, k.clock.Now()); err != nil {
		return nil, err
	}
	return named(keys, id), nil
}

// miss tells whether the keys may be read again for one that is not known.
func (k *Keyring) miss() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.clock.Now()
	if !k.missedAt.IsZero() && now.Sub(k.missedAt) < pause {
		return false
	}
	k.missedAt = now
	return true
}

func named(keys []key, id string) ed25519.PublicKey {
	if at := slices.IndexFunc(keys, func(c key) bool { return c.ID == id }); at >= 0 {
		return keys[at].Public
	}
	return nil
}
