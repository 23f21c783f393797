package mid

import (
	"net/http"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"
)

// Private has no answer kept by a browser or a proxy (RFC 9111, 5.2.2.5), but for
// what anybody may read: a shared computer must not show the last one's orders.
func Private(contract *openapi3.T, base string) echo.MiddlewareFunc {
	public := map[string]bool{}
	for path, item := range contract.Paths.Map() {
		if item.Get != nil && item.Get.Extensions["x-access"] == "public" {
			public[base+placeholder.ReplaceAllString(path, ":$1")] = true
		}
	}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			r, h := c.Request(), c.Response().Header()
			switch {
			case r.Method != http.MethodGet || !public[c.Path()]:
				h.Set(echo.HeaderCacheControl, "no-store")
			case r.Header.Get(echo.HeaderAuthorization) != "": // staff see more
				h.Set(echo.HeaderCacheControl, "private, no-cache")
			}
			return next(c)
		}
	}
}
