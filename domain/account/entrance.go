package account

import (
	"context"
	"errors"
	"strings"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/work"
)

// Entrance is how people come in: registering, and signing in by code or by
// password. Nothing it answers tells whether an e-mail is known; only mails do.
type Entrance struct {
	accounts  Accounts
	codes     Codes
	unit      work.Unit[Stores]
	passwords Passwords
	seals     Seals
	sessions  *Service
	gate      gate
	rules     Rules
	clock     clock.Clock
}

// NewEntrance makes the use cases of coming in. Sessions are opened through s.
func NewEntrance(s *Service, accounts Accounts, codes Codes, limits Limits, unit work.Unit[Stores], p Passwords, seals Seals, r Rules, c clock.Clock) *Entrance {
	return &Entrance{accounts: accounts, codes: codes, unit: unit, passwords: p, seals: seals, sessions: s, gate: gate{limits, seals}, rules: r, clock: c}
}

// Origin is where a request comes from: the network address (for limits) and
// what the device calls itself (for the list of devices).
type Origin struct {
	Address string
	Device  string
}

// Registration is what somebody gives to open an account; the password is
// optional. Proved opens it with the address taken for proved, which only the
// platform itself may say.
type Registration struct {
	Email    string
	Name     string
	Language Language
	Password string
	Proved   bool
}

// Sent tells where a code was sent, masked, and until when it is good. It is
// the same whether or not anybody was written to.
type Sent struct {
	To        string
	ExpiresAt time.Time
}

// Register sends a code that opens the account when it is used to sign in. An
// e-mail that has an account is sent a mail that says so, with a code to sign
// in; the answer is the same. A registration that nobody confirmed is replaced.
func (e *Entrance) Register(ctx context.Context, r Registration, from Origin) (Sent, error) {
	var c fault.Check
	r.Name = strings.TrimSpace(r.Name)
	checkProfile(&c, r.Name, r.Language, r.Password, "/password")
	email, err := NormalEmail(r.Email, "/email")
	if err := both(err, c.Err()); err != nil {
		return Sent{}, err
	}
	now := e.clock.Now()
	if err := e.gate.pass(ctx, "code", email, e.rules.CodesPerEmail, from.Address, e.rules.CodesPerAddress, now); err != nil {
		return Sent{}, err
	}
	pending := &Pending{Name: r.Name, Language: r.Language}
	if r.Password != "" {
		if pending.PasswordHash, err = e.passwordOf(ctx, email, r.Password, now); err != nil {
			return Sent{}, err
		}
	}
	known, err := e.accounts.ByEmail(ctx, email)
	switch {
	case err == nil:
		return e.send(ctx, Code{Email: email}, known.Recipient(), PurposeKnown, now)
	case errors.Is(err, fault.ErrNotFound):
		to := Recipient{Email: email, Language: pending.Language} // without the name: see Recipient
		return e.send(ctx, Code{Email: email, Pending: pending}, to, PurposeRegister, now)
	}
	return Sent{}, err
}

// passwordOf hashes the password of a registration. When another awaits the
// same e-mail with another password, or none, one of the two may be a
// stranger's, laid there for the holder to confirm: then none is kept, and the
// holder chooses one when signed in.
func (e *Entrance) passwordOf(ctx context.Context, email, password string, now time.Time) (string, error) {
	other, err := e.codes.Pending(ctx, email, now)
	alone := errors.Is(err, fault.ErrNotFound)
	if err != nil && !alone {
		return "", err
	}
	same, err := e.passwords.Matches(ctx, password, other.PasswordHash)
	if err != nil {
		return "", err
	}
	hash, err := e.passwords.Hash(ctx, password)
	if !alone && !same {
		hash = ""
	}
	return hash, err
}

// SendCode sends a six-digit code to sign in with to the holder of an account,
// or to who registered and has not confirmed: that opens the account, without
// the password given then. The language, when given, is that of the mail.
func (e *Entrance) SendCode(ctx context.Context, email string, language Language, from Origin) (Sent, error) {
	email, err := NormalEmail(email, "/email")
	if err != nil {
		return Sent{}, err
	}
	now := e.clock.Now()
	if err := e.gate.pass(ctx, "code", email, e.rules.CodesPerEmail, from.Address, e.rules.CodesPerAddress, now); err != nil {
		return Sent{}, err
	}
	code, purpose := Code{Email: email}, PurposeSignIn
	known, err := e.accounts.ByEmail(ctx, email)
	to := known.Recipient()
	if errors.Is(err, fault.ErrNotFound) {
		var pending Pending
		if pending, err = e.codes.Pending(ctx, email, now); err == nil {
			pending.PasswordHash = ""
			code.Pending = &pending
			to = Recipient{Email: email, Language: pending.Language}
		}
	}
	if errors.Is(err, fault.ErrNotFound) {
		purpose, err = decoy, nil
	}
	if err != nil {
		return Sent{}, err
	}
	if spoken(language) {
		to.Language = language
	}
	return e.send(ctx, code, to, purpose, now)
}

// decoy is the purpose of a code that nobody is sent.
const decoy = ""

// send keeps a fresh code and writes it to the recipient.
func (e *Entrance) send(ctx context.Context, code Code, to Recipient, purpose string, now time.Time) (Sent, error) {
	digits := NewDigits()
	code.ID, code.ExpiresAt, code.KeptUntil = ident.New("cod"), now.Add(codeLife), now.Add(codeLife)
	if code.Pending != nil {
		code.KeptUntil = now.Add(pendingLife)
	}
	if purpose != decoy {
		code.Digest = e.digest(code.Email, digits)
	}
	err := e.unit.Do(ctx, func(ctx context.Context, in Stores) error {
		if err := in.Codes.Put(ctx, code); err != nil || purpose == decoy {
			return err
		}
		return in.Post.Code(ctx, to, purpose, digits)
	})
	return Sent{To: masked(code.Email), ExpiresAt: code.ExpiresAt}, err
}

func (e *Entrance) digest(email, digits string) string { return e.seals.Digest("code", email, digits) }

// both gives the first of two errors, with the fields of the second when both
// complain of the input.
func both(first, second error) error {
	var a, b *fault.Error
	if errors.As(first, &a) && errors.As(second, &b) && errors.Is(a, fault.ErrInvalid) && errors.Is(b, fault.ErrInvalid) {
		for _, f := range b.Fields {
			a = a.At(f.Pointer, f.Code)
		}
		return a
	}
	if first != nil {
		return first
	}
	return second
}
