package privacy

import "cabas/domain/kernel/fault"

// Why somebody cannot be forgotten yet.
var (
	// ErrOpenOrders says that the person has orders under way: a shop prepares
	// them and must be able to ask.
	ErrOpenOrders = fault.Define(fault.Conflict, "privacy.open_orders")
	// ErrLastOwner says that nobody else owns a shop that has orders under way;
	// its customers wait for them.
	ErrLastOwner = fault.Define(fault.Conflict, "privacy.last_owner")
)

// FactErased tells that an account, the subject, was deleted.
const FactErased = "account.deleted"

// What the audit trail calls a deletion, of which the account is the subject,
// and a shop that lost its last owner so, which is the subject.
const (
	ActErased   = "account.deleted"
	ActOrphaned = "shop.lost_its_owner"
)
