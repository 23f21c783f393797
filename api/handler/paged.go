package handler

import (
	"cabas/domain/kernel/page"
)

// paged cuts a short list that was read whole into a page. Items come in the
// order of their keys.
func paged[T any](items []T, r page.Request, key func(T) string) (page.Page[T], error) {
	if r.After != "" {
		var after string
		if err := page.Decode(r.After, &after); err != nil {
			return page.Page[T]{}, err
		}
		for len(items) > 0 && key(items[0]) <= after {
			items = items[1:]
		}
	}
	return page.Of(items, r.Size(), func(it T) []any { return []any{key(it)} }), nil
}
