package password_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"cabas/domain/account"
	"cabas/infra/password"
)

var _ account.Passwords = (*password.Hasher)(nil)

func TestHashMatchesItsPasswordAlone(t *testing.T) {
	h := password.New()
	hash, err := h.Hash(t.Context(), "cerises du Hurepoix")
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("hash %q, %v", hash, err)
	}
	for _, c := range []struct {
		password, hash string
		want           bool
	}{
		{"cerises du Hurepoix", hash, true},
		{"cerises du hurepoix", hash, false},
		{"a password that nobody has", "", false},
	} {
		if got, err := h.Matches(t.Context(), c.password, c.hash); err != nil || got != c.want {
			t.Errorf("%q: %v, %v", c.password, got, err)
		}
	}
}

func TestWaitingHonoursTheContext(t *testing.T) {
	h := password.New()
	leave := h.Occupy()
	defer leave()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.Hash(ctx, "cerises du Hurepoix"); !errors.Is(err, context.Canceled) {
		t.Fatalf("it did not give up: %v", err)
	}
}
