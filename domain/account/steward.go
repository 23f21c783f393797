package account

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/work"
	"cabas/domain/platform"
)

// Steward opens accounts on behalf of people and gives global roles: the
// command line makes the first administrator with it, the demonstration its
// whole cast.
type Steward struct {
	unit      work.Unit[Stores]
	passwords Passwords
	sweeper   Sweeper
	clock     clock.Clock
}

// NewSteward makes the use cases of the platform's own people.
func NewSteward(unit work.Unit[Stores], p Passwords, sw Sweeper, c clock.Clock) *Steward {
	return &Steward{unit: unit, passwords: p, sweeper: sw, clock: c}
}

// Roles are a person's global roles.
type Roles struct {
	Administrator bool
	AgentOf       []string // INSEE codes of towns
}

// Provision opens the account of an e-mail when there is none, without asking
// for a proof, and gives it exactly these roles. An existing account keeps its
// name and language; its password changes only when one is given.
func (s *Steward) Provision(ctx context.Context, actor Actor, r Registration, roles Roles) (ident.ID, error) {
	if err := requireSteward(actor); err != nil {
		return "", err
	}
	var c fault.Check
	r.Name = strings.TrimSpace(r.Name)
	checkProfile(&c, r.Name, r.Language, r.Password, "/password")
	email, err := NormalEmail(r.Email, "/email")
	if err := both(err, c.Err()); err != nil {
		return "", err
	}
	hash := ""
	if r.Password != "" {
		if hash, err = s.passwords.Hash(ctx, r.Password); err != nil {
			return "", err
		}
	}
	now := s.clock.Now()
	var id ident.ID
	err = s.unit.Do(ctx, func(ctx context.Context, in Stores) error {
		a, fresh, err := held(ctx, in, email)
		if err != nil {
			return err
		}
		if fresh {
			a = Account{id: ident.New("acc"), email: email, name: r.Name, language: r.Language, createdAt: now}
			if r.Proved {
				a.verifiedAt = now
			}
		}
		if hash != "" {
			a.passwordHash = hash
		}
		before, wasAdministrator := rolesText(a), a.administrator
		a.administrator, a.agentOf = roles.Administrator, slices.Compact(slices.Sorted(slices.Values(roles.AgentOf)))
		id = a.id
		if err := put(ctx, in, a, fresh); err != nil {
			return err
		}
		if a.administrator && !wasAdministrator {
			if err := strict(ctx, in, a); err != nil {
				return err
			}
		}
		if after := rolesText(a); after != before {
			return in.Audit.Record(ctx, platform.NewEntry(actor.Who(), ActRolesChanged, a.id.String(), before+" → "+after, now))
		}
		return nil
	})
	return id, err
}

// ForgetPasskeys removes the passkeys of somebody who lost them all, who then
// signs in by code again, and says how many there were; fault.ErrNotFound when
// the e-mail has no account.
func (s *Steward) ForgetPasskeys(ctx context.Context, actor Actor, email string) (forgotten int, err error) {
	if err := requireSteward(actor); err != nil {
		return 0, err
	}
	now := s.clock.Now()
	err = s.unit.Do(ctx, func(ctx context.Context, in Stores) error {
		who, fresh, err := held(ctx, in, email)
		if err != nil || fresh {
			return both(err, fault.ErrNotFound)
		}
		keys, err := in.Passkeys.Of(ctx, who.id)
		if err != nil {
			return err
		}
		for _, p := range keys {
			if _, err := in.Passkeys.Remove(ctx, who.id, p.ID); err != nil {
				return err
			}
			if err := tell(ctx, in, p, actor.Who(), ActPasskeyRemoved, WarnPasskeyRemoved, now); err != nil {
				return err
			}
		}
		forgotten = len(keys)
		return nil
	})
	return forgotten, err
}

// strict signs out every device of a new administrator who keeps a passkey: from
// now on nothing else signs in.
func strict(ctx context.Context, in Stores, a Account) error {
	err := withoutPasskey(ctx, in, a)
	if errors.Is(err, ErrPasskeyNeeded) {
		return in.Devices.EndAll(ctx, a.id, "")
	}
	return err
}

// held gives the account of an e-mail, held for a change; true when there is
// none.
func held(ctx context.Context, in Stores, email string) (Account, bool, error) {
	a, err := in.Accounts.ByEmail(ctx, email)
	if errors.Is(err, fault.ErrNotFound) {
		return a, true, nil
	}
	if err == nil {
		err = in.Accounts.Hold(ctx, a.id)
	}
	if err == nil {
		a, err = in.Accounts.ByID(ctx, a.id)
	}
	return a, false, err
}

func put(ctx context.Context, in Stores, a Account, fresh bool) error {
	if !fresh {
		return in.Accounts.Save(ctx, a)
	}
	if err := in.Accounts.Add(ctx, a); err != nil {
		return err
	}
	return in.Facts.Record(ctx, fact.New(FactRegistered, a.id, a.createdAt, nil))
}

// Sweep throws away what is over: codes, counters, forgotten devices.
func (s *Steward) Sweep(ctx context.Context) error { return s.sweeper.Sweep(ctx, s.clock.Now()) }

func requireSteward(actor Actor) error {
	if actor.System {
		return nil
	}
	return actor.RequireAdministrator()
}

// rolesText writes roles for the audit trail.
func rolesText(a Account) string {
	return fmt.Sprintf("administrator=%t towns=%s", a.administrator, strings.Join(a.agentOf, ","))
}
