package push

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"

	"cabas/domain/kernel/fault"
	"cabas/domain/notification"
)

// keys holds the server's key for push services. It is made once, sealed and
// kept for good: devices are subscribed with it.
type keys struct {
	store notification.PushKeys
	box   cipher.AEAD

	mu   sync.Mutex
	held *key
}

type key struct {
	public  []byte // a point on P-256
	private *ecdsa.PrivateKey
}

func newKeys(store notification.PushKeys, secret []byte) (*keys, error) {
	block, err := aes.NewCipher(secret)
	if err != nil {
		return nil, fmt.Errorf("push: secret: %w", err)
	}
	box, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("push: secret: %w", err)
	}
	return &keys{store: store, box: box}, nil
}

// key gives the key, made at the first need. One that was sealed with a secret
// that is lost is replaced: devices have to subscribe again.
func (k *keys) key(ctx context.Context) (key, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.held != nil {
		return *k.held, nil
	}
	for range 2 {
		kept, err := k.store.PushKey(ctx)
		if err != nil && !errors.Is(err, fault.ErrNotFound) {
			return key{}, err
		}
		if err == nil {
			if opened, ok := k.open(kept); ok {
				k.held = &opened
				return opened, nil
			}
		}
		made, err := k.make()
		if err != nil {
			return key{}, err
		}
		if err := k.store.KeepPushKey(ctx, made, kept); err != nil {
			return key{}, err
		}
	}
	return key{}, fault.ErrUnavailable
}

func (k *keys) open(kept notification.PushKey) (key, bool) {
	raw, err := k.box.Open(nil, nil, kept.Sealed, kept.Public)
	if err != nil {
		return key{}, false
	}
	private, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), raw)
	return key{public: kept.Public, private: private}, err == nil
}

func (k *keys) make() (notification.PushKey, error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return notification.PushKey{}, fmt.Errorf("push: %w", err)
	}
	raw, err1 := private.Bytes()
	public, err2 := private.PublicKey.Bytes()
	return notification.PushKey{Public: public, Sealed: k.box.Seal(nil, nil, raw, public)}, errors.Join(err1, err2)
}
