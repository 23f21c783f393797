package mid

import (
	"context"
	"strings"

	"github.com/labstack/echo/v4"

	"cabas/domain/account"
)

// Witness writes down what an administrator asks for on behalf of somebody.
type Witness interface {
	Note(ctx context.Context, actor account.Actor, what string) error
}

// Acting has whatever is asked for on behalf of somebody written into the audit
// trail, reading included, before it is done: nothing is done that does not stand
// there. The path is noted, which holds identifiers, and nothing that was sent.
func Acting(witness Witness, base string) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			r := c.Request()
			if actor := CallerOf(r.Context()).Actor; actor.ActedBy != "" {
				if err := witness.Note(r.Context(), actor, r.Method+" "+strings.TrimPrefix(r.URL.Path, base)); err != nil {
					return err
				}
			}
			return next(c)
		}
	}
}
