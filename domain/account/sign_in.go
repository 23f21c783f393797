package account

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/work"
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

// WithPassword signs in by e-mail and password, and a letter tells the holder,
// who may have lost it. A code needs no other letter than its own, and a device
// stays signed in for long: these letters are few.
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
	in, err := e.sessions.enter(ctx, e.unit, now, from, false, func(ctx context.Context, in Stores) (Account, error) {
		return who, in.Post.Notice(ctx, who.Recipient(), NoticeSignedIn, signedInBy(from, ""))
	})
	if errors.Is(err, ErrPasskeyNeeded) {
		// Somebody has an administrator's password: nothing that is refused matters more.
		told := e.unit.Do(ctx, func(ctx context.Context, in Stores) error {
			return in.Post.Notice(ctx, who.Recipient(), NoticeSignedIn, signedInBy(from, "out"))
		})
		return SignedIn{}, both(told, err)
	}
	return in, err
}

// signedInBy is what the letter about a sign-in says of it: what the device calls
// itself, unless that could lead somewhere, and whether it was kept out.
func signedInBy(from Origin, kept string) map[string]string {
	name := deviceName(from.Device)
	if strings.Contains(name, "://") || strings.Contains(strings.ToLower(name), "www.") {
		name = ""
	}
	return map[string]string{"device": name, "kept": kept}
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
	return e.sessions.enter(ctx, e.unit, now, from, false, func(ctx context.Context, in Stores) (Account, error) {
		if used, err := in.Codes.Use(ctx, code); err != nil || !used {
			return Account{}, both(err, ErrRefused)
		}
		return holder(ctx, in, code, now)
	})
}

// holder gives the account that a code signs in, opening it when it is new: the
// code proves the address.
func holder(ctx context.Context, in Stores, code Code, now time.Time) (Account, error) {
	known, err := in.Accounts.ByEmail(ctx, code.Email)
	if err == nil && !known.Verified() {
		a, err := verify(ctx, in, known.id, code.Email, now)
		if errors.Is(err, ErrCode) {
			err = ErrRefused
		}
		return a, err
	}
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

// enter opens a session for whom find gives, in one transaction. The account is
// held and read again: whoever was let in by an address or a password that was
// changed meanwhile is not, for the change has ended the sessions it knew of.
// Whoever runs the platform and keeps a passkey enters by it alone.
func (s *Service) enter(ctx context.Context, unit work.Unit[Stores], now time.Time, from Origin, byPasskey bool, find func(context.Context, Stores) (Account, error)) (SignedIn, error) {
	var opened Session
	var refresh string
	err := unit.Do(ctx, func(ctx context.Context, in Stores) error {
		who, err := find(ctx, in)
		if err != nil {
			return err
		}
		if who, err = still(ctx, in, who); err != nil {
			return err
		}
		if who.administrator && !byPasskey && !s.shared {
			if err := withoutPasskey(ctx, in, who); err != nil {
				return err
			}
		}
		opened, refresh = newSession(who.id, from.Device, now)
		return in.Sessions.Add(ctx, opened)
	})
	if err != nil {
		return SignedIn{}, err
	}
	return s.grant(ctx, opened, refresh, now)
}

// still holds the account and gives it as it is now; ErrRefused unless it is
// signed in to as it was when it was read.
func still(ctx context.Context, in Stores, was Account) (now Account, err error) {
	if err = in.Accounts.Hold(ctx, was.id); err == nil {
		now, err = in.Accounts.ByID(ctx, was.id)
	}
	if errors.Is(err, fault.ErrNotFound) || err == nil && (now.email != was.email || now.passwordHash != was.passwordHash) {
		return now, ErrRefused
	}
	return now, err
}

// withoutPasskey answers ErrPasskeyNeeded when the account keeps a passkey that
// is good: a device and its user's finger, face or code are two factors, a
// mailbox or a password is one (ASVS 4.0.3, 4.3.1).
func withoutPasskey(ctx context.Context, in Stores, who Account) error {
	keys, err := in.Passkeys.Of(ctx, who.id)
	if err == nil && slices.ContainsFunc(keys, func(p Passkey) bool { return !p.Suspect }) {
		return ErrPasskeyNeeded
	}
	return err
}
