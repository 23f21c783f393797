package mid

import (
	"math"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"cabas/domain/kernel/fault"
)

// AcceptTime is how long a caller may take until the answer is accepted: the ten
// seconds that it may take to be made, and 200 kB at 100 kilobits a second. Who
// reads no further is cut off.
const AcceptTime = 30 * time.Second

// eachNetwork is how many requests of one network address are under way at a
// time, those included whose answer is still being read.
const eachNetwork = 100

// place is what a request gives back when its answer is ready.
const place = "place"

// Shed deals with at most so many requests at a time, half of them of one network
// address; zero is 256. Whoever comes when all places are taken is sent away at
// once, for a second, so that those who were let in are served in good time and
// memory stays bounded. A request keeps its place until its answer is ready, not
// until it is read, which takes as long as the reader likes; how many one address
// lets wait so is bounded besides. Streams are not counted: they stay for hours
// and do nothing.
func Shed(places int) echo.MiddlewareFunc {
	if places <= 0 {
		places = 256
	}
	inside := &hall{places: places, each: max(1, places/2), of: map[string]int{}}
	reading := &hall{places: math.MaxInt, each: eachNetwork, of: map[string]int{}}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if streams(c) {
				return next(c)
			}
			who := networkOf(c.RealIP())
			if !reading.enter(who) {
				return fault.ErrTooMany.After(time.Second)
			}
			defer reading.leave(who)
			if !inside.enter(who) {
				return fault.ErrUnavailable.After(time.Second)
			}
			var once sync.Once
			leave := func() { once.Do(func() { inside.leave(who) }) }
			defer leave()
			c.Set(place, leave)
			_ = http.NewResponseController(c.Response()).SetWriteDeadline(time.Now().Add(AcceptTime))
			return next(c)
		}
	}
}

// ready gives the place of a request back, before its answer is written.
func ready(c echo.Context) {
	if leave, ok := c.Get(place).(func()); ok {
		leave()
	}
}

// hall is where requests are dealt with, or their answers read.
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
