package account

import "cabas/domain/kernel/fault"

// What can go wrong when signing in.
var (
	// ErrRefused says that the e-mail and the password or code do not go
	// together. It never says which of them is wrong, nor whether the e-mail
	// is known.
	ErrRefused = fault.Define(fault.Unauthenticated, "account.sign_in_refused")
	// ErrSessionOver says that the device was signed out or forgotten, or that
	// an old refresh token was shown: then somebody holds a copy of it.
	ErrSessionOver = fault.Define(fault.Unauthenticated, "account.session_over")
	// ErrPassword says that the current password, asked for before it is
	// changed, is wrong.
	ErrPassword = fault.Define(fault.Invalid, "account.password_wrong")
	// ErrPasskeyRefused says that a passkey does not sign in: it is unknown,
	// removed or suspect, it did not sign this challenge here, or the challenge
	// is over. It never says which.
	ErrPasskeyRefused = fault.Define(fault.Unauthenticated, "account.passkey_refused")
	// ErrPasskeyNeeded says that the secret was right, and that an administrator
	// who keeps a passkey signs in with it alone.
	ErrPasskeyNeeded = fault.Define(fault.Unauthenticated, "account.passkey_needed")
	// ErrPasskeyUnfit says that what a device made cannot be kept as a passkey:
	// the challenge is over or another's, or the device did not verify its user.
	ErrPasskeyUnfit = fault.Define(fault.Invalid, "account.passkey_unfit")
	// ErrPasskeyKnown says that this passkey is kept already.
	ErrPasskeyKnown = fault.Define(fault.Conflict, "account.passkey_known")
	// ErrPasskeysEnough says that the account has as many passkeys as it may.
	ErrPasskeysEnough = fault.Define(fault.Conflict, "account.passkeys_enough")
	// ErrPasskeysElsewhere says that the platform is served at an address for
	// which no passkeys can be made, for example a bare IP address.
	ErrPasskeysElsewhere = fault.Define(fault.Unavailable, "account.passkeys_elsewhere")
	// ErrCode says that a code that proves an address is wrong, used or over.
	// It never says which, nor whether the address has an account.
	ErrCode = fault.Define(fault.Invalid, "account.code_wrong")
	// ErrLink says that the link to set another password is used or over.
	ErrLink = fault.Define(fault.Invalid, "account.link_over")
	// ErrActing says that an administrator who acts for somebody may not do
	// this: it is for the person alone.
	ErrActing = fault.Define(fault.Forbidden, "account.not_on_behalf")
	// ErrNotFresh says that the person has to prove again who they are.
	ErrNotFresh = fault.Define(fault.Forbidden, "account.proof_needed")
)

// FieldContradicts says that a field excludes another that is filled.
var FieldContradicts = fault.DefineField("contradicts")

// FieldWrong says that a secret is not the right one.
var FieldWrong = fault.DefineField("wrong")

// FieldGuessable says that a password is among the first that are tried.
var FieldGuessable = fault.DefineField("guessable")
