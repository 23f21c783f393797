package mid

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"

	"cabas/domain/kernel/fault"
)

// ErrKeyRequired says that the operation needs an Idempotency-Key.
var ErrKeyRequired = fault.Define(fault.Required, "idempotency.key_required")

// requiredHeaders are the headers whose absence has an answer of its own (428).
var requiredHeaders = map[string]*fault.Error{
	"If-Match":        fault.ErrVersionRequired,
	"Idempotency-Key": ErrKeyRequired,
}

// malformed is the fault of a request that does not follow the contract.
func malformed() *fault.Error { return fault.ErrMalformed }

// translate gathers everything that is wrong into one fault with its fields.
// A path that does not look like an identifier names nothing: not found.
func translate(err error) error {
	if err == nil {
		return nil
	}
	f := malformed().Because(err)
	for _, e := range flatten(err) {
		var re *openapi3filter.RequestError
		prefix := ""
		if errors.As(e, &re) && re.Parameter != nil {
			switch re.Parameter.In {
			case openapi3.ParameterInPath:
				return fault.ErrNotFound.Because(err)
			case openapi3.ParameterInQuery:
				prefix = "?" + re.Parameter.Name
			default:
				if missing, ok := requiredHeaders[re.Parameter.Name]; ok && errors.Is(e, openapi3filter.ErrInvalidRequired) {
					return missing.Because(err)
				}
				prefix = "header:" + re.Parameter.Name
			}
		}
		f = addFields(f, prefix, e, re)
	}
	return f
}

func addFields(f *fault.Error, prefix string, e error, re *openapi3filter.RequestError) *fault.Error {
	found := false
	if re != nil {
		for _, inner := range flatten(re.Err) {
			var se *openapi3.SchemaError
			if errors.As(inner, &se) {
				found = true
				f = f.At(pointer(prefix, se), fieldCode(se))
			}
		}
	}
	if found {
		return f
	}
	code := fault.FieldMalformed
	if errors.Is(e, openapi3filter.ErrInvalidRequired) {
		code = fault.FieldRequired
	}
	return f.At(prefix, code)
}

// flatten lists the errors inside nested MultiErrors.
func flatten(err error) []error {
	var multi openapi3.MultiError
	if err == nil {
		return nil
	}
	if direct, ok := err.(openapi3.MultiError); ok { //nolint:errorlint // only the outermost
		multi = direct
	} else {
		return []error{err}
	}
	var all []error
	for _, e := range multi {
		all = append(all, flatten(e)...)
	}
	return all
}

func pointer(prefix string, se *openapi3.SchemaError) string {
	if prefix != "" {
		return prefix
	}
	var b strings.Builder
	for _, part := range se.JSONPointer() {
		b.WriteString("/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(part))
	}
	if name, ok := missing(se); ok && !strings.HasSuffix(b.String(), "/"+name) {
		b.WriteString("/" + name)
	}
	return b.String()
}

var quoted = regexp.MustCompile(`property "([^"]+)"`)

// missing names the property that is absent or unknown.
func missing(se *openapi3.SchemaError) (string, bool) {
	if se.SchemaField != "required" && se.SchemaField != "properties" && se.SchemaField != "additionalProperties" {
		return "", false
	}
	m := quoted.FindStringSubmatch(se.Reason)
	if m == nil {
		return "", false
	}
	name, err := strconv.Unquote(`"` + m[1] + `"`)
	return name, err == nil
}

func fieldCode(se *openapi3.SchemaError) string {
	switch se.SchemaField {
	case "required":
		return fault.FieldRequired
	case "minLength", "minItems", "minProperties":
		return fault.FieldTooShort
	case "maxLength", "maxItems", "maxProperties":
		return fault.FieldTooLong
	case "minimum", "exclusiveMinimum":
		return fault.FieldTooSmall
	case "maximum", "exclusiveMaximum":
		return fault.FieldTooLarge
	case "enum", "properties", "additionalProperties":
		return fault.FieldUnknown
	}
	return fault.FieldMalformed
}
