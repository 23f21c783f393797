package mid

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

// What pages of another origin may send and read, beside what every page may.
var (
	corsMethods = strings.Join([]string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}, ", ")
	corsSent    = strings.Join([]string{"Authorization", "Content-Type", "Accept-Language", "Idempotency-Key", "If-Match", "If-None-Match", OrderSecretHeader}, ", ")
	corsRead    = strings.Join([]string{"ETag", "Location", "Retry-After", "X-Request-Id", DemoHeader}, ", ")
)

// CORS lets pages of these origins, and of no other, call the interface from a
// browser (WHATWG Fetch, CORS protocol). Who calls is told by headers alone:
// no cookie is read, so credentials are never allowed.
func CORS(origins []string) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if len(origins) == 0 {
				return next(c)
			}
			h, r := c.Response().Header(), c.Request()
			h.Add(echo.HeaderVary, echo.HeaderOrigin)
			origin := r.Header.Get(echo.HeaderOrigin)
			if !slices.Contains(origins, origin) {
				return next(c)
			}
			h.Set(echo.HeaderAccessControlAllowOrigin, origin)
			if r.Method == http.MethodOptions && r.Header.Get(echo.HeaderAccessControlRequestMethod) != "" {
				h.Set(echo.HeaderAccessControlAllowMethods, corsMethods)
				h.Set(echo.HeaderAccessControlAllowHeaders, corsSent)
				h.Set(echo.HeaderAccessControlMaxAge, "600")
				return c.NoContent(http.StatusNoContent)
			}
			h.Set(echo.HeaderAccessControlExposeHeaders, corsRead)
			return next(c)
		}
	}
}
