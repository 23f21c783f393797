package account

import (
	"context"
	"time"

	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/platform"
)

// Accounts keeps accounts.
type Accounts interface {
	// Add keeps a new account with its roles; fault.ErrDuplicate when the
	// e-mail has one.
	Add(ctx context.Context, a Account) error
	// ByID gives an account; fault.ErrNotFound when there is none.
	ByID(ctx context.Context, id ident.ID) (Account, error)
	// ByEmail gives the account of a normalised e-mail; fault.ErrNotFound when
	// there is none.
	ByEmail(ctx context.Context, email string) (Account, error)
	// Hold makes others who want to change the account wait until the
	// transaction ends, so that what is read next is still true when it is
	// saved; fault.ErrNotFound when there is none.
	Hold(ctx context.Context, id ident.ID) error
	// Save keeps a changed account with its roles, whole: hold it before it is
	// read.
	Save(ctx context.Context, a Account) error
}

// Sessions keeps the devices that are signed in.
type Sessions interface {
	Add(ctx context.Context, s Session) error
	// ByID gives a session; fault.ErrNotFound when it is over.
	ByID(ctx context.Context, id ident.ID) (Session, error)
	// Rotate keeps the session's new token in place of the one whose digest
	// is given; it answers false when another request did so before.
	Rotate(ctx context.Context, s Session, from string) (bool, error)
	// End ends one session of the account; false when it is over already.
	End(ctx context.Context, account, id ident.ID) (bool, error)
	// Prove notes when the session's holder proved who they are;
	// fault.ErrNotFound when it is over.
	Prove(ctx context.Context, id ident.ID, at time.Time) error
}

// Devices looks at all sessions.
type Devices interface {
	// Actor gives who a live session acts for, with the roles of this moment,
	// in one query; fault.ErrNotFound when it is over.
	Actor(ctx context.Context, session ident.ID, now time.Time) (Actor, error)
	// Of lists the account's live sessions, the last used first.
	Of(ctx context.Context, account ident.ID, now time.Time, p page.Request) (page.Page[Session], error)
	// EndAll ends every session of the account except one (empty for none).
	EndAll(ctx context.Context, account, except ident.ID) error
}

// Codes keeps, for each e-mail, the last code that was sent.
type Codes interface {
	// Put keeps a code in place of the one before.
	Put(ctx context.Context, c Code) error
	// Pending gives the registration that awaits the e-mail's proof;
	// fault.ErrNotFound when there is none.
	Pending(ctx context.Context, email string, now time.Time) (Pending, error)
	// Try counts a guess on the e-mail's live code and gives it;
	// fault.ErrNotFound when there is none, or it bore most guesses before. It
	// commits by itself, so that a guess counts whatever follows.
	Try(ctx context.Context, email string, most int, now time.Time) (Code, error)
	// Use takes a code so that nobody else can; false when it was taken or
	// replaced already.
	Use(ctx context.Context, c Code) (bool, error)
	// Drop forgets what was sent to the e-mail.
	Drop(ctx context.Context, email string) error
}

// Proofs keeps what was sent to prove an address or to set another password:
// for each account the last of each purpose.
type Proofs interface {
	// Put keeps a proof in place of the one before of the account and purpose.
	Put(ctx context.Context, p Proof) error
	// Try counts a guess on the account's live proof and gives it;
	// fault.ErrNotFound when there is none, or it bore most guesses before. It
	// commits by itself, so that a guess counts whatever follows.
	Try(ctx context.Context, account ident.ID, purpose string, most int, now time.Time) (Proof, error)
	// ByDigest gives a live proof by its digest, or fault.ErrNotFound.
	ByDigest(ctx context.Context, purpose, digest string, now time.Time) (Proof, error)
	// Use takes a proof so that nobody else can; false when it was taken or
	// replaced already.
	Use(ctx context.Context, p Proof) (bool, error)
	// Drop forgets every proof of the account.
	Drop(ctx context.Context, account ident.ID) error
}

// Limits counts tries in windows of time.
type Limits interface {
	// Count adds one under the key and answers how many the window holds and
	// when it ends; a window that is over begins again and ends at until.
	Count(ctx context.Context, key string, now, until time.Time) (int, time.Time, error)
}

// Sweeper throws away codes, challenges, counters and sessions that are over.
type Sweeper interface {
	Sweep(ctx context.Context, now time.Time) error
}

// People looks up whom to write to.
type People interface {
	// Recipients gives the accounts among ids, in one query.
	Recipients(ctx context.Context, ids []ident.ID) (map[ident.ID]Recipient, error)
}

// Post writes codes and notices to people. Inside a unit of work it is bound to
// the transaction that keeps the code; the mail leaves after it commits.
type Post interface {
	Code(ctx context.Context, to Recipient, purpose, code string) error
	// Notice tells the holder of an account what was done to it; about says
	// more, as each notice wants it.
	Notice(ctx context.Context, to Recipient, notice string, about map[string]string) error
}

// Passwords hashes passwords slowly. Both wait their turn and give up with ctx.
type Passwords interface {
	Hash(ctx context.Context, password string) (string, error)
	// Matches takes as long for an empty hash, which nothing matches.
	Matches(ctx context.Context, password, hash string) (bool, error)
}

// Seals makes digests that only who holds the server's secret can repeat.
type Seals interface {
	Digest(parts ...string) string
}

// Stores is what this room's flows need in one transaction.
type Stores struct {
	Accounts Accounts
	Sessions Sessions
	Devices  Devices
	Codes    Codes
	Passkeys Passkeys
	Proofs   Proofs
	Post     Post
	Warnings Warnings
	Facts    fact.Recorder
	Audit    platform.Audit
}
