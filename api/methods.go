package api

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"
)

// address is a path of the contract and the methods it has.
type address struct {
	parts []string
	allow string
}

// fits reports whether a path asked for is one of this address.
func (a address) fits(parts []string) bool {
	return slices.EqualFunc(a.parts, parts, func(mine, asked string) bool { return mine == asked || open(mine) && asked != "" })
}

func open(part string) bool { return strings.HasPrefix(part, "{") }

// noSuchOperation answers what no operation of the contract answers: 405 with
// Allow (RFC 9110, 15.5.6) where the path is the contract's and the method is
// not, else 404. Echo would always answer 404, for a group with middleware has
// a "not found" of its own.
func noSuchOperation(contract *openapi3.T) echo.HandlerFunc {
	var all []address
	for path, item := range contract.Paths.Map() {
		var methods []string
		for method := range item.Operations() {
			methods = append(methods, method)
		}
		slices.Sort(methods)
		all = append(all, address{strings.Split(path, "/"), strings.Join(methods, ", ")})
	}
	// What is said in words goes before what stands for anything.
	slices.SortFunc(all, func(a, b address) int {
		return cmp.Compare(countOpen(a.parts), countOpen(b.parts))
	})
	return func(c echo.Context) error {
		asked := strings.Split(strings.TrimPrefix(c.Request().URL.Path, Base), "/")
		for _, a := range all {
			if a.fits(asked) {
				c.Response().Header().Set(echo.HeaderAllow, a.allow)
				return echo.NewHTTPError(http.StatusMethodNotAllowed)
			}
		}
		return echo.ErrNotFound
	}
}

func countOpen(parts []string) (n int) {
	for _, p := range parts {
		if open(p) {
			n++
		}
	}
	return n
}
