package account

import (
	"context"
	"errors"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/work"
)

// Recovery is how people who forgot their password set another one. Nothing it
// answers tells whether an e-mail is known.
type Recovery struct {
	accounts  Accounts
	proofs    Proofs
	unit      work.Unit[Stores]
	passwords Passwords
	seals     Seals
	sessions  *Service
	gate      gate
	rules     Rules
	clock     clock.Clock
}

// NewRecovery makes the use cases. Sessions are opened through s.
func NewRecovery(s *Service, accounts Accounts, proofs Proofs, limits Limits, unit work.Unit[Stores], p Passwords, seals Seals, r Rules, c clock.Clock) *Recovery {
	return &Recovery{accounts, proofs, unit, p, seals, s, gate{limits, seals}, r, c}
}

// Forgot sends the holder of an account a link to set another password, good
// once and for an hour; it takes the place of one sent before. An unknown e-mail
// is sent nothing and answered the same, and as much is written.
func (s *Recovery) Forgot(ctx context.Context, email string, language Language, from Origin) (Sent, error) {
	email, err := NormalEmail(email, "/email")
	if err != nil {
		return Sent{}, err
	}
	now := s.clock.Now()
	if err := s.gate.pass(ctx, "code", email, s.rules.CodesPerEmail, from.Address, s.rules.CodesPerAddress, now); err != nil {
		return Sent{}, err
	}
	known, err := s.accounts.ByEmail(ctx, email)
	if err != nil && !errors.Is(err, fault.ErrNotFound) {
		return Sent{}, err
	}
	secret := encode(random(linkLen))
	p := newProof(known.id, PurposeReset, known.email, now)
	p.Digest = s.digest(secret)
	to := known.Recipient()
	if spoken(language) {
		to.Language = language
	}
	err = s.unit.Do(ctx, func(ctx context.Context, in Stores) error {
		if err := in.Proofs.Put(ctx, p); err != nil || known.id == "" {
			return err
		}
		return in.Post.Code(ctx, to, PurposeReset, secret)
	})
	return Sent{To: masked(email), ExpiresAt: p.ExpiresAt}, err
}

// Reset sets another password with the secret of a link, signs out every device
// and signs this one in. The link proves the address. It answers ErrLink when the
// link was used, is over, or was sent to an address the account no longer has.
func (s *Recovery) Reset(ctx context.Context, secret, password string, from Origin) (SignedIn, error) {
	var c fault.Check
	c.If(password == "", "/password", fault.FieldRequired)
	checkProfile(&c, "-", French, password, "/password")
	if err := c.Err(); err != nil {
		return SignedIn{}, err
	}
	now := s.clock.Now()
	p, err := s.proofs.ByDigest(ctx, PurposeReset, s.digest(secret), now)
	if errors.Is(err, fault.ErrNotFound) || err == nil && p.Account == "" {
		return SignedIn{}, ErrLink
	}
	if err != nil {
		return SignedIn{}, err
	}
	hash, err := s.passwords.Hash(ctx, password)
	if err != nil {
		return SignedIn{}, err
	}
	return s.sessions.enter(ctx, s.unit, now, from, false, func(ctx context.Context, in Stores) (Account, error) {
		if used, err := in.Proofs.Use(ctx, p); err != nil || !used {
			return Account{}, both(err, ErrLink)
		}
		return reset(ctx, in, p, hash, now)
	})
}

// reset gives the account with its new password, kept.
func reset(ctx context.Context, in Stores, p Proof, hash string, now time.Time) (Account, error) {
	a, err := verify(ctx, in, p.Account, p.Email, now)
	switch {
	case errors.Is(err, ErrCode), errors.Is(err, fault.ErrNotFound):
		return Account{}, ErrLink
	case err != nil:
		return Account{}, err
	}
	if a, err = (replacement{by: hash, notice: "reset"}).replace(ctx, in, a, ""); err != nil {
		return Account{}, err
	}
	return a, in.Accounts.Save(ctx, a)
}

func (s *Recovery) digest(secret string) string { return s.seals.Digest("proof", PurposeReset, secret) }
