package rehearsal

import "cabas/domain/kernel/fault"

// What can go wrong with a rehearsal, beside what can with an order.
var (
	// ErrEnough says that the shop holds Most rehearsals already.
	ErrEnough = fault.Define(fault.Conflict, "rehearsal.enough")
	// ErrNoGoods says that the shop shows no product to order.
	ErrNoGoods = fault.Define(fault.Conflict, "rehearsal.no_goods")
)
