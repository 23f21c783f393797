package handler

import "github.com/oapi-codegen/nullable"

// set writes a value of a merge patch unless it is absent.
func set[T any](into *T, value *T) {
	if value != nil {
		*into = *value
	}
}

// setOrClear writes a value of a merge patch: null clears it, absent leaves it.
func setOrClear[T any](into *T, value nullable.Nullable[T]) {
	if value.IsNull() {
		var zero T
		*into = zero
	} else if v, err := value.Get(); err == nil {
		*into = v
	}
}
