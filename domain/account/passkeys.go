package account

import (
	"context"
	"errors"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/work"
	"cabas/domain/platform"
)

// PasskeyDesk lets people sign in with a passkey, and look after theirs. Who
// signs in types no e-mail, so that nothing here can tell who has an account.
type PasskeyDesk struct {
	entrance   *Entrance
	passkeys   Passkeys
	challenges Challenges
	smith      Locksmith
	unit       work.Unit[Stores]
	gate       gate
	rules      PasskeyRules
	clock      clock.Clock
}

// PasskeyRules bound how often challenges are given and signed.
type PasskeyRules struct {
	AddsPerAccount, AsksPerAddress, TriesPerAddress Allowance
}

// DefaultPasskeyRules are wide for a network address, which a whole school or
// town hall may share.
func DefaultPasskeyRules() PasskeyRules {
	return PasskeyRules{
		AddsPerAccount: Allowance{20, time.Hour},
		AsksPerAddress: Allowance{200, 15 * time.Minute}, TriesPerAddress: Allowance{100, 15 * time.Minute},
	}
}

// NewPasskeyDesk makes the use cases of passkeys. Sessions are opened through e.
func NewPasskeyDesk(e *Entrance, keys Passkeys, ch Challenges, smith Locksmith, limits Limits, unit work.Unit[Stores], seals Seals, r PasskeyRules, c clock.Clock) *PasskeyDesk {
	return &PasskeyDesk{entrance: e, passkeys: keys, challenges: ch, smith: smith, unit: unit, gate: gate{limits, seals}, rules: r, clock: c}
}

// Creation is what a browser is asked to make a passkey with.
type Creation struct {
	Challenge Challenge
	Party     PasskeyParty
	Holder    Account
	// Known are the holder's passkeys, so that a device does not get a second.
	Known []Passkey
}

// BeginAdding gives a challenge for a new passkey of the asker, who must have
// proved lately who they are: whoever holds a passkey proves it ever after.
func (d *PasskeyDesk) BeginAdding(ctx context.Context, actor Actor) (Creation, error) {
	now := d.clock.Now()
	if err := actor.RequireFresh(now); err != nil {
		return Creation{}, err
	}
	party, err := d.smith.Party()
	if err != nil {
		return Creation{}, err
	}
	if err := d.gate.pass(ctx, "passkey.add", actor.Account.String(), d.rules.AddsPerAccount, "", Allowance{}, now); err != nil {
		return Creation{}, err
	}
	holder, err := d.entrance.accounts.ByID(ctx, actor.Account)
	if err != nil {
		return Creation{}, err
	}
	known, err := d.passkeys.Of(ctx, actor.Account)
	if err != nil {
		return Creation{}, err
	}
	if len(known) >= MaxPasskeys {
		return Creation{}, ErrPasskeysEnough
	}
	out := Creation{Challenge: newChallenge(actor.Account, now), Party: party, Holder: holder, Known: known}
	return out, d.challenges.Put(ctx, out.Challenge)
}

// Add keeps the passkey that a device made at the challenge. Its holder is
// told by mail: it opens the account for good.
func (d *PasskeyDesk) Add(ctx context.Context, actor Actor, challenge ident.ID, answer MadePasskey) (Passkey, error) {
	if err := actor.RequireOwn(); err != nil {
		return Passkey{}, err
	}
	name, err := passkeyName(answer.Name)
	if err != nil {
		return Passkey{}, err
	}
	now := d.clock.Now()
	asked, err := d.challenges.Take(ctx, challenge, actor.Account, now)
	if errors.Is(err, fault.ErrNotFound) {
		return Passkey{}, ErrPasskeyUnfit.Because(err)
	}
	if err != nil {
		return Passkey{}, err
	}
	p, err := d.smith.Made(asked.Nonce, actor.Account, answer)
	if err != nil {
		return Passkey{}, err
	}
	p.ID, p.Account, p.Name, p.CreatedAt = ident.New("pky"), actor.Account, name, now
	return p, d.unit.Do(ctx, func(ctx context.Context, in Stores) error { return add(ctx, in, p, actor.Session) })
}

// add keeps a passkey; others who add one to the account wait meanwhile, so
// that the limit holds. An administrator's first one signs out every device but
// this one, here.
func add(ctx context.Context, in Stores, p Passkey, here ident.ID) error {
	if err := in.Accounts.Hold(ctx, p.Account); err != nil {
		return err
	}
	known, err := in.Passkeys.Of(ctx, p.Account)
	if err != nil {
		return err
	}
	if len(known) >= MaxPasskeys {
		return ErrPasskeysEnough
	}
	if err := in.Passkeys.Add(ctx, p); errors.Is(err, fault.ErrDuplicate) {
		return ErrPasskeyKnown
	} else if err != nil {
		return err
	}
	if who, err := in.Accounts.ByID(ctx, p.Account); err != nil {
		return err
	} else if who.administrator && len(known) == 0 {
		// What a mailbox or a password opened before does not go on.
		if err := in.Devices.EndAll(ctx, p.Account, here); err != nil {
			return err
		}
	}
	return tell(ctx, in, p, p.Account, ActPasskeyAdded, WarnPasskeyAdded, p.CreatedAt)
}

// tell writes what became of a passkey into the audit trail, and to its holder
// when there is a matter to warn of.
func tell(ctx context.Context, in Stores, p Passkey, who ident.ID, act, matter string, at time.Time) error {
	if err := in.Audit.Record(ctx, platform.NewEntry(who, act, p.Account.String(), p.ID.String(), at)); err != nil || matter == "" {
		return err
	}
	holder, err := in.Accounts.ByID(ctx, p.Account)
	if err != nil {
		return err
	}
	return in.Warnings.Warn(ctx, holder.Recipient(), matter, p.Name)
}

// List lists the asker's passkeys, the oldest first.
func (d *PasskeyDesk) List(ctx context.Context, actor Actor) ([]Passkey, error) {
	if err := actor.RequireSignedIn(); err != nil {
		return nil, err
	}
	return d.passkeys.Of(ctx, actor.Account)
}

// Rename gives one of the asker's passkeys another name.
func (d *PasskeyDesk) Rename(ctx context.Context, actor Actor, id ident.ID, name string) (Passkey, error) {
	if err := actor.RequireOwn(); err != nil {
		return Passkey{}, err
	}
	name, err := passkeyName(name)
	if err != nil {
		return Passkey{}, err
	}
	return d.passkeys.Rename(ctx, actor.Account, id, name)
}

// Remove forgets one of the asker's passkeys. Sessions it opened go on: they
// are ended one by one, or all at once.
func (d *PasskeyDesk) Remove(ctx context.Context, actor Actor, id ident.ID) error {
	now := d.clock.Now()
	if err := actor.RequireFresh(now); err != nil {
		return err
	}
	return d.unit.Do(ctx, func(ctx context.Context, in Stores) error {
		p, err := in.Passkeys.Remove(ctx, actor.Account, id)
		if err != nil {
			return err
		}
		return tell(ctx, in, p, actor.Account, ActPasskeyRemoved, WarnPasskeyRemoved, now)
	})
}
