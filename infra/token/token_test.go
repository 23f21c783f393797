package token_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/infra/token"
)

var _ account.Seals = token.Seals{}

// shelf keeps keys in memory.
type shelf struct {
	keys  []account.SigningKey
	reads int
}

func (s *shelf) Keys(context.Context) ([]account.SigningKey, error) {
	s.reads++
	return slices.Clone(s.keys), nil
}
func (s *shelf) AddKey(_ context.Context, k account.SigningKey) error {
	s.keys = append(s.keys, k)
	return nil
}
func (s *shelf) DropKeys(_ context.Context, before time.Time) error {
	s.keys = slices.DeleteFunc(s.keys, func(k account.SigningKey) bool { return k.ActiveUntil.Before(before) })
	return nil
}

func secret(t *testing.T, text string) token.Secret {
	t.Helper()
	s, err := token.NewSecret(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const (
	ours   = "0123456789abcdef0123456789abcdef"
	theirs = "fedcba9876543210fedcba9876543210"
	issuer = "https://cabas.example"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func signer(t *testing.T, s *shelf, text string, c clock.Clock) (*token.Keyring, *token.Tokens) {
	ring := token.NewKeyring(s, secret(t, text), c)
	return ring, token.NewTokens(ring, issuer)
}

func TestTokensSayWhatWasSigned(t *testing.T) {
	c := clock.NewManual(noon)
	var _ account.Tokens = (*token.Tokens)(nil)
	_, tokens := signer(t, &shelf{}, ours, c)
	want := account.Claims{Account: "acc_1", Session: "ses_1", ExpiresAt: noon.Add(account.AccessLife)}
	bearer, err := tokens.Sign(t.Context(), want)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := tokens.Read(t.Context(), bearer); err != nil || got != want {
		t.Fatalf("read %+v, %v", got, err)
	}
	altered := bearer[:len(bearer)-8] + "AAAAAAAA"
	none := "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhY2NfMSIsInNpZCI6InNlc18xIn0."
	for name, bad := range map[string]string{"altered": altered, "unsigned": none, "nonsense": "abc", "empty": ""} {
		if _, err := tokens.Read(t.Context(), bad); !errors.Is(err, fault.ErrUnauthenticated) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, strangers := signer(t, &shelf{}, ours, c)
	if _, err := strangers.Read(t.Context(), bearer); !errors.Is(err, fault.ErrUnauthenticated) {
		t.Errorf("another server's token passed: %v", err)
	}
	c.Advance(account.AccessLife)
	if _, err := tokens.Read(t.Context(), bearer); !errors.Is(err, fault.ErrUnauthenticated) {
		t.Errorf("a token that is over passed: %v", err)
	}
}

func TestKeysArePublishedBeforeTheySign(t *testing.T) {
	c, kept := clock.NewManual(noon), &shelf{}
	ring, tokens := signer(t, kept, ours, c)
	if err := ring.Turn(t.Context()); err != nil || len(kept.keys) != 1 {
		t.Fatalf("%d keys at start, %v", len(kept.keys), err)
	}
	for day := 1; day <= 40; day++ {
		c.Advance(24 * time.Hour)
		before, err := tokens.PublicKeys(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		bearer, err := tokens.Sign(t.Context(), account.Claims{Account: "acc_1", Session: "ses_1", ExpiresAt: c.Now().Add(account.AccessLife)})
		if err != nil {
			t.Fatalf("day %d: %v", day, err)
		}
		if _, err := tokens.Read(t.Context(), bearer); err != nil {
			t.Fatalf("day %d: %v", day, err)
		}
		if after, _ := tokens.PublicKeys(t.Context()); len(after) != len(before) {
			t.Fatalf("day %d: a key signed that was not published", day)
		}
		if err := ring.Turn(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(kept.keys); n != 1 {
		t.Errorf("%d keys after forty days, one was to be forgotten", n)
	}
}

func TestAnotherServersKeysAreLearnt(t *testing.T) {
	c, kept := clock.NewManual(noon), &shelf{}
	_, a := signer(t, kept, ours, c)
	_, b := signer(t, kept, theirs, c) // even one with another secret
	claims := account.Claims{Account: "acc_1", Session: "ses_1", ExpiresAt: noon.Add(account.AccessLife)}
	if _, err := a.Sign(t.Context(), claims); err != nil {
		t.Fatal(err)
	}
	bearer, err := b.Sign(t.Context(), claims)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Read(t.Context(), bearer); err != nil { // in the same second
		t.Fatalf("the other server's token: %v", err)
	}
	_, nobody := signer(t, &shelf{}, ours, c)
	if bearer, err = nobody.Sign(t.Context(), claims); err != nil {
		t.Fatal(err)
	}
	reads := kept.reads
	for range 3 {
		if _, err := a.Read(t.Context(), bearer); !errors.Is(err, fault.ErrUnauthenticated) {
			t.Fatalf("a token of nobody's: %v", err)
		}
	}
	if kept.reads != reads {
		t.Error("invented tokens made us read the keys")
	}
}

func TestSealedKeysDoNotOpenWithoutTheSecret(t *testing.T) {
	kept := &shelf{}
	ring, _ := signer(t, kept, ours, clock.NewManual(noon))
	if err := ring.Turn(t.Context()); err != nil {
		t.Fatal(err)
	}
	other, _ := signer(t, kept, theirs, clock.NewManual(noon))
	if err := other.Turn(t.Context()); err != nil || len(kept.keys) != 2 {
		t.Fatalf("%d keys: a server without the secret must make its own (%v)", len(kept.keys), err)
	}
}

func TestSecretIsMadeOnceAndPrivate(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	one, err := token.LoadSecret("", folder)
	if err != nil {
		t.Fatal(err)
	}
	two, err := token.LoadSecret("", folder)
	if err != nil {
		t.Fatal(err)
	}
	if token.NewSeals(one).Digest("a") != token.NewSeals(two).Digest("a") {
		t.Error("the secret changed")
	}
	info, err := os.Stat(filepath.Join(folder, "secret"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if _, err := token.LoadSecret("short", folder); err == nil {
		t.Error("a short secret passed")
	}
}

func TestDigestsTellPartsApart(t *testing.T) {
	s := token.NewSeals(secret(t, ours))
	if s.Digest("ab", "c") == s.Digest("a", "bc") || s.Digest("a") == token.NewSeals(secret(t, theirs)).Digest("a") {
		t.Error("two digests are alike")
	}
}
