package account

// FactRegistered tells that an address was proved and its account, the
// subject, opened.
const FactRegistered = "account.registered"

// ActRolesChanged is what the audit trail calls a change of global roles; the
// subject is the account.
const ActRolesChanged = "account.roles_changed"
