// Package handler answers the operations of the contract, one file per
// resource. Each handler converts what was asked, calls one use case and
// converts what it answers; faults are returned as they are and become problems
// elsewhere. It may import the contract's types and the domain.
package handler

// All answers every operation of the contract.
type All struct {
	Towns
	ShopHours
	Staff
	Quotes
	Checkouts
	Products
	Stock
	Photos
	Orders
	ShopOrders
	Rehearsals
	Live
	Accounts
	Privacy
	Sessions
	Passkeys
	Alerts
	Administration
	Mails
	Demonstration
}
