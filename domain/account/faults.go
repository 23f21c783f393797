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
)

// FieldContradicts says that a field excludes another that is filled.
var FieldContradicts = fault.DefineField("contradicts")
