package order

import "cabas/domain/kernel/fault"

// What can go wrong with an order.
var (
	// ErrState says that the order does not stand where the command starts
	// from: its state is another, its way is another, its time has passed or has
	// not come, or somebody else was first. It tells the State as it is now.
	ErrState = fault.Define(fault.Conflict, "order.wrong_state")
	// ErrTooLate says that the customer can no longer cancel: preparation is done.
	ErrTooLate = fault.Define(fault.Conflict, "order.too_late")
	// ErrCode says that the pickup code is another one.
	ErrCode = fault.Define(fault.Invalid, "order.code_wrong")
	// ErrReason says that the shop has to say why.
	ErrReason = fault.Define(fault.Invalid, "order.reason_required")
)
