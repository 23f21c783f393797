package order

import "cabas/domain/kernel/fault"

// What can go wrong with an order.
var (
	// ErrState says that the order does not stand where the command starts
	// from, or that somebody else was first; it tells the State as it is now.
	ErrState = fault.Define(fault.Conflict, "order.state_changed")
	// ErrWay says that a delivery cannot be collected, nor the reverse.
	ErrWay = fault.Define(fault.Conflict, "order.wrong_way")
	// ErrDeadline says that the time to accept or to confirm is over.
	ErrDeadline = fault.Define(fault.Conflict, "order.deadline_passed")
	// ErrTooEarly says that the slot is not over: the customer may still come.
	ErrTooEarly = fault.Define(fault.Conflict, "order.too_early")
	// ErrCode says that the pickup code is another one.
	ErrCode = fault.Define(fault.Invalid, "order.wrong_code")
	// ErrCodeLocked says that too many wrong codes were tried: a manager has to
	// hand over without the code and say why.
	ErrCodeLocked = fault.Define(fault.Conflict, "order.code_locked")
)
