package account

import (
	"context"
	"errors"
	"strings"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/work"
)

// Identity is how people who are signed in prove again who they are, prove their
// address, and change it.
type Identity struct {
	accounts  Accounts
	sessions  Sessions
	codes     Codes
	proofs    Proofs
	unit      work.Unit[Stores]
	passwords Passwords
	seals     Seals
	gate      gate
	rules     Rules
	clock     clock.Clock
}

// NewIdentity makes the use cases of who somebody is.
func NewIdentity(accounts Accounts, sessions Sessions, codes Codes, proofs Proofs, limits Limits, unit work.Unit[Stores], p Passwords, seals Seals, r Rules, c clock.Clock) *Identity {
	return &Identity{accounts, sessions, codes, proofs, unit, p, seals, gate{limits, seals}, r, c}
}

// Confirm proves again who the asker is, by password or by a code to sign in
// with, of which exactly one is given. It answers until when the proof lasts.
func (s *Identity) Confirm(ctx context.Context, actor Actor, password, code string) (time.Time, error) {
	if err := actor.RequireOwn(); err != nil {
		return time.Time{}, err
	}
	var c fault.Check
	c.If(password == "" && code == "", "/code", fault.FieldRequired)
	c.If(password != "" && code != "", "/code", FieldContradicts)
	if err := c.Err(); err != nil {
		return time.Time{}, err
	}
	me, err := s.accounts.ByID(ctx, actor.Account)
	if err != nil {
		return time.Time{}, err
	}
	now := s.clock.Now()
	if password != "" {
		err = knows(ctx, s.passwords, s.gate, s.rules, me, password, "/password", now)
	} else {
		err = s.holds(ctx, me.email, code, now)
	}
	if err != nil {
		return time.Time{}, err
	}
	return now.Add(freshFor), s.sessions.Prove(ctx, actor.Session, now)
}

// holds answers ErrCode unless the digits are those last sent to the e-mail, and
// takes them.
func (s *Identity) holds(ctx context.Context, email, digits string, now time.Time) error {
	wrong := ErrCode.At("/code", FieldWrong)
	if err := s.gate.pass(ctx, "guess", email, s.rules.GuessesPerEmail, "", Allowance{}, now); err != nil {
		return err
	}
	code, err := s.codes.Try(ctx, email, codeTries, now)
	if errors.Is(err, fault.ErrNotFound) || err == nil && !same(code.Digest, s.seals.Digest("code", email, strings.TrimSpace(digits))) {
		return wrong
	}
	if err != nil {
		return err
	}
	if used, err := s.codes.Use(ctx, code); err != nil || !used {
		return both(err, wrong)
	}
	return nil
}

// SendVerification sends a code that proves the asker's own address.
func (s *Identity) SendVerification(ctx context.Context, actor Actor, from Origin) (Sent, error) {
	if err := actor.RequireOwn(); err != nil {
		return Sent{}, err
	}
	me, err := s.accounts.ByID(ctx, actor.Account)
	if err != nil {
		return Sent{}, err
	}
	return s.send(ctx, me, me.Recipient(), PurposeVerify, PurposeVerify, from)
}

// Verify proves the asker's address with the code sent there.
func (s *Identity) Verify(ctx context.Context, actor Actor, code string) (Account, error) {
	return s.prove(ctx, actor, PurposeVerify, code, func(ctx context.Context, in Stores, p Proof, now time.Time) (Account, error) {
		return verify(ctx, in, actor.Account, p.Email, now)
	})
}

// ChangeEmail sends a code to the address that the asker wants instead; nothing
// changes until it is given back. The asker must have proved lately who they
// are. The answer is the same whether or not the address has an account: then a
// mail says so there, and no code is good.
func (s *Identity) ChangeEmail(ctx context.Context, actor Actor, email string, from Origin) (Sent, error) {
	now := s.clock.Now()
	if err := actor.RequireFresh(now); err != nil {
		return Sent{}, err
	}
	email, err := NormalEmail(email, "/email")
	if err != nil {
		return Sent{}, err
	}
	me, err := s.accounts.ByID(ctx, actor.Account)
	if err != nil {
		return Sent{}, err
	}
	// One account does not write to the whole town.
	if err := s.gate.pass(ctx, "change", me.id.String(), s.rules.CodesPerEmail, "", Allowance{}, now); err != nil {
		return Sent{}, err
	}
	to := Recipient{Email: email, Language: me.language}
	switch holder, err := s.accounts.ByEmail(ctx, email); {
	case err == nil && holder.id != me.id:
		return s.send(ctx, me, holder.Recipient(), PurposeEmail, PurposeTaken, from)
	case err != nil && !errors.Is(err, fault.ErrNotFound):
		return Sent{}, err
	}
	return s.send(ctx, me, to, PurposeEmail, PurposeEmail, from)
}

// send keeps a proof for the account and writes to the recipient.
func (s *Identity) send(ctx context.Context, me Account, to Recipient, purpose, letter string, from Origin) (Sent, error) {
	now := s.clock.Now()
	if err := s.gate.pass(ctx, "code", to.Email, s.rules.CodesPerEmail, from.Address, s.rules.CodesPerAddress, now); err != nil {
		return Sent{}, err
	}
	digits := NewDigits()
	p := newProof(me.id, purpose, to.Email, now)
	if letter == purpose {
		p.Digest = s.digest(p, digits)
	} else {
		digits = ""
	}
	err := s.unit.Do(ctx, func(ctx context.Context, in Stores) error {
		if err := in.Proofs.Put(ctx, p); err != nil {
			return err
		}
		return in.Post.Code(ctx, to, letter, digits)
	})
	return Sent{To: masked(to.Email), ExpiresAt: p.ExpiresAt}, err
}

func (s *Identity) digest(p Proof, digits string) string {
	return s.seals.Digest("proof", p.Purpose, p.Account.String(), p.Email, digits)
}
