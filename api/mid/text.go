package mid

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

// storable reports whether both databases can keep the text: PostgreSQL takes
// neither the character zero nor bytes that are not UTF-8.
func storable(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }

var errText = errors.New("mid: a text holds the character zero")

var errMore = errors.New("mid: something stands behind the JSON value")

// decodeJSON reads a body that is one JSON value and nothing else, and refuses
// texts that cannot be kept. Bytes that are not UTF-8 become the replacement
// character on the way.
func decodeJSON(body io.Reader, _ http.Header, _ *openapi3.SchemaRef, _ openapi3filter.EncodingFn) (any, error) {
	var value any
	dec := json.NewDecoder(body)
	dec.UseNumber()
	err := dec.Decode(&value)
	if err == nil {
		if _, more := dec.Token(); !errors.Is(more, io.EOF) {
			err = errMore
		}
	}
	if err == nil && !allStorable(value) {
		err = errText
	}
	if err != nil {
		return nil, &openapi3filter.ParseError{Kind: openapi3filter.KindInvalidFormat, Cause: err}
	}
	return value, nil
}

func allStorable(value any) bool {
	switch v := value.(type) {
	case string:
		return storable(v)
	case []any:
		for _, inner := range v {
			if !allStorable(inner) {
				return false
			}
		}
	case map[string]any:
		for name, inner := range v {
			if !storable(name) || !allStorable(inner) {
				return false
			}
		}
	}
	return true
}
