package mid

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"cabas/domain/kernel/fault"
)

// AcceptTime is how long a caller may take until the answer is accepted: the ten
// seconds that it may take to be made, and 200 kB at 100 kilobits a second. Who
// reads no further gives the place back.
const AcceptTime = 30 * time.Second

// Shed deals with at most so many requests at a time; zero is 256. Whoever
// comes when all places are taken is sent away at once, for a second, so that
// those who were let in are served in good time and memory stays bounded; and
// nobody keeps a place by not reading the answer.
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
				_ = http.NewResponseController(c.Response()).SetWriteDeadline(time.Now().Add(AcceptTime))
				return next(c)
			default:
				return fault.ErrUnavailable.After(time.Second)
			}
		}
	}
}

// streams reports whether the operation answers as long as the caller stays.
func streams(c echo.Context) bool { return strings.HasSuffix(c.Path(), "/stream") }
