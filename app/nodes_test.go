package app_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// twoServers are two servers on one PostgreSQL, with one clock.
func twoServers(t *testing.T) (here, there *world) {
	t.Helper()
	url := dbtest.URL(t, db.Postgres)
	open := func() *db.DB {
		d, err := db.Open(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.Close() })
		return d
	}
	now := clock.NewManual(saturday)
	return newWorld(t, open(), now), newWorld(t, open(), now)
}

// at is the same person at another server.
func (p *person) at(w *world) *person { return &person{w, p.headers} }

// atOnce asks n times at the same moment, by turns at each of the worlds.
func atOnce(n int, ask func(i int, at *world) *answer, worlds ...*world) []*answer {
	answers := make([]*answer, n)
	var start, all sync.WaitGroup
	start.Add(1)
	for i := range n {
		all.Go(func() { start.Wait(); answers[i] = ask(i, worlds[i%len(worlds)]) })
	}
	start.Done()
	all.Wait()
	return answers
}

// roomy lets a thousand orders into each slot of the shop.
func (p *person) roomy(shop string) {
	p.w.t.Helper()
	var ways object
	p.w.nobody().get("/shops/" + shop + "/ways").must(200).into(&ways)
	delete(ways, "version")
	ways["counter"] = object{"offered": true, "leadMinutes": 60, "slotMinutes": 30, "capacity": 1000, "daysAhead": 7}
	p.match(`"0"`).put("/shops/"+shop+"/ways", ways).must(200)
}

// stock tells what a shop's people see of a product's one variant.
func (p *person) stock(product string) (onHand, reserved int64) {
	p.w.t.Helper()
	seen := p.get("/products/" + product).must(200)
	return seen.number("variants", 0, "stock", "onHand", "amount"), seen.number("variants", 0, "stock", "reserved", "amount")
}

// TestPeerFailure05_12_OneBasketOnTwoServers posts one guest's basket to both
// servers at once, as clients do that got no answer.
func TestPeerFailure05_12_OneBasketOnTwoServers(t *testing.T) {
	here, there := twoServers(t)
	martin, _ := here.signUp("martin@exemple.fr", "Martin")
	a, b := martin.opensShop("Épi"), martin.opensShop("Cave")
	wishes := []object{wish(a, martin.sells(a, "Pain", 310, 1), 1), wish(b, martin.sells(b, "Vin", 900, 10), 1)}
	quote := here.nobody().post("/quotes", object{"shops": wishes}).must(200)
	request := checkoutOf(quote, wishes...)
	answers := atOnce(10, func(i int, at *world) *answer {
		key := "panier-du-samedi"
		if i >= 8 { // a client that lost its key
			key = string(ident.New("key"))
		}
		return at.nobody().with("Idempotency-Key", key).post("/checkouts", request)
	}, here, there)
	for _, a := range answers {
		if a.must(201); string(a.body) != string(answers[0].body) {
			t.Errorf("answered\n%s\nand\n%s", answers[0].body, a.body)
		}
	}
	const camille = "camille.durand@exemple.fr"
	if letters := here.letters(camille); len(letters) != 1 {
		t.Errorf("%d letters ask for the code", len(letters))
	}
	holder := here.nobody().with("X-Order-Secret", answers[0].text("orderSecret"))
	for _, a := range atOnce(4, func(_ int, at *world) *answer {
		return holder.at(at).post("/checkouts/"+request["basketId"].(ident.ID).String()+"/confirm", object{"code": here.code(camille)})
	}, here, there) {
		a.must(200)
	}
	for i := range 2 {
		here.awaitsLetter(camille, "order.placed", answers[0].text("orders", i, "number"))
	}
	if letters := here.letters(camille); len(letters) != 3 {
		t.Errorf("%d letters, not the code's and one for each order", len(letters))
	}

	// Under one name, two baskets: whichever comes first.
	second, third := checkoutOf(quote, wishes[1]), checkoutOf(quote, wishes[1])
	for _, r := range []object{second, third} {
		r["shops"].([]object)[0]["slot"] = object{"start": quote.text("shops", 1, "proposedSlot", "start")}
		r["quoteHash"] = here.nobody().post("/quotes", object{"shops": wishes[1:]}).must(200).text("quoteHash")
	}
	statuses := map[int]int{}
	for _, a := range atOnce(8, func(i int, at *world) *answer {
		return at.nobody().with("Idempotency-Key", "panier-du-dimanche").post("/checkouts", []object{second, third}[i/2%2])
	}, here, there) {
		if statuses[a.status]++; a.status != http.StatusCreated {
			a.refused(422, "idempotency.key_reused")
		}
	}
	if statuses[201] != 4 || statuses[422] != 4 {
		t.Errorf("answered %v", statuses)
	}
	other := checkoutOf(quote, wishes[1])
	other["quoteHash"], other["shops"] = second["quoteHash"], second["shops"]
	other["customer"] = object{"name": "Zoé", "phone": "06 99 99 99 99", "email": "zoe@exemple.fr"}
	there.nobody().with("Idempotency-Key", "panier-du-dimanche").post("/checkouts", other).must(201)
	healthy(t, here.db)
}

// TestPeerFailure28_OneDeadlineOnTwoServers lets the deadline of many orders
// pass on two servers, which both look for it all the time, and on others that
// look at the same moment.
func TestPeerFailure28_OneDeadlineOnTwoServers(t *testing.T) {
	here, there := twoServers(t)
	shop := here.apiary()
	orders := make([]order.Order, 12)
	for i := range orders {
		orders[i] = here.ordered(shop, func(d *order.Draft) {
			d.Shop.Email = "rucher@exemple.fr"
			d.Slot.Start, d.Slot.End = d.Slot.Start.Add(time.Duration(i)*time.Hour), d.Slot.End.Add(time.Duration(i)*time.Hour)
		})
		if by := orders[i].Life().AcceptBy; !by.Equal(orders[0].Life().AcceptBy) {
			t.Fatalf("order %d is due at %s", i, by)
		}
	}
	here.clock.Set(orders[0].Life().AcceptBy)
	var all sync.WaitGroup
	for _, d := range []*db.DB{here.db, there.db, here.db, there.db} {
		all.Go(func() {
			if _, err := order.NewKeeper(db.NewOrders(d.Handle()), db.NewUnit(d, db.OrderStores)).Sweep(t.Context(), here.clock.Now()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, o := range orders {
		path := "/orders/" + o.ID.String()
		await(t, "the end of an order", func() bool { return here.bearer(o).get(path).must(200).text("state") == "expired" })
		events := there.bearer(o).get(path + "/events").must(200)
		if n := len(events.at("items").([]any)); n != 2 || events.text("items", 1, "kind") != "expired" {
			t.Errorf("%d events: %s", n, events.body)
		}
	}
	for _, to := range []string{"zoe@example.org", "rucher@exemple.fr"} {
		ended := func() (n int) {
			for _, m := range here.letters(to) {
				if m.Kind == "order.expired.customer" || m.Kind == "order.expired.shop" {
					n++
				}
			}
			return n
		}
		await(t, "a letter for each order", func() bool { return ended() >= len(orders) })
		if n := ended(); n != len(orders) {
			t.Errorf("%s got %d letters about %d orders", to, n, len(orders))
		}
	}
	healthy(t, here.db)
}
