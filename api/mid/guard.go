package mid

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/labstack/echo/v4"

	"cabas/api/problem"
	"cabas/domain/kernel/fault"
)

// Content security policies: nothing from elsewhere, ever.
const (
	Policy             = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
	PolicyInlineStyles = Policy + "; style-src 'self' 'unsafe-inline'"
	// PolicyLetter is for a letter shown as it was sent: its own styles and
	// nothing else, in a frame of ours or alone, without our origin's rights.
	PolicyLetter = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
)

// Headers sets what every answer carries for its safety. Who comes encrypted to
// this server, and not to a proxy before it, is to come so for a year
// (RFC 6797).
func Headers() echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			h := c.Response().Header()
			h.Set(echo.HeaderContentSecurityPolicy, Policy)
			h.Set(echo.HeaderXContentTypeOptions, "nosniff")
			h.Set(echo.HeaderReferrerPolicy, "same-origin")
			if c.Request().TLS != nil {
				h.Set(echo.HeaderStrictTransportSecurity, "max-age=31536000")
			}
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
			h.Set("Permissions-Policy", "camera=(self), geolocation=(self), microphone=()")
			return next(c)
		}
	}
}

// DemoHeader marks every answer of the demonstration.
const DemoHeader = "X-Cabas-Demo"

// Demo marks every answer as the demonstration's, which search engines are to
// leave alone.
func Demo() echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Response().Header().Set(DemoHeader, "1")
			c.Response().Header().Set("X-Robots-Tag", "noindex, nofollow")
			return next(c)
		}
	}
}

// Recover turns a panic into an error for the log and a bare 500.
func Recover() echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) (err error) {
			defer func() {
				if r := recover(); r != nil {
					if r == http.ErrAbortHandler { //nolint:errorlint // a sentinel that is panicked as is
						panic(r)
					}
					err = fault.ErrInternal.Because(fmt.Errorf("panic: %v\n%s", r, debug.Stack()))
				}
			}()
			return next(c)
		}
	}
}

type unhurriedKey struct{}

// Unhurried gives the request's context without the deadline, for an answer
// that goes on as long as the caller stays.
func Unhurried(ctx context.Context) context.Context {
	if c, ok := ctx.Value(unhurriedKey{}).(context.Context); ok {
		return c
	}
	return ctx
}

// Deadline bounds the time a request may take until it begins to be answered;
// zero is ten seconds. An upload is given UploadTime besides, for its sender may
// have a slow line.
func Deadline(d time.Duration) echo.MiddlewareFunc {
	if d == 0 {
		d = 10 * time.Second
	}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			whole := c.Request().Context()
			allowed := d
			if c.Get(uploading) != nil {
				allowed += UploadTime
			}
			ctx, cancel := context.WithTimeout(context.WithValue(whole, unhurriedKey{}, whole), allowed)
			defer cancel()
			c.SetRequest(c.Request().WithContext(ctx))
			return next(c)
		}
	}
}

// Log writes one line per request: its id, route, status, duration, and the code
// of the problem when it was refused; at the level of debugging when the caller
// did not wait for the answer. It writes the route's pattern, never the path,
// which may hold identifiers or secrets, and no address.
func Log(log *slog.Logger) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			start, caller := time.Now(), c.Request().Context() // what is called may put another in its place, and end that
			err := next(c)
			if err != nil {
				c.Error(err)
			}
			level := slog.LevelInfo
			if errors.Is(caller.Err(), context.Canceled) {
				level = slog.LevelDebug
			}
			said := []any{
				"requestId", c.Response().Header().Get(echo.HeaderXRequestID), "method", usualMethod(c.Request().Method),
				"route", c.Path(), "status", c.Response().Status, "ms", time.Since(start).Milliseconds(),
			}
			if code := problem.CodeOf(c); code != "" {
				said = append(said, "problem", code)
			}
			log.Log(caller, level, "request", said...)
			return nil
		}
	}
}
