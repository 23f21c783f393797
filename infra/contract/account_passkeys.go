package contract

import (
	"errors"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

func passkeyFor(of ident.ID, credential string) account.Passkey {
	return account.Passkey{
		ID: ident.New("pky"), Account: of, Name: "Téléphone d'Élodie", Credential: []byte(credential), PublicKey: []byte{0, 1, 255},
		Transports: []string{"internal", "hybrid"}, Signs: 1<<32 - 2, Synced: true, CreatedAt: noon,
	}
}

func passkeys(t *testing.T, all AccountStores) {
	s, who, other := all.Passkeys, accountOf("a@exemple.fr"), accountOf("b@exemple.fr")
	must(t, all.Accounts.Add(t.Context(), who))
	must(t, all.Accounts.Add(t.Context(), other))
	first, second := passkeyFor(who.ID(), "\x00first\xff"), passkeyFor(who.ID(), "second")
	second.Transports, second.CreatedAt, second.Synced, second.Signs = nil, noon.Add(time.Second), false, 0
	must(t, s.Add(t.Context(), second))
	must(t, s.Add(t.Context(), first))
	must(t, s.Add(t.Context(), passkeyFor(other.ID(), "third")))
	if got, err := s.Of(t.Context(), who.ID()); err != nil || !reflect.DeepEqual(got, []account.Passkey{first, second}) {
		t.Fatalf("got %+v, %v", got, err)
	}
	if got, err := s.ByCredential(t.Context(), first.Credential); err != nil || !reflect.DeepEqual(got, first) {
		t.Errorf("got %+v, %v", got, err)
	}
	for name, c := range map[string]struct{ got, want error }{
		"a credential twice":         {s.Add(t.Context(), passkeyFor(other.ID(), "second")), fault.ErrDuplicate},
		"nobody's":                   {s.Add(t.Context(), passkeyFor("acc_nobody", "fourth")), fault.ErrDangling},
		"an unknown credential":      {errorOf(s.ByCredential(t.Context(), []byte("first"))), fault.ErrNotFound},
		"renaming somebody else's":   {errorOf(s.Rename(t.Context(), other.ID(), first.ID, "x")), fault.ErrNotFound},
		"forgetting somebody else's": {errorOf(s.Remove(t.Context(), other.ID(), first.ID)), fault.ErrNotFound},
	} {
		if !errors.Is(c.got, c.want) {
			t.Errorf("%s: %v", name, c.got)
		}
	}
	if got, err := s.Rename(t.Context(), who.ID(), first.ID, "Clé bleue"); err != nil || got.Name != "Clé bleue" || got.ID != first.ID {
		t.Errorf("renamed %+v, %v", got, err)
	}
	if got, err := s.Remove(t.Context(), who.ID(), first.ID); err != nil || got.Name != "Clé bleue" {
		t.Errorf("removed %+v, %v", got, err)
	}
	if used, err := s.Used(t.Context(), first.ID, 1<<32-1, noon); err != nil || used {
		t.Errorf("a passkey that is gone was used: %v, %v", used, err)
	}
	if got, err := s.Of(t.Context(), who.ID()); err != nil || len(got) != 1 {
		t.Errorf("left %+v, %v", got, err)
	}
}

// errorOf is the error of two results.
func errorOf[T any](_ T, err error) error { return err }

func passkeyCounts(t *testing.T, all AccountStores) {
	s, who := all.Passkeys, accountOf("a@exemple.fr")
	must(t, all.Accounts.Add(t.Context(), who))
	counting, silent := passkeyFor(who.ID(), "counting"), passkeyFor(who.ID(), "silent")
	counting.Signs, silent.Signs = 4, 0
	must(t, s.Add(t.Context(), counting))
	must(t, s.Add(t.Context(), silent))
	use := func(p account.Passkey, signs uint32, want bool) {
		t.Helper()
		if used, err := s.Used(t.Context(), p.ID, signs, noon); err != nil || used != want {
			t.Errorf("%s at %d: %v, %v", p.Credential, signs, used, err)
		}
	}
	use(counting, 4, false)
	use(counting, 3, false)
	use(counting, 0, false)
	use(silent, 0, true)
	use(silent, 0, true)
	var used atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if yes, err := s.Used(t.Context(), counting.ID, 1<<32-1, noon.Add(time.Minute)); err != nil {
				t.Error(err)
			} else if yes {
				used.Add(1)
			}
		})
	}
	wg.Wait()
	if got, err := s.ByCredential(t.Context(), counting.Credential); used.Load() != 1 || err != nil || got.Signs != 1<<32-1 || !got.LastUsedAt.Equal(noon.Add(time.Minute)) {
		t.Fatalf("used %d times: %+v, %v", used.Load(), got, err)
	}
	for _, want := range []bool{true, false} {
		if news, err := s.Suspect(t.Context(), silent.ID); err != nil || news != want {
			t.Errorf("suspect %v, %v", news, err)
		}
	}
	use(silent, 0, false)
	use(silent, 9, false)
}

func challenges(t *testing.T, all AccountStores) {
	s := all.Challenges
	fresh := func(of ident.ID) account.Challenge {
		c := account.Challenge{ID: ident.New("chl"), Account: of, Nonce: []byte{0, 255, 7}, ExpiresAt: noon.Add(time.Minute)}
		must(t, s.Put(t.Context(), c))
		return c
	}
	mine, anybodys := fresh("acc_1"), fresh("")
	for name, err := range map[string]error{
		"another's":        errorOf(s.Take(t.Context(), mine.ID, "acc_2", noon)),
		"to sign in":       errorOf(s.Take(t.Context(), mine.ID, "", noon)),
		"to add a passkey": errorOf(s.Take(t.Context(), anybodys.ID, "acc_1", noon)),
		"over":             errorOf(s.Take(t.Context(), mine.ID, "acc_1", mine.ExpiresAt)),
		"never given":      errorOf(s.Take(t.Context(), "chl_x", "acc_1", noon)),
	} {
		if !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, err := s.Take(t.Context(), mine.ID, "acc_1", noon); err != nil || !reflect.DeepEqual(got, mine) {
		t.Errorf("taken %+v, %v", got, err)
	}
	var taken atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := s.Take(t.Context(), anybodys.ID, "", noon); err == nil {
				taken.Add(1)
			} else if !errors.Is(err, fault.ErrNotFound) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if taken.Load() != 1 {
		t.Errorf("taken %d times", taken.Load())
	}
	over := fresh("")
	must(t, all.Limits.Sweep(t.Context(), over.ExpiresAt))
	if _, err := s.Take(t.Context(), over.ID, "", noon); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a challenge that is over was kept: %v", err)
	}
}
