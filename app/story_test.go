package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cabas/domain/kernel/ident"
)

// comte is cheese by weight, in steps of 50 g, at 28,90 € the kilogram.
var comte = object{"name": "Comté 18 mois", "saleUnit": "gram", "step": object{"unit": "gram", "amount": 50}, "vatRate": 550, "withdrawal": "perishable",
	"published": true, "variants": []object{{"priceCents": 2890, "stockMode": "counted", "initialStock": object{"unit": "gram", "amount": 5000}}}}

// step gives commands to an order, one after the other.
func (p *person) step(order string, commands ...string) {
	p.w.t.Helper()
	for _, c := range commands {
		p.post("/orders/"+order+"/"+c, nil).must(200)
	}
}

// kinds waits until somebody was written to so often about an order, and gives
// the letters' kinds.
func (w *world) kinds(to, number string, count int) (kinds []string) {
	w.t.Helper()
	about := func() (kinds []string) {
		for _, m := range w.letters(to) {
			if strings.Contains(m.Subject, number) {
				kinds = append(kinds, strings.TrimPrefix(m.Kind, "order."))
			}
		}
		return kinds
	}
	await(w.t, "the letters about "+number, func() bool { return len(about()) >= count })
	kinds = about()
	slices.Sort(kinds)
	return kinds
}

// TestStoryOfOneBasketFromTwoShops is what Cabas is for: two people open shops and
// list what they sell; a customer without an account puts products of both into
// one basket, chooses when, and orders; one shop hands over against the code, the
// other delivers.
func TestStoryOfOneBasketFromTwoShops(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		const letterbox = "camille.durand@exemple.fr"
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		solene, _ := w.signUp("solene@exemple.fr", "Solène")

		// A shop is seen after one request, and sells once it said who sells.
		bakery := martin.post("/shops", object{"name": "Fournil Martin", "trade": "bakery", "town": "91200", "address": market}).must(201).text("id")
		bread := wish(bakery, martin.sells(bakery, "Pain de campagne", 450, 10), 2)
		if seen := w.nobody().get("/towns/dourdan/shops").must(200); seen.text("items", 0, "id") != bakery {
			t.Errorf("the town shows %s", seen.body)
		}
		early := w.nobody().post("/quotes", object{"shops": []object{bread}}).must(200)
		if early.at("placeable") != false || early.text("shops", 0, "problems", 0, "code") != "shop.not_selling" {
			t.Errorf("quoted before it sells: %s", early.body)
		}
		martin.match(`"0"`).put("/shops/"+bakery+"/seller", identity).must(200)
		martin.match(`"1"`).put("/shops/"+bakery+"/hours", object{"week": weekFrom("08:00-12:30", "15:00-19:00")}).must(200)
		dairy := solene.opensShop("L’Affinée")
		cheese := solene.post("/shops/"+dairy+"/products", comte).must(201)
		var ways object
		w.nobody().get("/shops/" + dairy + "/ways").must(200).into(&ways)
		delete(ways, "version")
		ways["delivery"] = object{"offered": true, "leadMinutes": 60, "slotMinutes": 60, "capacity": 3, "daysAhead": 5, "week": weekFrom("10:00-13:00"),
			"postcodes": []string{"91410"}, "feeCents": 390, "minimumCents": 800, "freeFromCents": 4000}
		solene.match(`"0"`).put("/shops/"+dairy+"/ways", ways).must(200)

		// The customer finds the town, the shops that are open, and what they sell.
		town := w.nobody().get("/towns?query=dourd").must(200).text("items", 0, "slug")
		if open := w.nobody().get("/towns/" + town + "/shops?openNow=true").must(200); len(open.at("items").([]any)) != 2 {
			t.Errorf("open are %s", open.body)
		}
		brought := object{"shopId": dairy, "way": "delivery", "deliveryAddress": object{"line1": "1 rue Debertrand", "postcode": "91410", "city": "Dourdan"},
			"lines": []object{{"variantId": cheese.text("variants", 0, "id"), "quantity": object{"unit": "gram", "amount": 300}}}}
		quote := w.nobody().post("/quotes", object{"shops": []object{bread, brought}}).must(200)
		if quote.number("totalCents") != 900+867+390 || quote.number("shops", 1, "totals", "vat", 0, "vatCents") != 66 || quote.at("placeable") != true ||
			quote.text("proposedTogether", "slots", 1, "start") != "2026-11-28T10:00:00+01:00" {
			t.Errorf("quoted %s", quote.body)
		}
		request := checkoutOf(quote, bread, brought)
		request["shops"].([]object)[0]["note"] = "Bien cuit, merci."
		placed := w.nobody().places(request).must(201)
		basket, guest := "/checkouts/"+placed.text("basketId"), w.nobody().with("X-Order-Secret", placed.text("orderSecret"))
		guest.post(basket+"/confirm", object{"code": w.code(letterbox)}).must(200)
		loaf, wheel := placed.text("orders", 0, "id"), placed.text("orders", 1, "id")

		// Each shop sees its own order, and nothing of the other's.
		for shop, who := range map[string]*person{bakery: martin, dairy: solene} {
			list := who.get("/shops/" + shop + "/orders?state=placed&day=2026-11-28").must(200)
			mine, theirs := loaf, wheel
			if shop == dairy {
				mine, theirs = wheel, loaf
			}
			if len(list.at("items").([]any)) != 1 || list.text("items", 0, "id") != mine {
				t.Errorf("%s lists %s", shop, list.body)
			}
			who.get("/orders/"+theirs).refused(404, "not_found")
		}
		martin.step(loaf, "accept", "ready")
		solene.step(wheel, "accept", "ready", "dispatch")
		code := guest.get("/orders/"+loaf).must(200).text("pickup", "code")
		martin.post("/orders/"+loaf+"/collect", object{"code": "0000"}).refused(422, "order.wrong_code")
		martin.post("/orders/"+loaf+"/collect", object{"code": code}).must(200)
		solene.step(wheel, "deliver")

		// What was agreed stays, whatever the shop changes and asks for afterwards.
		martin.match(`"1"`).patch("/products/"+quote.text("shops", 0, "lines", 0, "productId"),
			object{"name": "Miche", "variants": []object{{"id": bread["lines"].([]object)[0]["variantId"], "name": "", "priceCents": 990, "stockMode": "counted"}}}).must(200)
		done := guest.get(basket).must(200)
		if done.text("state") != "done" || done.text("orders", 0, "state") != "collected" || done.text("orders", 1, "state") != "delivered" ||
			done.text("orders", 0, "lines", 0, "name") != "Pain de campagne" || done.number("totalCents") != 900+867+390 ||
			done.text("orders", 0, "seller", "siret") != "73282932000074" || done.text("orders", 0, "note") != "Bien cuit, merci." {
			t.Errorf("in the end %s", done.body)
		}
		martin.post("/orders/"+loaf+"/cancel", object{"reason": "Trop tard"}).refused(409, "order.state_changed")
		for i, want := range []int64{8, 4700} {
			who := []*person{martin, solene}[i]
			product := quote.text("shops", i, "lines", 0, "productId")
			if onHand, reserved := who.stock(product); onHand != want || reserved != 0 {
				t.Errorf("%d left, %d reserved", onHand, reserved)
			}
			ledger := who.get("/variants/" + quote.text("shops", i, "lines", 0, "variantId") + "/movements").must(200)
			if ledger.text("items", 0, "kind") != "sold" {
				t.Errorf("the ledger: %s", ledger.body)
			}
		}
		for _, c := range []struct {
			to     string
			order  int
			expect []string
		}{
			{letterbox, 0, []string{"accepted.customer", "collected.customer", "placed.customer", "ready.customer"}},
			{letterbox, 1, []string{"accepted.customer", "delivered.customer", "out_for_delivery.customer", "placed.customer", "ready.customer"}},
			{"martin@exemple.fr", 0, []string{"placed.shop"}}, {"solene@exemple.fr", 1, []string{"placed.shop"}},
		} {
			if got := w.kinds(c.to, placed.text("orders", c.order, "number"), len(c.expect)); !slices.Equal(got, c.expect) {
				t.Errorf("%s was told %v of order %d", c.to, got, c.order)
			}
		}
		healthy(t, w.db)
	})
}

// TestStoryOfABasketThatFallsApart: of three shops one refuses, one does not
// answer, and the customer gives up what the third accepted. Everything goes back
// to the shelves, once.
func TestStoryOfABasketThatFallsApart(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		const letterbox = "camille.durand@exemple.fr"
		shops, wishes := make([]string, 3), make([]object, 3)
		for i, name := range []string{"Épi", "Cave", "Primeur"} {
			shops[i] = martin.opensShop(name)
			wishes[i] = wish(shops[i], martin.sells(shops[i], "De chez "+name, 450, 10), 4)
		}
		quote := w.nobody().post("/quotes", object{"shops": wishes}).must(200)
		request := checkoutOf(quote, wishes...)
		for i, s := range request["shops"].([]object) { // the next day, so that two opening hours can pass
			slots := quote.at("shops", i, "slots").([]any)
			s["slot"] = object{"start": slots[len(slots)-1].(object)["start"]}
		}
		placed := w.nobody().places(request).must(201)
		guest := w.nobody().with("X-Order-Secret", placed.text("orderSecret"))
		path := "/checkouts/" + request["basketId"].(ident.ID).String()
		guest.post(path+"/confirm", object{"code": w.code(letterbox)}).must(200)
		orders, numbers := make([]string, 3), make([]string, 3)
		for i := range orders {
			orders[i], numbers[i] = placed.text("orders", i, "id"), placed.text("orders", i, "number")
		}

		martin.post("/orders/"+orders[0]+"/refuse", object{"reason": "Le four est en panne."}).must(200)
		w.awaitsLetter(letterbox, "order.refused", "vous pouvez encore annuler ces commandes")
		martin.step(orders[1], "accept")
		if still := guest.get("/orders/" + orders[1]).must(200); still.text("actions", 0) != "cancel" {
			t.Errorf("the customer may %s", still.body)
		}
		for range 2 {
			guest.post("/orders/"+orders[1]+"/cancel", nil).must(200)
		}

		// The third shop is reminded, then it is too late.
		w.clock.Advance(time.Hour)
		w.awaitsLetter("martin@exemple.fr", "order.reminder", numbers[2])
		w.clock.Advance(time.Hour - time.Second)
		if early := guest.get("/orders/" + orders[2]).must(200); early.text("state") != "placed" {
			t.Errorf("a second early: %s", early.body)
		}
		w.clock.Advance(time.Second)
		martin = w.signIn("martin@exemple.fr")
		martin.post("/orders/"+orders[2]+"/accept", nil).must(409) // whether it was noticed yet or not
		await(t, "the end of the third order", func() bool { return guest.get("/orders/"+orders[2]).must(200).text("state") == "expired" })
		if done := guest.get(path).must(200); done.text("state") != "done" {
			t.Errorf("in the end %s", done.body)
		}
		for i, want := range [][]string{
			{"placed.customer", "refused.customer"}, {"accepted.customer", "cancelled_by_customer.customer", "placed.customer"}, {"expired.customer", "placed.customer"},
		} {
			if got := w.kinds(letterbox, numbers[i], len(want)); !slices.Equal(got, want) {
				t.Errorf("the customer was told %v of order %d", got, i)
			}
		}
		if got := w.kinds("martin@exemple.fr", numbers[2], 3); !slices.Equal(got, []string{"expired.shop", "placed.shop", "reminder.shop"}) {
			t.Errorf("the shop was told %v", got)
		}
		for i := range shops {
			if onHand, reserved := martin.stock(quote.text("shops", i, "lines", 0, "productId")); onHand != 10 || reserved != 0 {
				t.Errorf("shop %d has %d left, %d reserved", i, onHand, reserved)
			}
		}
		healthy(t, w.db)
	})
}
