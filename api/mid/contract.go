package mid

import (
	"net/http"
	"net/url"
	"regexp"

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
	// body is what the operation reads; nil for nothing.
	body  *openapi3.RequestBodyRef
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
			body := op.RequestBody
			if body != nil && body.Value.Content[echo.MIMEApplicationJSON] == nil {
				// A file is read and judged by its use case alone; the library
				// would take it in to check either.
				plain := *op
				plain.RequestBody, plain.Security, op = nil, openapi3.NewSecurityRequirements(), &plain
			}
			route := &routers.Route{Spec: contract, Path: path, PathItem: item, Method: method, Operation: op}
			operations[method+" "+base+placeholder.ReplaceAllString(path, ":$1")] = operation{route, body, known}
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
	if op.body != nil && r.ContentLength != 0 && op.body.Value.Content.Get(r.Header.Get(echo.HeaderContentType)) == nil {
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
		if len(values) > 1 || !storable(values[0]) { // lists are written with commas
			return malformed().At("?"+name, fault.FieldMalformed)
		}
	}
	return translate(openapi3filter.ValidateRequest(r.Context(), &openapi3filter.RequestValidationInput{
		Request: r, PathParams: params, QueryParams: query, Route: op.route, Options: options,
	}))
}
