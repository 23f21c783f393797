package account

import (
	"context"
	"strings"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/work"
)

// Profiles lets people see and change what is kept about themselves.
type Profiles struct {
	accounts  Accounts
	unit      work.Unit[Stores]
	passwords Passwords
	gate      gate
	rules     Rules
	clock     clock.Clock
}

// NewProfiles makes the use cases of one's own account.
func NewProfiles(accounts Accounts, limits Limits, unit work.Unit[Stores], p Passwords, seals Seals, r Rules, c clock.Clock) *Profiles {
	return &Profiles{accounts: accounts, unit: unit, passwords: p, gate: gate{limits, seals}, rules: r, clock: c}
}

// Changes is what a person wants changed; nil leaves a part as it is.
type Changes struct {
	Name     *string
	Language *Language
	Password *PasswordChange
}

// PasswordChange sets a password, or removes it when New is empty. The current
// one is needed where there is one, a fresh proof of who asks where there is
// none.
type PasswordChange struct{ Current, New string }

// Me gives the asker's own account.
func (s *Profiles) Me(ctx context.Context, actor Actor) (Account, error) {
	if err := actor.RequireSignedIn(); err != nil {
		return Account{}, err
	}
	return s.accounts.ByID(ctx, actor.Account)
}

// Change changes the asker's own account. A new password, or none any more, signs
// out every other device, for it may be changed because somebody else knew the
// old one; links and codes sent before are good no more, and a letter tells.
func (s *Profiles) Change(ctx context.Context, actor Actor, ch Changes) (Account, error) {
	if err := actor.RequireOwn(); err != nil {
		return Account{}, err
	}
	secret, err := s.rehash(ctx, actor, ch.Password)
	if err != nil {
		return Account{}, err
	}
	var after Account
	err = s.unit.Do(ctx, func(ctx context.Context, in Stores) error {
		if err := in.Accounts.Hold(ctx, actor.Account); err != nil {
			return err
		}
		a, err := in.Accounts.ByID(ctx, actor.Account)
		if err != nil {
			return err
		}
		if ch.Name != nil {
			a.name = strings.TrimSpace(*ch.Name)
		}
		if ch.Language != nil {
			a.language = *ch.Language
		}
		var c fault.Check
		checkProfile(&c, a.name, a.language, "", "")
		if err := c.Err(); err != nil {
			return err
		}
		if secret != nil {
			if a.passwordHash != secret.was {
				return ErrPassword.At("/password/current", FieldWrong) // changed since it was checked
			}
			if a, err = secret.replace(ctx, in, a, actor.Session); err != nil {
				return err
			}
		}
		after = a
		return in.Accounts.Save(ctx, a)
	})
	return after, err
}

// rehash checks a change of password and gives what it replaces by what; nil when
// none is asked for. Tries at the current one are counted.
func (s *Profiles) rehash(ctx context.Context, actor Actor, ch *PasswordChange) (*replacement, error) {
	if ch == nil {
		return nil, nil
	}
	var c fault.Check
	checkProfile(&c, "-", French, ch.New, "/password/new")
	if err := c.Err(); err != nil {
		return nil, err
	}
	a, err := s.accounts.ByID(ctx, actor.Account)
	if err != nil {
		return nil, err
	}
	if !a.HasPassword() {
		if ch.New == "" {
			return nil, nil // there is none to remove
		}
		if err := actor.RequireFresh(s.clock.Now()); err != nil {
			return nil, err
		}
	} else if err := knows(ctx, s.passwords, s.gate, s.rules, a, ch.Current, "/password/current", s.clock.Now()); err != nil {
		return nil, err
	}
	out := &replacement{was: a.passwordHash, notice: changeOf(a.passwordHash, ch.New)}
	if ch.New != "" {
		out.by, err = s.passwords.Hash(ctx, ch.New)
	}
	return out, err
}
