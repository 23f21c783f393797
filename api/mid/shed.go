package mid

import (
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"cabas/domain/kernel/fault"
)

// Shed deals with at most so many requests at a time; zero is 256. Whoever
// comes when all places are taken is sent away at once, for a second, so that
// those who were let in are served in good time and memory stays bounded.
// Streams are not counted: they stay for hours and do nothing.
func Shed(places int) echo.MiddlewareFunc {
	if places <= 0 {
		places = 256
	}
	taken := make(chan struct{}, places)
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if streams(c) {
				return next(c)
			}
			select {
			case taken <- struct{}{}:
				defer func() { <-taken }()
				return next(c)
			default:
				return fault.ErrUnavailable.After(time.Second)
			}
		}
	}
}

// streams reports whether the operation answers as long as the caller stays.
func streams(c echo.Context) bool { return strings.HasSuffix(c.Path(), "/stream") }
