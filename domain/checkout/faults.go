package checkout

import "cabas/domain/kernel/fault"

// What can go wrong when a basket is placed or confirmed.
var (
	// ErrQuoteChanged says that something the customer agreed to is another
	// now; it tells the basket.Quote as it is.
	ErrQuoteChanged = fault.Define(fault.Conflict, "checkout.quote_changed")
	// ErrBasketTaken says that the basket was placed already, by somebody else
	// or with other contents.
	ErrBasketTaken = fault.Define(fault.Conflict, "checkout.basket_taken")
	// ErrTerms says that the terms have to be accepted.
	ErrTerms = fault.Define(fault.Invalid, "checkout.terms_not_accepted")
	// ErrCustomer says that a guest has to give name, phone and e-mail.
	ErrCustomer = fault.Define(fault.Invalid, "checkout.customer_required")
	// ErrTooManyOpen says that the guest holds as many open orders as allowed.
	ErrTooManyOpen = fault.Define(fault.Conflict, "checkout.too_many_open_orders")
	// ErrCodeWrong says that the code is another one.
	ErrCodeWrong = fault.Define(fault.Invalid, "checkout.code_wrong")
	// ErrCodeExpired says that the code has ended and the orders with it.
	ErrCodeExpired = fault.Define(fault.Conflict, "checkout.code_expired")
)
