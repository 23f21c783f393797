package account

import (
	"context"
	"time"

	"cabas/domain/kernel/ident"
)

// Passkeys keeps passkeys.
type Passkeys interface {
	// Add keeps a new one; fault.ErrDuplicate when its credential is known.
	Add(ctx context.Context, p Passkey) error
	// Of lists the account's passkeys, the oldest first; they are few.
	Of(ctx context.Context, account ident.ID) ([]Passkey, error)
	// ByCredential gives the passkey that a device knows by this credential;
	// fault.ErrNotFound when there is none.
	ByCredential(ctx context.Context, credential []byte) (Passkey, error)
	// Used notes that the passkey signed in, with the device's count. It
	// answers false, and notes nothing, when the passkey is gone or suspect, or
	// when the count did not grow though the device counts.
	Used(ctx context.Context, id ident.ID, signs uint32, now time.Time) (bool, error)
	// Suspect notes that there may be a copy of the key; false when that was
	// known, or the passkey is gone.
	Suspect(ctx context.Context, id ident.ID) (bool, error)
	// Rename gives one of the account's passkeys another name;
	// fault.ErrNotFound when it has no such passkey.
	Rename(ctx context.Context, account, id ident.ID, name string) (Passkey, error)
	// Remove forgets one of the account's passkeys and gives what it was;
	// fault.ErrNotFound when it has no such passkey.
	Remove(ctx context.Context, account, id ident.ID) (Passkey, error)
}

// Challenges keeps what devices have to sign.
type Challenges interface {
	Put(ctx context.Context, c Challenge) error
	// Take gives a challenge of the account (of nobody, when empty) and forgets
	// it in the same statement, so that it is good once, on whatever server;
	// fault.ErrNotFound when it was taken, is over, or was never given.
	Take(ctx context.Context, id, account ident.ID, now time.Time) (Challenge, error)
}

// Locksmith knows how passkeys are made and checked (Web Authentication, W3C),
// for the address that the platform is served at. Each method answers
// ErrPasskeysElsewhere when that address allows none.
type Locksmith interface {
	// Party says for whom passkeys are made here.
	Party() (PasskeyParty, error)
	// Made checks that a device made a passkey for the holder at this challenge,
	// here, having verified its user, and gives it with its key;
	// ErrPasskeyUnfit when not.
	Made(nonce []byte, holder ident.ID, answer MadePasskey) (Passkey, error)
	// Signed checks that the passkey signed the challenge, here, having verified
	// its user, and gives the device's count of signatures; ErrPasskeyRefused
	// when not.
	Signed(nonce []byte, p Passkey, answer PasskeySignature) (uint32, error)
}

// PasskeyParty is for whom passkeys are made (the relying party): a domain, its
// name, and the signatures it can check (COSE algorithm numbers), best first.
type PasskeyParty struct {
	Domain, Name string
	Algorithms   []int
}

// Warnings tells account holders what they should know of, by mail. Inside a
// unit of work it is bound to the transaction.
type Warnings interface {
	// Warn writes of one of the Warn… matters; name is what it concerns.
	Warn(ctx context.Context, to Recipient, matter, name string) error
}

// What an account holder is warned of.
const (
	WarnPasskeyAdded   = "passkey_added"   // somebody signed in added a passkey
	WarnPasskeyRemoved = "passkey_removed" // a passkey was removed
	WarnPasskeySuspect = "passkey_suspect" // a passkey may have been copied and is good no more
)
