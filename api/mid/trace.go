package mid

import (
	"context"

	"github.com/labstack/echo/v4"
)

// Tracer follows requests.
type Tracer interface {
	// Request begins to follow one; end is told its route, as a pattern, and its
	// answer.
	Request(ctx context.Context, method string) (_ context.Context, end func(route string, status int))
}

// Trace follows each request from where it comes in; it stands outside of Log,
// which answers errors.
func Trace(t Tracer) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			ctx, end := t.Request(c.Request().Context(), usualMethod(c.Request().Method))
			defer func() { end(pattern(c), c.Response().Status) }()
			c.SetRequest(c.Request().WithContext(ctx))
			return next(c)
		}
	}
}
