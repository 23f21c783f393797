package catalog

import "cabas/domain/kernel/fault"

// What can go wrong with products and stock.
var (
	// ErrOutOfStock says that less remains than was asked; it tells the
	// Shortages.
	ErrOutOfStock = fault.Define(fault.Conflict, "catalog.out_of_stock")
	// ErrNegative says that a movement would take more than is on hand; it
	// tells the Stock.
	ErrNegative = fault.Define(fault.Conflict, "catalog.stock_negative")
	// ErrMode says that a movement does not fit how the stock is kept: simple
	// stock is not counted, and counted stock not declared sold out.
	ErrMode = fault.Define(fault.Conflict, "catalog.stock_mode")
)

// FieldFixed points at something that cannot change any more.
var FieldFixed = fault.DefineField("fixed")
