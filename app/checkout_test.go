package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/notification"
)

// sells lists a product, published, and gives its one variant.
func (p *person) sells(shop, name string, cents, stock int) string {
	p.w.t.Helper()
	made := p.post("/shops/"+shop+"/products", object{
		"name": name, "saleUnit": "piece", "vatRate": 550, "withdrawal": "perishable", "published": true,
		"variants": []object{{"name": "", "priceCents": cents, "stockMode": "counted", "initialStock": object{"unit": "piece", "amount": stock}}},
	}).must(201)
	return made.text("variants", 0, "id")
}

// wish is what a basket asks of one shop: pieces of one variant.
func wish(shop, variant string, amount int) object {
	return object{"shopId": shop, "way": "counter",
		"lines": []object{{"variantId": variant, "quantity": object{"unit": "piece", "amount": amount}}}}
}

// checkoutOf turns a quote into the request that places it, each shop at the
// slot proposed for it.
func checkoutOf(quote *answer, wishes ...object) object {
	shops := make([]object, len(wishes))
	for i, w := range wishes {
		shops[i] = object{"slot": object{"start": quote.text("shops", i, "proposedSlot", "start")}}
		for k, v := range w {
			shops[i][k] = v
		}
	}
	return object{
		"basketId": ident.New("bsk"), "quoteHash": quote.text("quoteHash"), "acceptTerms": true, "language": "fr", "shops": shops,
		"customer": object{"name": "Camille Durand", "phone": "06 12 34 56 78", "email": "Camille.Durand@exemple.fr"},
	}
}

// places sends the request under a name of its own.
func (p *person) places(request object) *answer {
	p.w.t.Helper()
	return p.with("Idempotency-Key", string(ident.New("key"))).post("/checkouts", request)
}

func TestAGuestOrdersAtTwoShops(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		zoe, _ := w.signUp("zoe@exemple.fr", "Zoé")
		bakery, cheese := martin.opensShop("Épi"), zoe.opensShop("Fromagerie")
		bread, tome := martin.sells(bakery, "Pain de campagne", 450, 10), zoe.sells(cheese, "Tome", 1250, 1)
		wishes := []object{wish(bakery, bread, 2), wish(cheese, tome, 1)}

		quote := w.nobody().post("/quotes", object{"shops": wishes}).must(200)
		if quote.number("totalCents") != 2150 || quote.at("placeable") != true || quote.text("shops", 0, "seller", "siret") == "" ||
			quote.text("proposedTogether", "slots", 1, "shopId") != cheese || quote.number("shops", 1, "totals", "vat", 0, "vatCents") != 65 {
			t.Errorf("quoted %s", quote.body)
		}
		request := checkoutOf(quote, wishes...)
		request["shops"].([]object)[0]["note"] = "Bien cuit, merci."
		w.nobody().post("/checkouts", request).refused(428, "idempotency.key_required")
		guest := w.nobody().with("Idempotency-Key", "panier-du-samedi")
		placed := guest.post("/checkouts", request).must(201)
		path := "/checkouts/" + placed.text("basketId")
		if placed.text("state") != "awaiting_confirmation" || placed.text("orders", 0, "note") != "Bien cuit, merci." ||
			!strings.HasPrefix(placed.text("orders", 1, "pickup", "qr"), "data:image/svg+xml") || placed.text("confirmation", "sentTo") != "c•••@exemple.fr" ||
			placed.header.Get("Location") != "/api/v1"+path || !strings.HasSuffix(placed.text("secretLink"), "#"+placed.text("orderSecret")) {
			t.Errorf("placed %s", placed.body)
		}
		martin.get("/orders/"+placed.text("orders", 0, "id")).refused(404, "not_found") // not before it is confirmed

		if again := guest.post("/checkouts", request).must(201); string(again.body) != string(placed.body) {
			t.Errorf("a repeat was answered\n%s\nnot\n%s", again.body, placed.body)
		}
		other := checkoutOf(quote, wishes...)
		guest.post("/checkouts", other).refused(422, "idempotency.key_reused")
		late := w.nobody().places(other).refused(409, "catalog.out_of_stock")
		if late.text("errors", 0, "pointer") != "/shops/1/lines/0/quantity" || late.number("quote", "shops", 1, "lines", 0, "available", "amount") != 0 {
			t.Errorf("the tome is gone: %s", late.body)
		}

		w.nobody().get(path).refused(401, "auth.required")
		w.nobody().with("X-Order-Secret", strings.Repeat("x", 43)).get(path).refused(404, "not_found")
		holder := w.nobody().with("X-Order-Secret", placed.text("orderSecret"))
		holder.get(path).must(200)
		if asked := w.letters("camille.durand@exemple.fr")[0]; strings.Contains(asked.Subject, w.code("camille.durand@exemple.fr")) || !holds(asked.Text, "15 minutes",
			"/suivi/"+request["basketId"].(ident.ID).String()+"#"+placed.text("orderSecret"), placed.text("orders", 0, "number"), placed.text("orders", 1, "number"), "Fromagerie") {
			t.Errorf("the letter with the code: %s", asked.Text)
		}
		holder.post(path+"/confirm", object{"code": "00000"}).refused(400, "request.malformed")
		holder.post(path+"/resend", nil).refused(429, "rate.limited")
		first := w.code("camille.durand@exemple.fr")
		w.clock.Advance(time.Minute)
		holder.post(path+"/resend", nil).must(200)
		if second := w.code("camille.durand@exemple.fr"); second != first {
			holder.post(path+"/confirm", object{"code": first}).refused(422, "checkout.code_wrong")
		}
		for range 2 {
			if open := holder.post(path+"/confirm", object{"code": w.code("camille.durand@exemple.fr")}).must(200); open.text("state") != "open" || open.text("orders", 0, "state") != "placed" {
				t.Errorf("confirmed %s", open.body)
			}
		}
		martin.get("/orders/" + placed.text("orders", 0, "id")).must(200)
		zoe.get("/orders/"+placed.text("orders", 0, "id")).refused(404, "not_found")

		link := object{"number": placed.text("orders", 0, "number"), "email": "camille.durand@exemple.fr"}
		sent := w.nobody().post("/order-links", link).must(201)
		w.nobody().post("/order-links", link).refused(429, "rate.limited")
		link["email"] = "curieux@exemple.fr"
		if unknown := w.nobody().post("/order-links", link).must(201); sent.text("sentTo") != "c•••@exemple.fr" || string(sent.body) != string(unknown.body) {
			t.Errorf("an address that does not belong is told apart: %s, %s", sent.body, unknown.body)
		}
		w.awaitsLetter("camille.durand@exemple.fr", "order.link_requested", placed.text("orderSecret"))
		if got := w.letters("curieux@exemple.fr"); len(got) != 0 {
			t.Error("a stranger got a letter")
		}
	})
}

// holds reports whether the text holds all parts.
func holds(text string, parts ...string) bool {
	for _, p := range parts {
		if !strings.Contains(text, p) {
			return false
		}
	}
	return true
}

// awaitsLetter waits for a letter of a kind that holds a text.
func (w *world) awaitsLetter(to, kind, text string) {
	w.t.Helper()
	await(w.t, "a letter of "+kind+" to "+to+" that holds the text", func() bool {
		return slices.ContainsFunc(w.letters(to), func(m notification.Mail) bool {
			return strings.HasPrefix(m.Kind, kind) && strings.Contains(m.Text, text)
		})
	})
}

func TestSomebodySignedInOrdersADelivery(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		camille, _ := w.signUp("camille@exemple.fr", "Camille")
		shop := martin.opensShop("Épi")
		bread := martin.sells(shop, "Pain de campagne", 450, 10)
		var ways object
		w.nobody().get("/shops/" + shop + "/ways").must(200).into(&ways)
		delete(ways, "version")
		ways["delivery"] = object{"offered": true, "leadMinutes": 60, "slotMinutes": 60, "capacity": 3, "daysAhead": 5, "week": weekFrom("17:00-20:00"),
			"postcodes": []string{"91410"}, "feeCents": 390, "minimumCents": 800, "freeFromCents": 4000}
		martin.match(`"0"`).put("/shops/"+shop+"/ways", ways).must(200)

		w1 := wish(shop, bread, 2)
		w1["way"], w1["deliveryAddress"] = "delivery", object{"line1": "1 rue Debertrand", "postcode": "75001", "city": "Paris"}
		far := camille.post("/quotes", object{"shops": []object{w1}}).must(200)
		if far.at("placeable") != false || far.text("shops", 0, "problems", 0, "code") != "fulfilment.postcode_not_served" {
			t.Errorf("quoted %s", far.body)
		}
		refused := camille.places(checkoutOf(far, w1)).refused(422, "fulfilment.postcode_not_served")
		if refused.text("quote", "quoteHash") != far.text("quoteHash") {
			t.Errorf("told %s", refused.body)
		}
		w1["deliveryAddress"] = object{"line1": "1 rue Debertrand", "postcode": "91410", "city": "Dourdan"}
		quote := camille.post("/quotes", object{"shops": []object{w1}}).must(200)
		if quote.number("totalCents") != 1290 || quote.number("shops", 0, "ways", 1, "feeCents") != 390 {
			t.Errorf("quoted %s", quote.body)
		}
		request := checkoutOf(quote, w1)
		request["acceptTerms"] = false
		camille.places(request).refused(422, "checkout.terms_not_accepted")
		request["acceptTerms"] = true
		delete(request, "customer")
		w.nobody().places(request).refused(422, "checkout.customer_required")
		placed := camille.places(request).must(201)
		if placed.text("state") != "open" || placed.number("orders", 0, "totals", "deliveryCents") != 390 || placed.text("orders", 0, "customer", "email") != "camille@exemple.fr" ||
			placed.text("orders", 0, "deliveryAddress", "city") != "Dourdan" || strings.Contains(string(placed.body), "orderSecret") {
			t.Errorf("placed %s", placed.body)
		}
		path := "/checkouts/" + placed.text("basketId")
		camille.get(path).must(200)
		martin.get(path).refused(404, "not_found")
		if mine := camille.get("/me/orders").must(200); mine.text("items", 0, "id") != placed.text("orders", 0, "id") {
			t.Errorf("her orders: %s", mine.body)
		}
		w.awaitsLetter("camille@exemple.fr", "order.placed", placed.text("orders", 0, "number"))
		w.awaitsLetter("martin@exemple.fr", "order.placed", placed.text("orders", 0, "number"))
	})
}

func TestAPriceRisesOverHTTP(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		shop := martin.opensShop("Épi")
		bread := martin.sells(shop, "Pain de campagne", 450, 10)
		one := wish(shop, bread, 1)
		quote := w.nobody().post("/quotes", object{"shops": []object{one}}).must(200)
		product := quote.text("shops", 0, "lines", 0, "productId")
		martin.match(`"1"`).patch("/products/"+product, object{"variants": []object{{"id": bread, "name": "", "priceCents": 480, "stockMode": "counted"}}}).must(200)
		request := checkoutOf(quote, one)
		changed := w.nobody().places(request).refused(409, "checkout.quote_changed")
		if changed.number("quote", "totalCents") != 480 {
			t.Errorf("told %s", changed.body)
		}
		request["quoteHash"] = changed.text("quote", "quoteHash")
		w.nobody().places(request).must(201)
	})
}
