package mid

import (
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"cabas/domain/kernel/fault"
)

// AcceptTime is how long a caller may take until the answer is accepted: the ten
// seconds that it may take to be made, and 200 kB at 100 kilobits a second. Who
// reads no further gives the place back.
const AcceptTime = 30 * time.Second

// Shed deals with at most so many requests at a time, half of them of one
// address; zero is 256. Whoever comes when all places are taken is sent away at
// once, for a second, so that those who were let in are served in good time and
// memory stays bounded; and nobody keeps a place by not reading the answer.
// Streams are not counted: they stay for hours and do nothing.
func Shed(places int) echo.MiddlewareFunc {
	if places <= 0 {
		places = 256
	}
	hall := &hall{places: places, each: max(1, places/2), of: map[string]int{}}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if streams(c) {
				return next(c)
			}
			who := c.RealIP()
			if !hall.enter(who) {
				return fault.ErrUnavailable.After(time.Second)
			}
			defer hall.leave(who)
			_ = http.NewResponseController(c.Response()).SetWriteDeadline(time.Now().Add(AcceptTime))
			return next(c)
		}
	}
}

// hall is where requests are dealt with.
type hall struct {
	places, each int

	mu    sync.Mutex
	taken int
	of    map[string]int // by address; nobody who is not inside
}

func (h *hall) enter(who string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.taken >= h.places || h.of[who] >= h.each {
		return false
	}
	h.taken++
	h.of[who]++
	return true
}

func (h *hall) leave(who string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.taken--
	if h.of[who]--; h.of[who] == 0 {
		delete(h.of, who)
	}
}

// streams reports whether the operation answers as long as the caller stays.
func streams(c echo.Context) bool { return strings.HasSuffix(c.Path(), "/stream") }
