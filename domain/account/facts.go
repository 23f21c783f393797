package account

// FactRegistered tells that an address was proved and its account, the
// subject, opened.
const FactRegistered = "account.registered"

// ActRolesChanged is what the audit trail calls a change of global roles; the
// subject is the account.
const ActRolesChanged = "account.roles_changed"

// What the audit trail calls what administrators do about an account, which is
// the subject: looking it up, beginning to act for its holder (the note says
// why), and each request made so (the note says which).
const (
	ActViewed = "account.viewed"
	ActBegun  = "account.acted_for"
	ActDone   = "account.acted"
)

// What the audit trail calls what becomes of passkeys; the subject is the
// account, the note the passkey. A suspect one was found by the platform.
const (
	ActPasskeyAdded   = "account.passkey_added"
	ActPasskeyRemoved = "account.passkey_removed"
	ActPasskeySuspect = "account.passkey_suspect"
)
