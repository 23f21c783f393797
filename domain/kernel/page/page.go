// Package page holds what a list is asked with and answered by: a limit and a
// position in, items and the next position out. Positions are keys of the last
// item seen (keyset paging), never counts of items skipped.
package page

import (
	"encoding/base64"
	"encoding/json"

	"cabas/domain/kernel/fault"
)

// DefaultLimit and MaxLimit bound how many items one page holds.
const (
	DefaultLimit = 24
	MaxLimit     = 100
)

// Request says which page is wanted. The zero value is the first page of the
// default size.
type Request struct {
	Limit int
	After string
}

// Size is the number of items to give: the default when none was asked, never
// more than MaxLimit.
func (r Request) Size() int {
	switch {
	case r.Limit <= 0:
		return DefaultLimit
	case r.Limit > MaxLimit:
		return MaxLimit
	}
	return r.Limit
}

// Page is one page of a list; Next is empty on the last one.
type Page[T any] struct {
	Items []T
	Next  string
}

// Of cuts items read with one more than size into a page; key gives the
// position of an item.
func Of[T any](items []T, size int, key func(T) []any) Page[T] {
	if len(items) <= size {
		return Page[T]{Items: items}
	}
	items = items[:size]
	return Page[T]{Items: items, Next: Encode(key(items[size-1])...)}
}

// Map converts the items of a page and keeps its position.
func Map[A, B any](p Page[A], f func(A) B) Page[B] {
	out := Page[B]{Items: make([]B, len(p.Items)), Next: p.Next}
	for i, it := range p.Items {
		out.Items[i] = f(it)
	}
	return out
}

// Encode writes a position from the keys of an item. Keys are strings,
// integers or booleans.
func Encode(keys ...any) string {
	b, err := json.Marshal(keys)
	if err != nil {
		panic("page: a key that is not plain: " + err.Error())
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// Decode reads a position into the given pointers, one for each key that
// Encode was given. It answers fault.ErrMalformed, naming the parameter,
// when the position is not one of ours.
func Decode(after string, keys ...any) error {
	bad := fault.ErrMalformed.At("?after", fault.FieldMalformed)
	b, err := base64.RawURLEncoding.DecodeString(after)
	if err != nil {
		return bad.Because(err)
	}
	var raw []json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil || len(raw) != len(keys) {
		return bad
	}
	for i := range raw {
		if err := json.Unmarshal(raw[i], keys[i]); err != nil {
			return bad.Because(err)
		}
	}
	return nil
}
