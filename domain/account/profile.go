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

// PasswordChange sets a password; the current one is needed where there is one.
type PasswordChange struct{ Current, New string }

// Me gives the asker's own account.
func (s *Profiles) Me(ctx context.Context, actor Actor) (Account, error) {
	if err := actor.RequireSignedIn(); err != nil {
		return Account{}, err
	}
	return s.accounts.ByID(ctx, actor.Account)
}

// Change changes the asker's own account. A new password signs out every other
// device, for it may be changed because somebody else knew the old one.
func (s *Profiles) Change(ctx context.Context, actor Actor, ch Changes) (Account, error) {
	if err := actor.RequireSignedIn(); err != nil {
		return Account{}, err
	}
	hash, err := s.rehash(ctx, actor, ch.Password)
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
		if hash != "" {
			a.passwordHash = hash
			if err := in.Devices.EndAll(ctx, a.id, actor.Session); err != nil {
				return err
			}
		}
		after = a
		return in.Accounts.Save(ctx, a)
	})
	return after, err
}

// rehash checks a change of password and gives the hash of the new one; empty
// when none is asked for. Tries at the current one are counted.
func (s *Profiles) rehash(ctx context.Context, actor Actor, ch *PasswordChange) (string, error) {
	if ch == nil {
		return "", nil
	}
	var c fault.Check
	c.If(ch.New == "", "/password/new", fault.FieldRequired)
	checkProfile(&c, "-", French, ch.New, "/password/new")
	if err := c.Err(); err != nil {
		return "", err
	}
	a, err := s.accounts.ByID(ctx, actor.Account)
	if err != nil {
		return "", err
	}
	if a.HasPassword() {
		if err := s.gate.pass(ctx, "password", a.email, s.rules.PasswordsPerEmail, "", Allowance{}, s.clock.Now()); err != nil {
			return "", err
		}
		ok, err := s.passwords.Matches(ctx, ch.Current, a.passwordHash)
		if err != nil {
			return "", err
		}
		if !ok {
			return "", ErrPassword.At("/password/current", fault.FieldMalformed)
		}
	}
	return s.passwords.Hash(ctx, ch.New)
}
