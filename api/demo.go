package api

import (
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"cabas/api/handler"
	"cabas/api/mid"
	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/kernel/speak"
	"cabas/domain/notification"
)

// mailsOnAPage is how many mails the list shows at once.
const mailsOnAPage = 25

// demoPages serves the pages of the demonstration: who can sign in, and every
// mail that was sent, so that nobody needs a mail server to look around.
func demoPages(e *echo.Echo, demo handler.Demonstration) {
	e.GET("/demo", func(c echo.Context) error { return showCast(c, demo.Cast) })
	e.GET("/demo/mails", func(c echo.Context) error { return showMails(c, demo.Desk) })
	e.GET("/demo/mails/:id", func(c echo.Context) error {
		mail, err := demo.Desk.DemoMail(c.Request().Context(), ident.ID(c.Param("id")))
		if err != nil {
			return err
		}
		return show(c, "demo_mail.html", mail)
	})
	e.GET("/demo/mails/:id/html", func(c echo.Context) error {
		mail, err := demo.Desk.DemoMail(c.Request().Context(), ident.ID(c.Param("id")))
		if err != nil {
			return err
		}
		c.Response().Header().Set(echo.HeaderContentSecurityPolicy, mid.PolicyLetter)
		return c.HTML(http.StatusOK, mail.HTML)
	})
}

// circle is people who share a role and its password.
type circle struct {
	French, English, Password string
	People                    []handler.SignIn
}

// circles are the roles in the order of the tour.
var circles = []struct {
	roles           []string
	french, english string
}{
	{[]string{"customer"}, "Clientes et clients", "Customers"},
	{[]string{"owner", "manager", "preparer"}, "Commerçantes et commerçants", "Shopkeepers"},
	{[]string{"agent"}, "Mairie", "Town hall"},
	{[]string{"administrator"}, "Administration de la plateforme", "Platform administration"},
}

// job says what a member of staff does.
func job(role string) string {
	return map[string]string{"owner": "propriétaire", "manager": "responsable", "preparer": "préparation"}[role]
}

func showCast(c echo.Context, cast handler.Cast) error {
	ctx := c.Request().Context()
	home, err := cast.Town(ctx)
	if err != nil {
		return err
	}
	people, err := cast.SignIns(ctx)
	if err != nil {
		return err
	}
	var out []circle
	for _, k := range circles {
		next := circle{French: k.french, English: k.english}
		for _, p := range people {
			if slices.Contains(k.roles, p.Role) {
				next.Password = p.Password
				next.People = append(next.People, p)
			}
		}
		if len(next.People) > 0 {
			out = append(out, next)
		}
	}
	return show(c, "demo.html", struct {
		Town    string
		Circles []circle
	}{home.Name, out})
}

func showMails(c echo.Context, desk *notification.Desk) error {
	to := c.QueryParam("to")
	mails, err := desk.Demo(c.Request().Context(), to, page.Request{Limit: mailsOnAPage, After: c.QueryParam("after")})
	if err != nil {
		return err
	}
	return show(c, "demo_mails.html", struct {
		To   string
		List page.Page[notification.Mail]
	}{to, mails})
}

// paris is where the demonstration's clocks hang.
var paris = calendar.ZoneOrUTC("Europe/Paris")

func day(t time.Time) string       { return speak.French.Day(t.In(paris)) }
func clockTime(t time.Time) string { return speak.French.Time(t.In(paris)) }
