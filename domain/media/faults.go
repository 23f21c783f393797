package media

import "cabas/domain/kernel/fault"

// What can go wrong with photos.
var (
	// ErrNotAPhoto says that the bytes are none of JPEG, PNG and WebP, whatever
	// they were called.
	ErrNotAPhoto = fault.Define(fault.Invalid, "media.not_a_photo")
	// ErrDamaged says that they begin like a photo and cannot be read to the
	// end.
	ErrDamaged = fault.Define(fault.Invalid, "media.damaged")
	// ErrTooManyPixels says that the picture would not fit into memory.
	ErrTooManyPixels = fault.Define(fault.Invalid, "media.too_many_pixels")
	// ErrShape says that the picture is tiny, or a mere stripe.
	ErrShape = fault.Define(fault.Invalid, "media.shape")
	// ErrEnough says that the product shows as many photos as it may.
	ErrEnough = fault.Define(fault.Conflict, "media.enough")
	// ErrOthers says that an order of photos does not name exactly those that
	// are shown now.
	ErrOthers = fault.Define(fault.Conflict, "media.others")
	// ErrBusy says that as many photos wait to be prepared as may.
	ErrBusy = fault.Define(fault.Unavailable, "media.busy")
)
