// Package token signs and checks access tokens (JWT, EdDSA) and makes the
// keyed digests of codes. Its signing keys live in the database, sealed with
// the server's secret, and take turns: each is published a day before it
// signs. It implements account.Tokens and account.Seals.
package token

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// minSecret is how short a configured secret may be, in characters.
const minSecret = 32

// Secret is what this server knows and its database does not. Every key that
// is needed is derived from it. Servers that share a database share it.
type Secret struct{ root []byte }

// NewSecret makes a secret of a configured text of at least 32 characters.
func NewSecret(text string) (Secret, error) {
	if len(text) < minSecret {
		return Secret{}, fmt.Errorf("token: the secret must have at least %d characters", minSecret)
	}
	return Secret{root: []byte(text)}, nil
}

// LoadSecret gives the configured secret when there is one, else the one in
// the file "secret" of the folder, which is made when it is missing.
func LoadSecret(configured, folder string) (Secret, error) {
	if configured != "" {
		return NewSecret(configured)
	}
	file := filepath.Join(folder, "secret")
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return makeSecret(file)
	}
	if err != nil {
		return Secret{}, fmt.Errorf("token: reading the secret: %w", err)
	}
	return NewSecret(strings.TrimSpace(string(text)))
}

// makeSecret writes the file whole or not at all, and never over another.
func makeSecret(file string) (Secret, error) {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return Secret{}, fmt.Errorf("token: data folder: %w", err)
	}
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails
	text := hex.EncodeToString(raw)
	draft := file + ".new"
	if err := errors.Join(os.WriteFile(draft, []byte(text+"\n"), 0o600), os.Link(draft, file), os.Remove(draft)); err != nil {
		return Secret{}, fmt.Errorf("token: writing the secret: %w", err)
	}
	return NewSecret(text)
}

// Key derives a key of 32 bytes for one use, which it names.
func (s Secret) Key(use string) []byte {
	key, err := hkdf.Key(sha256.New, s.root, nil, "cabas "+use, 32)
	if err != nil {
		panic("token: " + err.Error()) // only for lengths out of bounds
	}
	return key
}

// Seals implements account.Seals.
type Seals struct{ key []byte }

// NewSeals makes the maker of keyed digests.
func NewSeals(s Secret) Seals { return Seals{s.Key("digests")} }

// Digest implements account.Seals: HMAC-SHA-256 over the parts, each after its
// length, so that no two lists of parts read alike.
func (s Seals) Digest(parts ...string) string {
	mac := hmac.New(sha256.New, s.key)
	for _, p := range parts {
		_ = binary.Write(mac, binary.BigEndian, uint64(len(p))) // a hash never fails
		mac.Write([]byte(p))
	}
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// box seals private keys: AES-256-GCM with a random nonce, bound to the key's
// identifier.
func (s Secret) box() cipher.AEAD {
	block, err := aes.NewCipher(s.Key("signing keys"))
	if err != nil {
		panic("token: " + err.Error()) // only for other key lengths
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic("token: " + err.Error())
	}
	return aead
}
