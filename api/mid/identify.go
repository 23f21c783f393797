package mid

import (
	"context"
	"strings"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/language"

	"cabas/domain/account"
	"cabas/domain/kernel/fault"
)

// OrderSecretHeader carries the secret of a guest's order link.
const OrderSecretHeader = "X-Order-Secret"

// Authenticator tells who a bearer token names, with the session looked up; it
// answers fault.ErrUnauthenticated for a token that is not, or no longer, good.
type Authenticator interface {
	Authenticate(ctx context.Context, bearer string) (account.Actor, error)
}

// Speak finds out in which language a request is to be answered. It comes first,
// so that every refusal is in the caller's words.
func Speak() echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			r := c.Request()
			c.SetRequest(r.WithContext(withCaller(r.Context(), Caller{Language: preferred(r.Header.Get("Accept-Language"))})))
			return next(c)
		}
	}
}

// Identify finds out who calls. A request without a token is nobody's; one with
// a bad token is refused, on public operations too, so that a client learns that
// its session is over.
func Identify(auth Authenticator) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			r := c.Request()
			caller := Caller{
				Address:     networkOf(c.RealIP()),
				Language:    LanguageOf(r.Context()),
				OrderSecret: r.Header.Get(OrderSecretHeader),
			}
			c.SetRequest(r.WithContext(withCaller(r.Context(), caller)))
			header := r.Header.Get(echo.HeaderAuthorization)
			if header == "" {
				return next(c)
			}
			token, ok := strings.CutPrefix(header, "Bearer ")
			if !ok {
				return fault.ErrUnauthenticated
			}
			actor, err := auth.Authenticate(r.Context(), token)
			if err != nil {
				return err
			}
			caller.Actor = actor
			c.SetRequest(r.WithContext(withCaller(r.Context(), caller)))
			return next(c)
		}
	}
}

var matcher = language.NewMatcher([]language.Tag{language.French, language.English})

// preferred chooses between French and English; French when nothing is said.
func preferred(accept string) string {
	if accept == "" || strings.HasPrefix(accept, "fr") {
		return "fr"
	}
	_, i := language.MatchStrings(matcher, accept)
	return [...]string{"fr", "en"}[i]
}
