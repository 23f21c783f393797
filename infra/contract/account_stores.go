package contract

import (
	"errors"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
)

// AccountStores is all that the database does for accounts.
type AccountStores struct {
	Accounts interface {
		account.Accounts
		account.People
	}
	Sessions interface {
		account.Sessions
		account.Devices
	}
	Codes  account.Codes
	Proofs account.Proofs
	Limits interface {
		account.Limits
		account.Sweeper
	}
	Keys       account.SigningKeys
	Passkeys   account.Passkeys
	Challenges account.Challenges
}

func accountOf(email string, towns ...string) account.Account {
	return account.Restore(account.State{
		ID: ident.New("acc"), Email: email, Name: "Élodie Lœuillet", Language: account.French, PasswordHash: "$x", AgentOf: towns, CreatedAt: noon, VerifiedAt: noon.Add(time.Hour),
	})
}

func sessionOf(of ident.ID, used time.Time) account.Session {
	return account.Session{
		ID: ident.New("ses"), Account: of, Device: "Téléphone", CreatedAt: noon, LastUsedAt: used, ExpiresAt: used.Add(time.Hour), ProvedAt: noon.Add(time.Minute),
		Family: "f", Current: "c", Previous: "p", Successor: "s",
	}
}

// Accounts checks the stores of accounts; open gives fresh ones.
func Accounts(t *testing.T, open func(t *testing.T) AccountStores) {
	t.Run("an account survives the round trip", func(t *testing.T) { accountRoundTrip(t, open(t)) })
	t.Run("an e-mail has one account", func(t *testing.T) {
		s := open(t).Accounts
		must(t, s.Add(t.Context(), accountOf("a@exemple.fr")))
		if err := s.Add(t.Context(), accountOf("a@exemple.fr")); !errors.Is(err, fault.ErrDuplicate) {
			t.Fatalf("twice: %v", err)
		}
	})
	t.Run("proofs", func(t *testing.T) { accountProofs(t, open(t).Proofs) })
	t.Run("sessions", func(t *testing.T) { accountSessions(t, open(t)) })
	t.Run("sessions are listed last used first", func(t *testing.T) { sessionList(t, open(t)) })
	t.Run("one of many rotations wins", func(t *testing.T) { rotations(t, open(t)) })
	t.Run("codes", func(t *testing.T) { accountCodes(t, open(t).Codes) })
	t.Run("guesses made at once all count", func(t *testing.T) { codeGuesses(t, open(t).Codes) })
	t.Run("windows of tries", func(t *testing.T) { tryWindows(t, open(t)) })
	t.Run("passkeys", func(t *testing.T) { passkeys(t, open(t)) })
	t.Run("of passkeys used at once with one count, one is", func(t *testing.T) { passkeyCounts(t, open(t)) })
	t.Run("challenges are good once", func(t *testing.T) { challenges(t, open(t)) })
	t.Run("signing keys", func(t *testing.T) { signingKeys(t, open(t).Keys) })
}

func accountRoundTrip(t *testing.T, all AccountStores) {
	s, a := all.Accounts, accountOf("elodie@exemple.fr", "91200", "75056")
	must(t, s.Add(t.Context(), a))
	state := a.State()
	state.AgentOf = []string{"75056", "91200"}
	for range 2 {
		byID, err := s.ByID(t.Context(), a.ID())
		must(t, err)
		byEmail, err := s.ByEmail(t.Context(), state.Email)
		must(t, err)
		for _, got := range []account.Account{byID, byEmail} {
			if g := got.State(); g.ID != state.ID || g.Email != state.Email || g.Name != state.Name || g.Language != state.Language ||
				g.PasswordHash != state.PasswordHash || g.Administrator != state.Administrator || !slices.Equal(g.AgentOf, state.AgentOf) || !g.CreatedAt.Equal(noon) || !g.VerifiedAt.Equal(state.VerifiedAt) {
				t.Fatalf("got %+v, want %+v", g, state)
			}
		}
		state.Name, state.Language, state.PasswordHash, state.Administrator, state.AgentOf = "É", account.English, "", true, []string{"91200"}
		state.VerifiedAt = time.Time{}
		must(t, s.Save(t.Context(), account.Restore(state)))
	}
	for _, email := range []string{"ELODIE@exemple.fr", "élodie@exemple.fr", ""} {
		if _, err := s.ByEmail(t.Context(), email); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%q: %v", email, err)
		}
	}
	if err := s.Save(t.Context(), accountOf("nobody@exemple.fr")); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("saving nobody: %v", err)
	}
	people, err := s.Recipients(t.Context(), []ident.ID{a.ID(), "acc_nobody"})
	if err != nil || len(people) != 1 || people[a.ID()] != (account.Recipient{Email: state.Email, Name: "É", Language: account.English}) {
		t.Errorf("recipients %+v, %v", people, err)
	}
}

func accountSessions(t *testing.T, all AccountStores) {
	s, who := all.Sessions, accountOf("a@exemple.fr", "91200", "91201")
	must(t, all.Accounts.Add(t.Context(), who))
	here, there := sessionOf(who.ID(), noon), sessionOf(who.ID(), noon)
	must(t, s.Add(t.Context(), here))
	must(t, s.Add(t.Context(), there))
	if got, err := s.ByID(t.Context(), here.ID); err != nil || got != here {
		t.Fatalf("got %+v, %v", got, err)
	}
	actor, err := s.Actor(t.Context(), here.ID, noon)
	if err != nil || actor.Account != who.ID() || actor.Session != here.ID || actor.Administrator || !slices.Equal(actor.AgentOf, []string{"91200", "91201"}) {
		t.Errorf("actor %+v, %v", actor, err)
	}
	if _, err := s.Actor(t.Context(), here.ID, noon.Add(time.Hour)); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a session that is over: %v", err)
	}
	if err := s.Add(t.Context(), sessionOf("acc_nobody", noon)); !errors.Is(err, fault.ErrDangling) {
		t.Errorf("nobody's session: %v", err)
	}
	ended := func(account, id ident.ID, want bool) {
		t.Helper()
		if got, err := s.End(t.Context(), account, id); err != nil || got != want {
			t.Errorf("ended %v, %v, want %v", got, err, want)
		}
	}
	ended("acc_other", here.ID, false)
	ended(who.ID(), here.ID, true)
	ended(who.ID(), here.ID, false)
	third := sessionOf(who.ID(), noon)
	must(t, s.Add(t.Context(), third))
	must(t, s.EndAll(t.Context(), who.ID(), third.ID))
	if _, err := s.ByID(t.Context(), there.ID); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("another session is still there: %v", err)
	}
	if _, err := s.ByID(t.Context(), third.ID); err != nil {
		t.Errorf("the one to keep is gone: %v", err)
	}
}

func sessionList(t *testing.T, all AccountStores) {
	who, other := accountOf("a@exemple.fr"), accountOf("b@exemple.fr")
	must(t, all.Accounts.Add(t.Context(), who))
	must(t, all.Accounts.Add(t.Context(), other))
	must(t, all.Sessions.Add(t.Context(), sessionOf(other.ID(), noon)))
	must(t, all.Sessions.Add(t.Context(), sessionOf(who.ID(), noon.Add(-time.Hour)))) // over
	for i := range 5 {
		must(t, all.Sessions.Add(t.Context(), sessionOf(who.ID(), noon.Add(time.Duration(i/2)*time.Minute))))
	}
	var got []account.Session
	for p := (page.Request{Limit: 2}); ; {
		cut, err := all.Sessions.Of(t.Context(), who.ID(), noon, p)
		must(t, err)
		got = append(got, cut.Items...)
		if p.After = cut.Next; p.After == "" {
			break
		}
	}
	sorted := slices.IsSortedFunc(got, func(a, b account.Session) int { return b.LastUsedAt.Compare(a.LastUsedAt) })
	if len(got) != 5 || !sorted {
		t.Fatalf("%d sessions, sorted %v", len(got), sorted)
	}
}

func rotations(t *testing.T, all AccountStores) {
	who := accountOf("a@exemple.fr")
	must(t, all.Accounts.Add(t.Context(), who))
	first := sessionOf(who.ID(), noon)
	must(t, all.Sessions.Add(t.Context(), first))
	var wins sync.Map
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			next := first
			next.Current, next.Previous, next.LastUsedAt = strconv.Itoa(i), first.Current, noon.Add(time.Minute)
			if won, err := all.Sessions.Rotate(t.Context(), next, first.Current); err != nil {
				t.Error(err)
			} else if won {
				wins.Store(next, true)
			}
		})
	}
	wg.Wait()
	n := 0
	wins.Range(func(next, _ any) bool {
		n++
		if got, err := all.Sessions.ByID(t.Context(), first.ID); err != nil || got != next {
			t.Errorf("kept %+v, %v", got, err)
		}
		return true
	})
	if n != 1 {
		t.Fatalf("%d rotations won", n)
	}
}

func tryWindows(t *testing.T, all AccountStores) {
	count := func(now time.Time, want int, until time.Time) {
		t.Helper()
		if n, end, err := all.Limits.Count(t.Context(), "key", now, now.Add(time.Minute)); err != nil || n != want || !end.Equal(until) {
			t.Errorf("counted %d until %v, %v", n, end, err)
		}
	}
	count(noon, 1, noon.Add(time.Minute))
	count(noon.Add(time.Second), 2, noon.Add(time.Minute))
	count(noon.Add(time.Minute), 1, noon.Add(2*time.Minute))
	must(t, all.Limits.Sweep(t.Context(), noon.Add(time.Minute)))
	count(noon.Add(time.Minute), 2, noon.Add(2*time.Minute))
	must(t, all.Limits.Sweep(t.Context(), noon.Add(2*time.Minute)))
	count(noon, 1, noon.Add(time.Minute))
}

func signingKeys(t *testing.T, s account.SigningKeys) {
	old := account.SigningKey{ID: "b", Public: []byte{1, 0, 255}, Sealed: []byte("s"), ActiveFrom: noon, ActiveUntil: noon.Add(time.Hour)}
	young := account.SigningKey{ID: "a", Public: []byte{2}, Sealed: []byte("t"), ActiveFrom: noon.Add(time.Hour), ActiveUntil: noon.Add(2 * time.Hour)}
	must(t, s.AddKey(t.Context(), young))
	must(t, s.AddKey(t.Context(), old))
	keys, err := s.Keys(t.Context())
	if err != nil || len(keys) != 2 || keys[0].ID != "b" || string(keys[0].Public) != string(old.Public) || string(keys[0].Sealed) != "s" || !keys[0].ActiveUntil.Equal(old.ActiveUntil) {
		t.Fatalf("keys %+v, %v", keys, err)
	}
	must(t, s.DropKeys(t.Context(), noon.Add(90*time.Minute)))
	if keys, err := s.Keys(t.Context()); err != nil || len(keys) != 1 || keys[0].ID != "a" {
		t.Fatalf("keys left %+v, %v", keys, err)
	}
}
