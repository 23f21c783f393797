package mid

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/labstack/echo/v4"

	"cabas/api/problem"
	"cabas/domain/kernel/fault"
)

func init() {
	openapi3.DefineStringFormatValidator("uuid", openapi3.NewRegexpFormatValidator(openapi3.FormatOfStringForUUIDOfRFC4122))
	openapi3.DefineStringFormatValidator("email", openapi3.NewRegexpFormatValidator(`^[^@\s]{1,64}@[^@\s]{1,190}$`))
}

// operation is one operation of the contract, ready to check requests with.
type operation struct {
	route *routers.Route
	query map[string]bool
}

var placeholder = regexp.MustCompile(`\{([^}]+)\}`)

// Follow refuses requests that do not follow the contract: shapes, bounds,
// formats, and query parameters it does not know. base is the path under which
// the contract's operations are served.
func Follow(contract *openapi3.T, base string) echo.MiddlewareFunc {
	operations := map[string]operation{}
	for path, item := range contract.Paths.Map() {
		for method, op := range item.Operations() {
			known := map[string]bool{}
			for _, p := range append(append(openapi3.Parameters{}, item.Parameters...), op.Parameters...) {
				known[p.Value.Name] = p.Value.In == openapi3.ParameterInQuery
			}
			route := &routers.Route{Spec: contract, Path: path, PathItem: item, Method: method, Operation: op}
			operations[method+" "+base+placeholder.ReplaceAllString(path, ":$1")] = operation{route, known}
		}
	}
	options := &openapi3filter.Options{
		MultiError: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, SkipSettingDefaults: true,
	}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			op, ok := operations[c.Request().Method+" "+c.Path()]
			if !ok {
				return next(c)
			}
			if err := op.check(c, options); err != nil {
				return err
			}
			return next(c)
		}
	}
}

func (op operation) check(c echo.Context, options *openapi3filter.Options) error {
	r := c.Request()
	if op.route.Operation.RequestBody != nil && r.ContentLength != 0 && !readable(op.route.Operation, r) {
		return echo.NewHTTPError(http.StatusUnsupportedMediaType)
	}
	params := make(map[string]string, len(c.ParamNames()))
	for i, name := range c.ParamNames() {
		value, err := url.PathUnescape(c.ParamValues()[i])
		if err != nil {
			return fault.ErrNotFound
		}
		params[name] = value
	}
	query := c.QueryParams()
	for name := range query {
		if !op.query[name] {
			return malformed().At("?"+name, fault.FieldUnknown)
		}
	}
	return translate(openapi3filter.ValidateRequest(r.Context(), &openapi3filter.RequestValidationInput{
		Request: r, PathParams: params, QueryParams: query, Route: op.route, Options: options,
	}))
}

// readable reports whether the operation reads the body's media type.
func readable(op *openapi3.Operation, r *http.Request) bool {
	return op.RequestBody.Value.Content.Get(r.Header.Get(echo.HeaderContentType)) != nil
}

// malformed is the fault of a request that does not follow the contract.
func malformed() *fault.Error { return problem.ErrMalformed }

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
