package contract

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

func codeFor(pending *account.Pending) account.Code {
	return account.Code{
		ID: ident.New("cod"), Email: "a@exemple.fr", Digest: "d", Pending: pending,
		ExpiresAt: noon.Add(10 * time.Minute), KeptUntil: noon.Add(time.Hour),
	}
}

func accountCodes(t *testing.T, s account.Codes) {
	first := codeFor(&account.Pending{Name: "Élodie", Language: account.French, PasswordHash: "$x"})
	must(t, s.Put(t.Context(), first))
	got, err := s.Try(t.Context(), first.Email, 2, noon)
	if err != nil || got.ID != first.ID || got.Digest != "d" || *got.Pending != *first.Pending || !got.ExpiresAt.Equal(first.ExpiresAt) || !got.KeptUntil.Equal(first.KeptUntil) {
		t.Fatalf("got %+v, %v", got, err)
	}
	for name, try := range map[string]func() error{
		"another e-mail": func() error { _, err := s.Try(t.Context(), "b@exemple.fr", 2, noon); return err },
		"over":           func() error { _, err := s.Try(t.Context(), first.Email, 2, first.ExpiresAt); return err },
		"tried enough":   func() error { _, err := s.Try(t.Context(), first.Email, 1, noon); return err },
		"forgotten":      func() error { _, err := s.Pending(t.Context(), first.Email, first.KeptUntil); return err },
	} {
		if err := try(); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if p, err := s.Pending(t.Context(), first.Email, first.ExpiresAt); err != nil || p != *first.Pending {
		t.Errorf("pending %+v, %v", p, err)
	}
	second := codeFor(nil)
	must(t, s.Put(t.Context(), second)) // in place of the first, all tries ahead
	if got, err := s.Try(t.Context(), first.Email, 1, noon); err != nil || got.ID != second.ID || got.Pending != nil {
		t.Errorf("the second: %+v, %v", got, err)
	}
	if _, err := s.Pending(t.Context(), first.Email, noon); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a registration stayed: %v", err)
	}
	for _, use := range []struct {
		account.Code
		want bool
	}{{first, false}, {second, true}, {second, false}} {
		if used, err := s.Use(t.Context(), use.Code); err != nil || used != use.want {
			t.Errorf("used %v, %v, want %v", used, err, use.want)
		}
	}
}

func codeGuesses(t *testing.T, s account.Codes) {
	must(t, s.Put(t.Context(), codeFor(nil)))
	var heard atomic.Int64
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			switch _, err := s.Try(t.Context(), "a@exemple.fr", 5, noon); {
			case err == nil:
				heard.Add(1)
			case !errors.Is(err, fault.ErrNotFound):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := heard.Load(); n != 5 {
		t.Fatalf("%d guesses were heard, five may", n)
	}
}
