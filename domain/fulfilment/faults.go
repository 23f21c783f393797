package fulfilment

import "cabas/domain/kernel/fault"

// What can go wrong with ways and slots.
var (
	// ErrWayNotOffered says that the shop does not offer this way.
	ErrWayNotOffered = fault.Define(fault.Invalid, "fulfilment.way_not_offered")
	// ErrPostcodeNotServed says that the shop does not deliver there.
	ErrPostcodeNotServed = fault.Define(fault.Invalid, "fulfilment.postcode_not_served")
	// ErrBelowMinimum says that the goods cost too little to be delivered.
	ErrBelowMinimum = fault.Define(fault.Invalid, "fulfilment.below_minimum")
	// ErrSlotFull says that the slot has no place left.
	ErrSlotFull = fault.Define(fault.Conflict, "fulfilment.slot_full")
	// ErrSlotClosed says that the slot is not on offer, or can no longer be
	// booked.
	ErrSlotClosed = fault.Define(fault.Invalid, "fulfilment.slot_closed")
	// ErrNoSlot says that no slot has a place left: nothing can be booked at
	// all, because the shop has no hours yet or is fully booked.
	ErrNoSlot = fault.Define(fault.Conflict, "fulfilment.no_slot")
)
