package mid

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"cabas/api/problem"
)

// Meter counts what is served.
type Meter interface {
	// Served notes one answer: the route's pattern, never the path.
	Served(method, route string, status int, took time.Duration)
	// Refused notes the code of a problem.
	Refused(code string)
	// Serving notes that one more request, or one less, is under way.
	Serving(change int)
}

// Measure tells the meter of every request; it stands outside of Log, which
// answers errors. Only what the program itself names becomes a label: patterns
// of routes, codes, the usual methods.
func Measure(meter Meter) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			start := time.Now()
			meter.Serving(1)
			defer meter.Serving(-1)
			err := next(c)
			took := time.Since(start)
			if streams(c) {
				took = 0 // it lasted as long as somebody looked on
			}
			meter.Served(usualMethod(c.Request().Method), pattern(c), c.Response().Status, took)
			if code := problem.CodeOf(c); code != "" {
				meter.Refused(code)
			}
			return err
		}
	}
}

// pattern is the route of a request, never its path.
func pattern(c echo.Context) string {
	if c.Path() == "" {
		return "other"
	}
	return c.Path()
}

// usualMethod is the method of a request when it is one of the usual ones: anybody
// may invent others.
func usualMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}
