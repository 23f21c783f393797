// Package ident makes and checks the identifiers that everything in Cabas is
// known by: a type prefix and a time-sortable random part, as in
// "shp_01h455vb4pex5vsknk084sn02q" (the form of TypeID: a UUIDv7, RFC 9562,
// in lower-case Crockford base32). Outside this package they are opaque.
package ident

import (
	"strings"

	"github.com/google/uuid"
)

// ID is an identifier. The zero value names nothing.
type ID string

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// New makes an identifier with the given three-letter prefix. Identifiers made
// later sort later (to the millisecond). It panics when the operating system
// has no randomness left, for then nothing can be trusted.
func New(prefix string) ID {
	return ID(prefix + "_" + encode(uuid.Must(uuid.NewV7())))
}

// encode writes 128 bits as 26 digits of five bits, most significant first.
func encode(u uuid.UUID) string {
	var out [26]byte
	var acc uint64
	bits, next := 2, 0 // two leading zero bits make 130 = 26 × 5
	for _, b := range u {
		acc = acc<<8 | uint64(b)
		bits += 8
		for bits >= 5 {
			bits -= 5
			out[next] = alphabet[acc>>bits&31]
			next++
		}
		acc &= 1<<bits - 1
	}
	return string(out[:])
}

// Valid reports whether id has the given prefix and the shape New gives. A
// value that fails names nothing and can be answered "not found" unasked.
func Valid(id ID, prefix string) bool {
	rest, ok := strings.CutPrefix(string(id), prefix+"_")
	if !ok || len(rest) != 26 || rest[0] > '7' {
		return false
	}
	return strings.Trim(rest, alphabet) == ""
}

// String returns the identifier as text.
func (id ID) String() string { return string(id) }
