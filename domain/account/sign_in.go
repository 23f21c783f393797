package account

import (
	"context"
	"errors"
	"strings"
	"time"

	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
)

// SignIn signs in by password or by code, of which exactly one is given.
func (e *Entrance) SignIn(ctx context.Context, email, password, code string, from Origin) (SignedIn, error) {
	var c fault.Check
	c.If(password == "" && code == "", "/code", fault.FieldRequired)
	c.If(password != "" && code != "", "/code", FieldContradicts)
	if err := c.Err(); err != nil {
		return SignedIn{}, err
	}
	if code != "" {
		return e.WithCode(ctx, email, code, from)
	}
	return e.WithPassword(ctx, email, password, from)
}

// WithPassword signs in by e-mail and password.
func (e *Entrance) WithPassword(ctx context.Context, email, password string, from Origin) (SignedIn, error) {
	email, err := NormalEmail(email, "/email")
	if err != nil {
		return SignedIn{}, err
	}
	now := e.clock.Now()
	if err := e.gate.pass(ctx, "password", email, e.rules.PasswordsPerEmail, from.Address, e.rules.PasswordsPerAddress, now); err != nil {
		return SignedIn{}, err
	}
	who, err := e.accounts.ByEmail(ctx, email)
	if err != nil && !errors.Is(err, fault.ErrNotFound) {
		return SignedIn{}, err
	}
	if len(password) > 4*maxPassword {
		password = ""
	}
	ok, err := e.passwords.Matches(ctx, password, who.passwordHash)
	if err != nil {
		return SignedIn{}, err
	}
	if !ok {
		return SignedIn{}, ErrRefused
	}
	return e.enter(ctx, now, from, func(context.Context, Stores) (Account, error) { return who, nil })
}

// WithCode signs in by e-mail and six-digit code, and opens the account when
// the code was sent for that.
func (e *Entrance) WithCode(ctx context.Context, email, digits string, from Origin) (SignedIn, error) {
	email, err := NormalEmail(email, "/email")
	if err != nil {
		return SignedIn{}, err
	}
	now := e.clock.Now()
	if err := e.gate.pass(ctx, "guess", email, e.rules.GuessesPerEmail, from.Address, e.rules.GuessesPerAddress, now); err != nil {
		return SignedIn{}, err
	}
	code, err := e.codes.Try(ctx, email, codeTries, now)
	if errors.Is(err, fault.ErrNotFound) {
		return SignedIn{}, ErrRefused
	}
	if err != nil {
		return SignedIn{}, err
	}
	if !same(code.Digest, e.digest(email, strings.TrimSpace(digits))) {
		return SignedIn{}, ErrRefused
	}
	return e.enter(ctx, now, from, func(ctx context.Context, in Stores) (Account, error) {
		if used, err := in.Codes.Use(ctx, code); err != nil || !used {
			return Account{}, both(err, ErrRefused)
		}
		return holder(ctx, in, code, now)
	})
}

// holder gives the account that a code signs in, opening it when it is new.
func holder(ctx context.Context, in Stores, code Code, now time.Time) (Account, error) {
	known, err := in.Accounts.ByEmail(ctx, code.Email)
	if err == nil || !errors.Is(err, fault.ErrNotFound) {
		return known, err
	}
	if code.Pending == nil {
		return Account{}, ErrRefused
	}
	opened := code.opening(now)
	if err := in.Accounts.Add(ctx, opened); err != nil {
		return Account{}, err
	}
	return opened, in.Facts.Record(ctx, fact.New(FactRegistered, opened.id, now, nil))
}

// enter opens a session for whom find gives, in one transaction.
func (e *Entrance) enter(ctx context.Context, now time.Time, from Origin, find func(context.Context, Stores) (Account, error)) (SignedIn, error) {
	var s Session
	var refresh string
	err := e.unit.Do(ctx, func(ctx context.Context, in Stores) error {
		who, err := find(ctx, in)
		if err != nil {
			return err
		}
		s, refresh = newSession(who.id, from.Device, now)
		return in.Sessions.Add(ctx, s)
	})
	if err != nil {
		return SignedIn{}, err
	}
	return e.sessions.grant(ctx, s, refresh, now)
}
