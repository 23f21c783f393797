package app_test

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"cabas/app"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// TestNobodyOrdersWithoutAMailServer lets a shop that sold before, one that
// wants to begin, and a customer find a server that cannot send mails.
func TestNobodyOrdersWithoutAMailServer(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		before := newWorld(t, d, clock.NewManual(saturday))
		martin, _ := before.signUp("martin@exemple.fr", "Martin")
		bakery := martin.opensShop("Épi")
		bread := martin.sells(bakery, "Pain de campagne", 450, 10)
		wishes := wish(bakery, bread, 2)
		request := checkoutOf(before.nobody().post("/quotes", object{"shops": []object{wishes}}).must(200), wishes)

		said := &journal{}
		w := newLoggedWorld(t, d, clock.NewManual(saturday), slog.New(slog.NewTextHandler(said, nil)), func(c *app.Config) { c.Demo = false })
		await(t, "it says as it starts that CABAS_SMTP is wanting", func() bool {
			return strings.Contains(said.String(), "level=WARN") && strings.Contains(said.String(), "CABAS_SMTP")
		})
		martin = &person{w, martin.headers}
		quote := w.nobody().post("/quotes", object{"shops": []object{wishes}}).must(200)
		if quote.at("placeable") != false || quote.text("shops", 0, "problems", 0, "code") != "platform.no_mail_server" {
			t.Errorf("quoted %s", quote.body)
		}
		w.nobody().places(request).refused(409, "platform.no_mail_server")

		opened := martin.post("/shops", object{"name": "Cave", "trade": "bakery", "town": "91200"}).must(201).text("id")
		refused := martin.with("Accept-Language", "fr").match(`"0"`).put("/shops/"+opened+"/seller", identity).refused(409, "platform.no_mail_server")
		if !strings.Contains(refused.text("detail"), "ne peut pas encore envoyer d'e-mails") {
			t.Errorf("told %s", refused.body)
		}
		unsure := object{}
		for k, v := range identity {
			unsure[k] = v
		}
		unsure["selfCertified"] = false
		martin.match(`"0"`).put("/shops/"+opened+"/seller", unsure).must(200) // what was typed need not be lost
		martin.match(`"1"`).put("/shops/"+bakery+"/seller", identity).must(200)

		mailing := newWorld(t, d, clock.NewManual(saturday), func(c *app.Config) { c.Demo, c.SMTP = false, refusing(t) })
		mailing.nobody().places(request).must(201)
	})
}

func TestAPersonOwnsSoManyShops(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		zoe, _ := w.signUp("zoe@exemple.fr", "Zoé")
		request := object{"name": "Boulangerie Martin", "trade": "bakery", "town": "91200"}
		for range 8 {
			martin.post("/shops", request).must(201)
		}
		var both sync.WaitGroup
		answers := make([]*answer, 6)
		for i := range answers { // at once, and two places are left
			both.Go(func() { answers[i] = martin.post("/shops", request) })
		}
		both.Wait()
		opened := 0
		for _, a := range answers {
			if a.status == 201 {
				opened++
				continue
			}
			a.refused(409, "shop.too_many")
		}
		if opened != 2 {
			t.Errorf("%d of the two last shops were opened", opened)
		}
		zoe.post("/shops", request).must(201)
	})
}

// TestAnOrderNobodyCameFor goes back to the shelf once its slot is over.
func TestAnOrderNobodyCameFor(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		paul, slug := w.bakery()
		shopID := ident.ID(w.nobody().get("/shops/" + slug).must(200).text("id"))
		o := w.ordered(shopID, nil)
		path, product := "/orders/"+o.ID.String(), "/products/"+o.Lines[0].Product.String()
		reserved := func() int64 { return paul.get(product).must(200).number("variants", 0, "stock", "reserved", "amount") }
		if n := reserved(); n != 2 {
			t.Errorf("%d are reserved of two ordered", n)
		}
		paul.post(path+"/accept", nil).must(200)
		paul.post(path+"/not-collected", nil).refused(409, "order.state_changed")
		paul.post(path+"/ready", nil).must(200)
		w.clock.Set(o.Slot.End.Add(-time.Second))
		paul = w.signIn("paul@example.org")
		paul.post(path+"/not-collected", nil).refused(409, "order.too_early")
		w.clock.Set(o.Slot.End)
		for range 2 {
			if got := paul.post(path+"/not-collected", nil).must(200); got.text("state") != string(order.NotCollected) {
				t.Errorf("nobody came: %s", got.body)
			}
		}
		if n := reserved(); n != 0 {
			t.Errorf("%d are still reserved", n)
		}
		paul.post(path+"/collect", object{"code": w.secrets().Pickup(o)}).refused(409, "order.state_changed")
		events := w.bearer(o).get(path + "/events").must(200)
		if !bytes.Contains(events.body, []byte(`"not_collected"`)) {
			t.Errorf("the guest reads %s", events.body)
		}
	})
}

// TestCollectingWithoutACodeIsExplained gives an empty request a problem that
// names the field, not one about the form.
func TestCollectingWithoutACodeIsExplained(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		paul, slug := w.bakery()
		o := w.ordered(ident.ID(w.nobody().get("/shops/"+slug).must(200).text("id")), nil)
		path := "/orders/" + o.ID.String()
		paul.post(path+"/accept", nil).must(200)
		paul.post(path+"/ready", nil).must(200)
		if got := paul.post(path+"/collect", nil).refused(422, "input.invalid"); got.text("errors", 0, "pointer") != "/code" {
			t.Errorf("told %s", got.body)
		}
		paul.post(path+"/collect", object{"code": w.secrets().Pickup(o)}).must(200)
		paul.post(path+"/collect", nil).must(200) // it is collected already
	})
}
