// Package fault is the one shape in which the domain says that something went
// wrong. A fault has a kind (what sort of trouble), a stable code that clients
// and translations rely on, and optionally the fields concerned and the cause.
// It knows nothing of HTTP or of languages: api/problem turns codes into
// statuses and words.
package fault

import (
	"errors"
	"fmt"
	"time"
)

// Kind says what sort of trouble a fault is; the front door derives the status
// of an answer from it.
type Kind int

// The kinds of trouble, from the caller's mistakes to our own.
const (
	Internal        Kind = iota // we are wrong; the caller cannot help it
	Malformed                   // what was sent cannot be understood
	Invalid                     // what was sent is understood and breaks a rule
	Unauthenticated             // we do not know who is asking
	Forbidden                   // we know, and they may not
	NotFound                    // it does not exist, or the asker may not know that it does
	Conflict                    // it contradicts what is true now
	Precondition                // the version presented is not the current one
	Required                    // a version or a key had to be presented and was not
	TooMany                     // asked too often
	Unavailable                 // a part we depend on does not answer; try again later
)

// Field points at one part of the input that is wrong. Pointer is a JSON
// pointer (RFC 6901) into the body, or "?name" for a query parameter.
type Field struct {
	Pointer string
	Code    string
	// Args fill the placeholders of the code's words, for example the limit.
	Args map[string]any
}

// Error is a fault. Two faults are the same for errors.Is when their codes are
// equal, whatever fields, detail or cause they carry.
type Error struct {
	Kind   Kind
	Code   string
	Fields []Field
	// Args fill the placeholders of the code's words.
	Args map[string]any
	// Truth is what is true now, for conflicts: a fresh quote, a remaining stock.
	Truth any
	// RetryAfter says when trying again may help; zero when unknown.
	RetryAfter time.Duration
	// Cause is for the log, never for the caller.
	Cause error
}

// Error renders the fault for logs.
func (e *Error) Error() string {
	if e.Cause != nil {
		return fmt.Sprintf("%s: %v", e.Code, e.Cause)
	}
	return e.Code
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Cause }

// Is reports whether target is a fault with the same code.
func (e *Error) Is(target error) bool {
	var t *Error
	return errors.As(target, &t) && t.Code == e.Code
}

func (e *Error) clone() *Error {
	c := *e
	c.Fields = append([]Field(nil), e.Fields...)
	return &c
}

// At returns a copy of the fault that also points at one part of the input.
func (e *Error) At(pointer, code string) *Error {
	c := e.clone()
	c.Fields = append(c.Fields, Field{Pointer: pointer, Code: code})
	return c
}

// With returns a copy of the fault whose words are filled with args.
func (e *Error) With(args map[string]any) *Error {
	c := e.clone()
	c.Args = args
	return c
}

// Because returns a copy of the fault that remembers its cause for the log.
func (e *Error) Because(cause error) *Error {
	c := e.clone()
	c.Cause = cause
	return c
}

// Telling returns a copy of the fault that carries what is true now.
func (e *Error) Telling(truth any) *Error {
	c := e.clone()
	c.Truth = truth
	return c
}

// After returns a copy of the fault that says when to try again.
func (e *Error) After(d time.Duration) *Error {
	c := e.clone()
	c.RetryAfter = d
	return c
}

// KindOf gives the kind of err; Internal when it is not a fault.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}
