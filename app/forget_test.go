package app_test

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"cabas/app"
	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/notification"
	"cabas/domain/order"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

const day = 24 * time.Hour

// TestWhatIsKeptAndForHowLong moves the clock over each of the periods: a guest
// who never confirmed, one who was served, an account, an invitation, letters,
// facts and privileged acts.
func TestWhatIsKeptAndForHowLong(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newLoggedWorld(t, d, clock.NewManual(saturday), slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})), func(c *app.Config) {
			c.KeepMails, c.KeepFacts, c.KeepUnconfirmed, c.KeepGuests, c.KeepAudit = 90*day, 90*day, 30*day, 3*365*day, 365*day
		})
		h, ctx := d.Handle(), t.Context()
		martin, tokens := w.signUp("martin@exemple.fr", "Martin")
		if _, err := w.server.Appoint(ctx, "martin@exemple.fr", "Martin", account.Roles{Administrator: true}); err != nil {
			t.Fatal(err)
		}
		bakery := martin.opensShop("Épi")
		bread := martin.sells(bakery, "Pain de campagne", 450, 10)
		martin.post("/shops/"+bakery+"/staff", object{"email": "lea@exemple.fr", "role": "preparer"}).must(201)
		wishes := wish(bakery, bread, 1)
		place := func(email string) *answer {
			request := checkoutOf(w.nobody().post("/quotes", object{"shops": []object{wishes}}).must(200), wishes)
			request["customer"] = object{"name": "Camille Durand", "phone": "06 12 34 56 78", "email": email}
			request["shops"].([]object)[0]["note"] = "Sonnez chez Durand"
			return w.nobody().places(request).must(201)
		}
		idle, served := place("idle@exemple.fr"), place("camille@exemple.fr")
		guest := w.nobody().with("X-Order-Secret", served.text("orderSecret"))
		guest.post("/checkouts/"+served.text("basketId")+"/confirm", object{"code": w.code("camille@exemple.fr")}).must(200)
		path := "/orders/" + served.text("orders", 0, "id")
		martin.post(path+"/accept", nil).must(200)
		martin.post(path+"/ready", nil).must(200)
		martin.post(path+"/collect", object{"code": served.text("orders", 0, "pickup", "code")}).must(200)
		mine := wish(bakery, bread, 1)
		bought := checkoutOf(martin.post("/quotes", object{"shops": []object{mine}}).must(200), mine)
		own := martin.places(bought).must(201).text("orders", 0, "id")
		name := martin.with("Idempotency-Key", "once-and-again")
		name.post("/shops", object{"name": "Deux", "trade": "bakery", "town": "91200"}).must(201)

		order1 := func(id string) order.Order {
			o, err := db.NewOrders(h).Get(ctx, ident.ID(id))
			w.did(err)
			return o
		}
		at := func(after time.Duration) {
			t.Helper()
			w.clock.Set(saturday.Add(after))
			w.did(w.server.Forget(ctx))
			if r, err := app.Examine(ctx, d); err != nil || !r.Healthy() {
				t.Errorf("after %v the books say %v, %v", after, r.Differences, err)
			}
		}
		letters := func() int {
			m, err := db.NewMails(h).List(ctx, notification.Filter{}, page.Request{Limit: 100})
			w.did(err)
			return len(m.Items)
		}
		acts := func() int {
			e, err := db.NewAudit(h).Entries(ctx, "", page.Request{Limit: 100})
			w.did(err)
			return len(e.Items)
		}
		told := func() int {
			f, err := db.NewFacts(h).Since(ctx, 0, 1000)
			w.did(err)
			return len(f)
		}
		staff := func() int {
			m, err := db.NewStaff(h).List(ctx, ident.ID(bakery))
			w.did(err)
			return len(m)
		}
		w.clock.Set(saturday.Add(time.Hour))
		await(t, "an unconfirmed order that ends", func() bool { return !order1(idle.text("orders", 0, "id")).Open() })

		at(20 * day)
		if o := order1(idle.text("orders", 0, "id")); o.Customer.Email != "idle@exemple.fr" || staff() != 2 || letters() == 0 {
			t.Errorf("too early: %+v", o.Customer)
		}
		if again := name.post("/shops", object{"name": "Deux", "trade": "bakery", "town": "91200"}); again.status == 201 {
			t.Errorf("a token was good after twenty days: %s", again.body)
		}
		at(31 * day)
		gone := order1(idle.text("orders", 0, "id"))
		if c := gone.Customer; c.Name != order.Forgotten || c.Email != "" || c.Phone != "" || gone.Note != "" || gone.Totals.TotalCents != 450 || gone.Number == "" {
			t.Errorf("a guest who never confirmed is known as %+v", gone)
		}
		if c := order1(served.text("orders", 0, "id")).Customer; c.Email != "camille@exemple.fr" {
			t.Errorf("a guest who was served is forgotten: %+v", c)
		}
		at(38 * day) // a week for the invitation, thirty days more
		if n := staff(); n != 1 {
			t.Errorf("%d in the team, the invitation among them", n)
		}
		if before := told(); before < 5 {
			t.Fatalf("%d facts", before)
		}
		// The last order ends when the clock moves, and its letters leave in their
		// own time: before it moves on, they have.
		await(t, "an order that ends, facts that were all told and letters that left", func() bool {
			at(92 * day)
			return !order1(own).Open() && w.idle() && told() == 1
		})
		at(185 * day)
		if letters() != 0 || told() != 1 || acts() == 0 {
			t.Errorf("%d letters, %d facts, %d acts after six months", letters(), told(), acts())
		}
		if a := w.nobody().post("/sessions/refresh", object{"refreshToken": tokens.text("refreshToken")}); a.status != 401 {
			t.Errorf("a device is signed in after three months: %s", a.body)
		}
		at(366 * day)
		if acts() != 0 {
			t.Errorf("%d acts after a year", acts())
		}
		at(3*365*day + day)
		o := order1(served.text("orders", 0, "id"))
		if c := o.Customer; c.Name != order.Forgotten || c.Email != "" || c.Phone != "" || o.Note != "" || len(o.Lines) != 1 || o.Totals.TotalCents != 450 {
			t.Errorf("a guest is known after three years: %+v", o)
		}
		if o := order1(own); o.Customer.Email != "martin@exemple.fr" {
			t.Errorf("somebody with an account is forgotten: %+v", o.Customer)
		}
		guest.get("/checkouts/" + served.text("basketId")).must(200)
		if shown := guest.get(path).must(200); strings.Contains(string(shown.body), "Durand") {
			t.Errorf("the link shows %s", shown.body)
		}
	})
}
