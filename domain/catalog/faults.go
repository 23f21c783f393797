package catalog

import "cabas/domain/kernel/fault"

// What can go wrong with products and stock.
var (
	// ErrOutOfStock says that less remains than was asked; it tells the
	// Shortages.
	ErrOutOfStock = fault.Define(fault.Conflict, "catalog.out_of_stock")
	// ErrBelowZero says that a movement would take more than is on hand; it
	// tells the Stock.
	ErrBelowZero = fault.Define(fault.Conflict, "catalog.below_zero")
	// ErrNotCounted says that the variant's stock is not counted: it is only
	// available or sold out.
	ErrNotCounted = fault.Define(fault.Conflict, "catalog.not_counted")
	// ErrCounted says that the variant's stock is counted, so that it cannot
	// be declared available or sold out.
	ErrCounted = fault.Define(fault.Conflict, "catalog.counted")
	// ErrEnough says that the shop lists as many products as it may.
	ErrEnough = fault.Define(fault.Conflict, "catalog.enough")
)

// FieldFixed points at something that cannot change any more.
var FieldFixed = fault.DefineField("fixed")
