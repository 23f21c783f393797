package mid

import (
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"cabas/domain/kernel/fault"
)

// What one may send at once, in seconds of its rate, and the part of the rate
// that one operation that changes something may have.
const (
	burstSeconds = 4
	writePart    = 0.2
)

// Limit bounds how many requests a network address may send each second; zero is
// fifty, with bursts of four times as many. It goes before everything that
// costs anything.
func Limit(perSecond float64) echo.MiddlewareFunc {
	l := newLimiter(usual(perSecond))
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := l.take(networkOf(c.RealIP()), time.Now()); err != nil {
				return err
			}
			return next(c)
		}
	}
}

// Fair bounds, once it is known who calls, how many requests an account may
// send each second, from all its addresses together, and how many times the
// same operation that changes something may be called, by the account or by the
// address of somebody who is not signed in: a fifth of that.
func Fair(perSecond float64) echo.MiddlewareFunc {
	accounts, writes := newLimiter(usual(perSecond)), newLimiter(usual(perSecond)*writePart)
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			caller, now := CallerOf(c.Request().Context()), time.Now()
			who := caller.Address
			if id := caller.Actor.Account; id != "" {
				who = id.String()
				if err := accounts.take(who, now); err != nil {
					return err
				}
			}
			if method := c.Request().Method; method != http.MethodGet {
				if err := writes.take(who+" "+method+" "+c.Path(), now); err != nil {
					return err
				}
			}
			return next(c)
		}
	}
}

func usual(perSecond float64) float64 {
	if perSecond == 0 {
		return 50
	}
	return perSecond
}

// limiter lets each key pass so often (the generic cell rate algorithm, as in
// ITU-T I.371): all it remembers of a key is when its credit will be whole.
type limiter struct {
	interval, credit time.Duration

	mu    sync.Mutex
	whole map[string]time.Time
	swept time.Time
}

func newLimiter(perSecond float64) *limiter {
	return &limiter{
		interval: time.Duration(float64(time.Second) / perSecond), credit: burstSeconds * time.Second,
		whole: map[string]time.Time{},
	}
}

// take lets the key pass once, or answers fault.ErrTooMany with the time to
// wait.
func (l *limiter) take(key string, now time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep(now)
	whole := l.whole[key]
	if whole.Before(now) {
		whole = now
	}
	whole = whole.Add(l.interval)
	if wait := whole.Sub(now) - max(l.credit, l.interval); wait > 0 {
		return fault.ErrTooMany.After(wait)
	}
	l.whole[key] = whole
	return nil
}

// sweep forgets, once a minute, the keys whose credit is whole.
func (l *limiter) sweep(now time.Time) {
	if now.Sub(l.swept) < time.Minute {
		return
	}
	l.swept = now
	for key, whole := range l.whole {
		if whole.Before(now) {
			delete(l.whole, key)
		}
	}
}
