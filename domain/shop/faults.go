package shop

import "cabas/domain/kernel/fault"

// What can go wrong with shops and their staff.
var (
	// ErrSlugTaken says that another shop has this slug.
	ErrSlugTaken = fault.Define(fault.Conflict, "shop.slug_taken")
	// ErrNotSelling says that the shop may not sell yet.
	ErrNotSelling = fault.Define(fault.Conflict, "shop.not_selling")
	// ErrPaused says that the shop takes no orders for now.
	ErrPaused = fault.Define(fault.Conflict, "shop.paused")
	// ErrTooMany says that the person owns as many shops as the platform lets
	// one person own.
	ErrTooMany = fault.Define(fault.Conflict, "shop.too_many")
	// ErrClosedToday says that today's hours cannot be confirmed, for there are
	// none.
	ErrClosedToday = fault.Define(fault.Conflict, "shop.closed_today")
	// ErrLastOwner says that a shop keeps at least one owner.
	ErrLastOwner = fault.Define(fault.Conflict, "staff.last_owner")
	// ErrAlreadyStaff says that the person works in the shop, or is invited,
	// already.
	ErrAlreadyStaff = fault.Define(fault.Conflict, "staff.already_member")
	// ErrInvitation says that the invitation is unknown, withdrawn, over, or
	// meant for another e-mail address.
	ErrInvitation = fault.Define(fault.NotFound, "staff.invitation_unknown")
)

// Codes that point at one part of the input.
var (
	// FieldNotSIRET says that the digits are not those of a SIRET.
	FieldNotSIRET = fault.DefineField("not_a_siret")
	// FieldContradicts says that the field excludes another one that is filled.
	FieldContradicts = fault.DefineField("contradicts")
	// FieldPast says that the day is over.
	FieldPast = fault.DefineField("past")
)
