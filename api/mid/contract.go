package mid

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/labstack/echo/v4"

	"cabas/domain/kernel/fault"
)

func init() {
	openapi3filter.RegisterBodyDecoder("application/json", decodeJSON)
	openapi3.DefineStringFormatValidator("uuid", openapi3.NewRegexpFormatValidator(openapi3.FormatOfStringForUUIDOfRFC4122))
	openapi3.DefineStringFormatValidator("email", openapi3.NewRegexpFormatValidator(`^[^@\s]{1,64}@[^@\s]{1,252}$`))
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
		if err != nil || !storable(value) {
			return fault.ErrNotFound
		}
		params[name] = value
	}
	query := c.QueryParams()
	for name, values := range query {
		if !op.query[name] {
			return malformed().At("?"+name, fault.FieldUnknown)
		}
		if !storable(strings.Join(values, "")) {
			return malformed().At("?"+name, fault.FieldMalformed)
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
