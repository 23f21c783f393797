package fault

import "sort"

// registry holds every code that Define has seen, so that a test can check
// that each has words in both languages and a place in the contract.
var registry = map[string]Kind{}

// fieldCodes holds every code that points at one part of the input.
var fieldCodes = map[string]bool{}

// Define declares a fault that a room can answer with. Codes read
// "room.what_happened". It is called from package variables only and panics
// when two rooms claim one code, so that the mistake is seen at start.
func Define(kind Kind, code string) *Error {
	if _, taken := registry[code]; taken {
		panic("fault: code defined twice: " + code)
	}
	registry[code] = kind
	return &Error{Kind: kind, Code: code}
}

// DefineField declares a code that points at one part of the input; the same
// code may be declared by several rooms.
func DefineField(code string) string {
	fieldCodes[code] = true
	return code
}

// Codes lists every declared fault code, sorted.
func Codes() []string { return sorted(registry) }

// KindOfCode gives the kind that a code was declared with; Internal for a code
// that nobody declared.
func KindOfCode(code string) Kind { return registry[code] }

// FieldCodes lists every declared field code, sorted.
func FieldCodes() []string { return sorted(fieldCodes) }

func sorted[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for c := range m {
		out = append(out, c)
	}
	sort.Strings(out)
	return out
}
