package account

import (
	"context"
	"time"

	"cabas/domain/kernel/ident"
)

const (
	// proofLife is how long a proof that was sent is good.
	proofLife = time.Hour
	// linkLen is the length of a link's secret, in bytes.
	linkLen = 32
)

// Proof is something sent to an address that its holder gives back: six digits
// that prove the address of an account, or the secret of a link that sets
// another password. Storage keeps its keyed digest only.
type Proof struct {
	ID ident.ID
	// Account is empty on a decoy that stands for an unknown address.
	Account ident.ID
	Purpose string
	// Email is the address it was sent to.
	Email string
	// Digest is empty on a decoy that nobody can give back.
	Digest    string
	ExpiresAt time.Time
}

func newProof(of ident.ID, purpose, email string, now time.Time) Proof {
	return Proof{ID: ident.New("prf"), Account: of, Purpose: purpose, Email: email, ExpiresAt: now.Add(proofLife)}
}

// verify notes that the holder of an account proved its address;
// ErrCode when the address was changed meanwhile.
func verify(ctx context.Context, in Stores, id ident.ID, email string, now time.Time) (Account, error) {
	if err := in.Accounts.Hold(ctx, id); err != nil {
		return Account{}, err
	}
	a, err := in.Accounts.ByID(ctx, id)
	switch {
	case err != nil:
		return Account{}, err
	case a.email != email:
		return Account{}, ErrCode.At("/code", FieldWrong)
	case a.Verified():
		return a, nil
	}
	a.verifiedAt = now
	return a, in.Accounts.Save(ctx, a)
}

// The notices that the holder of an account is sent.
const (
	// NoticePassword tells that the password was "set", "changed", "removed"
	// or "reset", which stands under "what".
	NoticePassword = "password_changed"
	// NoticeEmail tells the address of before that the account has another
	// now, masked, which stands under "email".
	NoticeEmail = "email_changed"
	// NoticeSignedIn tells that a device was signed in by password; what it
	// calls itself stands under "device" and may be empty. Under "kept" stands
	// "out" when the password was right and a passkey was asked for.
	NoticeSignedIn = "signed_in"
	// NoticeActing tells that an administrator, whose name stands under "who",
	// acts on the person's behalf, and why, under "reason".
	NoticeActing = "acted_for"
)

// replacement is one password in place of another; no password is the empty
// hash.
type replacement struct{ was, by, notice string }

// changeOf names the change from a hash to a new password.
func changeOf(hash, password string) string {
	switch {
	case password == "":
		return "removed"
	case hash == "":
		return "set"
	}
	return "changed"
}

// replace gives the account with the password in place, when every other session
// is over, what was sent before is worthless, and a letter tells of it.
func (r replacement) replace(ctx context.Context, in Stores, a Account, keep ident.ID) (Account, error) {
	a.passwordHash = r.by
	if err := in.Devices.EndAll(ctx, a.id, keep); err != nil {
		return a, err
	}
	if err := in.Proofs.Drop(ctx, a.id); err != nil {
		return a, err
	}
	return a, in.Post.Notice(ctx, a.Recipient(), NoticePassword, map[string]string{"what": r.notice})
}

// knows answers ErrPassword at pointer unless the password is the account's.
// Tries are counted with those of signing in.
func knows(ctx context.Context, p Passwords, g gate, rules Rules, a Account, password, pointer string, now time.Time) error {
	if err := g.pass(ctx, "password", a.email, rules.PasswordsPerEmail, "", Allowance{}, now); err != nil {
		return err
	}
	ok, err := p.Matches(ctx, password, a.passwordHash)
	if err == nil && !ok {
		return ErrPassword.At(pointer, FieldWrong)
	}
	return err
}
