package basket

import "cabas/domain/kernel/fault"

// What can keep a basket from being placed, beside what shop, catalog and
// fulfilment say.
var (
	// ErrNotAvailable says that the product is withdrawn, hidden, sold out or
	// another shop's; which of these is not told.
	ErrNotAvailable = fault.Define(fault.Conflict, "catalog.not_available")
	// ErrQuantity says that the quantity does not fit the product's minimum
	// and steps.
	ErrQuantity = fault.Define(fault.Invalid, "basket.quantity_refused")
)
