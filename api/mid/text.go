package mid

import (
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

// decodeJSON reads a JSON body and refuses texts that cannot be kept. Bytes
// that are not UTF-8 become the replacement character on the way.
func decodeJSON(body io.Reader, h http.Header, schema *openapi3.SchemaRef, f openapi3filter.EncodingFn) (any, error) {
	value, err := openapi3filter.JSONBodyDecoder(body, h, schema, f)
	if err == nil && !allStorable(value) {
		return nil, &openapi3filter.ParseError{Kind: openapi3filter.KindInvalidFormat, Cause: errText}
	}
	return value, err
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
