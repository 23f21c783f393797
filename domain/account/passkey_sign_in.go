package account

import (
	"context"
	"errors"
	"time"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

// BeginSignIn gives a challenge to whoever wants to sign in with a passkey. It
// asks for nothing and looks nobody up.
func (d *PasskeyDesk) BeginSignIn(ctx context.Context, from Origin) (Challenge, PasskeyParty, error) {
	party, err := d.smith.Party()
	if err != nil {
		return Challenge{}, party, err
	}
	now := d.clock.Now()
	if err := d.gate.pass(ctx, "passkey.ask", "", Allowance{}, from.Address, d.rules.AsksPerAddress, now); err != nil {
		return Challenge{}, party, err
	}
	c := newChallenge("", now)
	return c, party, d.challenges.Put(ctx, c)
}

// SignIn signs in with a passkey that signed the challenge. Whatever is wrong,
// the answer is ErrPasskeyRefused. A count of signatures that went backwards
// means that there may be a copy of the key: the passkey is good no more, and
// its holder is told.
func (d *PasskeyDesk) SignIn(ctx context.Context, challenge ident.ID, answer PasskeySignature, from Origin) (SignedIn, error) {
	now := d.clock.Now()
	if err := d.gate.pass(ctx, "passkey.try", "", Allowance{}, from.Address, d.rules.TriesPerAddress, now); err != nil {
		return SignedIn{}, err
	}
	asked, err := d.challenges.Take(ctx, challenge, "", now)
	if err != nil {
		return SignedIn{}, refusedUnlessBroken(err)
	}
	p, err := d.passkeys.ByCredential(ctx, answer.Credential)
	if err != nil {
		return SignedIn{}, refusedUnlessBroken(err)
	}
	if p.Suspect || string(answer.Handle) != p.Account.String() {
		return SignedIn{}, ErrPasskeyRefused
	}
	signs, err := d.smith.Signed(asked.Nonce, p, answer)
	if err != nil {
		return SignedIn{}, err
	}
	in, err := d.entrance.sessions.enter(ctx, d.unit, now, from, true, func(ctx context.Context, in Stores) (Account, error) {
		used, err := in.Passkeys.Used(ctx, p.ID, signs, now)
		if err != nil {
			return Account{}, err
		}
		if !used {
			return Account{}, errCopied
		}
		return in.Accounts.ByID(ctx, p.Account)
	})
	if errors.Is(err, errCopied) {
		return SignedIn{}, both(d.distrust(ctx, p, now), ErrPasskeyRefused)
	}
	return in, err
}

// errCopied says that a passkey cannot have made the signature it presents
// and the ones before.
var errCopied = errors.New("account: the count of signatures did not grow")

// distrust has a passkey open nothing any more and tells its holder, once. A
// passkey that is gone meanwhile is nobody's trouble.
func (d *PasskeyDesk) distrust(ctx context.Context, p Passkey, now time.Time) error {
	return d.unit.Do(ctx, func(ctx context.Context, in Stores) error {
		news, err := in.Passkeys.Suspect(ctx, p.ID)
		if err != nil || !news {
			return err
		}
		return tell(ctx, in, p, "", ActPasskeySuspect, WarnPasskeySuspect, now)
	})
}

// refusedUnlessBroken answers ErrPasskeyRefused for what is not found.
func refusedUnlessBroken(err error) error {
	if errors.Is(err, fault.ErrNotFound) {
		return ErrPasskeyRefused.Because(err)
	}
	return err
}
