package account

import (
	"context"
	"errors"
	"strings"
	"time"

	"cabas/domain/kernel/fault"
)

// ConfirmEmail gives the asker's account the address that the code was sent to.
// Every other session is over, whatever was sent to the address of before is
// worthless, and that address is told.
func (s *Identity) ConfirmEmail(ctx context.Context, actor Actor, code string) (Account, error) {
	return s.prove(ctx, actor, PurposeEmail, code, func(ctx context.Context, in Stores, p Proof, now time.Time) (Account, error) {
		if err := in.Accounts.Hold(ctx, actor.Account); err != nil {
			return Account{}, err
		}
		a, err := in.Accounts.ByID(ctx, actor.Account)
		if err != nil || a.email == p.Email {
			return a, err
		}
		before := a.Recipient()
		a.email, a.verifiedAt = p.Email, now
		if err := in.Accounts.Save(ctx, a); err != nil {
			return a, err
		}
		for _, undo := range []func() error{
			func() error { return in.Devices.EndAll(ctx, a.id, actor.Session) },
			func() error { return in.Proofs.Drop(ctx, a.id) },
			func() error { return in.Codes.Drop(ctx, before.Email) },
			func() error {
				return in.Post.Notice(ctx, before, NoticeEmail, map[string]string{"email": masked(a.email)})
			},
		} {
			if err := undo(); err != nil {
				return a, err
			}
		}
		return a, nil
	})
}

// prove takes the asker's proof of a purpose when the code is right, and does in
// the same transaction what it is good for.
func (s *Identity) prove(ctx context.Context, actor Actor, purpose, code string, then func(context.Context, Stores, Proof, time.Time) (Account, error)) (Account, error) {
	if err := actor.RequireOwn(); err != nil {
		return Account{}, err
	}
	wrong := ErrCode.At("/code", FieldWrong)
	now := s.clock.Now()
	p, err := s.proofs.Try(ctx, actor.Account, purpose, codeTries, now)
	switch {
	case errors.Is(err, fault.ErrNotFound):
		return Account{}, wrong
	case err != nil:
		return Account{}, err
	case !same(p.Digest, s.digest(p, strings.TrimSpace(code))):
		return Account{}, wrong
	}
	var after Account
	err = s.unit.Do(ctx, func(ctx context.Context, in Stores) error {
		if used, err := in.Proofs.Use(ctx, p); err != nil || !used {
			return both(err, wrong)
		}
		after, err = then(ctx, in, p, now)
		return err
	})
	if errors.Is(err, fault.ErrDuplicate) {
		return Account{}, wrong // somebody else opened an account there meanwhile
	}
	return after, err
}
