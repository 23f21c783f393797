package fault

// The faults that every room may answer with.
var (
	// ErrInvalid says that the input breaks one or more rules; its fields say which.
	ErrInvalid = Define(Invalid, "input.invalid")
	// ErrMalformed says that what was asked cannot be read at all: it does not
	// follow the contract.
	ErrMalformed = Define(Malformed, "request.malformed")
	// ErrNotFound says that the thing does not exist, or that the asker may not know it does.
	ErrNotFound = Define(NotFound, "not_found")
	// ErrUnauthenticated says that the operation needs a signed-in person.
	ErrUnauthenticated = Define(Unauthenticated, "auth.required")
	// ErrForbidden says that the person is known and may not do this.
	ErrForbidden = Define(Forbidden, "auth.forbidden")
	// ErrDuplicate says that something with this name or number exists already.
	ErrDuplicate = Define(Conflict, "duplicate")
	// ErrDangling says that the change refers to something that is gone.
	ErrDangling = Define(Conflict, "reference.missing")
	// ErrStale says that the document was changed by somebody else meanwhile.
	ErrStale = Define(Precondition, "version.stale")
	// ErrVersionRequired says that the change must present the version it edits (If-Match).
	ErrVersionRequired = Define(Required, "version.required")
	// ErrTooMany says that something was asked too often; RetryAfter says when again.
	ErrTooMany = Define(TooMany, "rate.limited")
	// ErrUnavailable says that a part we depend on does not answer.
	ErrUnavailable = Define(Unavailable, "service.unavailable")
	// ErrInternal says that we are wrong.
	ErrInternal = Define(Internal, "internal")
)

// Codes that point at one part of the input, shared by all rooms.
var (
	FieldRequired  = DefineField("required")
	FieldTooShort  = DefineField("too_short")
	FieldTooLong   = DefineField("too_long")
	FieldTooSmall  = DefineField("too_small")
	FieldTooLarge  = DefineField("too_large")
	FieldMalformed = DefineField("malformed")
	FieldUnknown   = DefineField("unknown")
	FieldTaken     = DefineField("taken")
)

// Check gathers field faults while a value is validated.
type Check struct{ fields []Field }

// If notes that the field at pointer is wrong when bad holds.
func (c *Check) If(bad bool, pointer, code string) {
	if bad {
		c.fields = append(c.fields, Field{Pointer: pointer, Code: code})
	}
}

// Err answers ErrInvalid with every field noted, or nil when none was.
func (c *Check) Err() error {
	if len(c.fields) == 0 {
		return nil
	}
	e := ErrInvalid.clone()
	e.Fields = c.fields
	return e
}
