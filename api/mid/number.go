package mid

import (
	"crypto/rand"

	"github.com/labstack/echo/v4"
)

// Number gives each request an identifier of ours, for its answer and for the
// log. What the caller calls it is not taken over: whoever likes would write into
// the log.
func Number() echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Response().Header().Set(echo.HeaderXRequestID, rand.Text())
			return next(c)
		}
	}
}
