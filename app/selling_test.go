package app_test

import (
	"maps"
	"testing"
)

// TestAShopIsSeenAtOnceAndSellsOnceTheLawIsAnswered opens the stall of a trader
// without premises in one request, and asks for the same basket after each step.
func TestAShopIsSeenAtOnceAndSellsOnceTheLawIsAnswered(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		martine, _ := w.signUp("martine@exemple.fr", "Martine")
		opened := martine.post("/shops", object{"name": "Les miels de Martine", "trade": "producer", "town": "91200"}).must(201)
		id := opened.text("id")
		listed := w.nobody().get("/towns/dourdan/shops").must(200)
		if listed.text("items", 0, "id") != id || listed.at("items", 0, "selling") != false || listed.at("items", 0, "address") != nil {
			t.Errorf("in its town it is %s", listed.body)
		}
		martine.match(`"1"`).put("/shops/"+id+"/hours", object{"week": weekFrom("08:00-12:30")}).must(200)
		basket := wish(id, martine.sells(id, "Miel de tilleul", 850, 10), 1)

		declare := func(version string, certified bool, without ...string) *answer {
			seller := maps.Clone(identity)
			seller["selfCertified"] = certified
			for _, field := range without {
				delete(seller, field)
			}
			return martine.match(version).put("/shops/"+id+"/seller", seller)
		}
		buys := func() *answer {
			quote := w.nobody().post("/quotes", object{"shops": []object{basket}}).must(200)
			return w.nobody().places(checkoutOf(quote, basket))
		}
		early := buys().refused(409, "shop.not_selling")
		if early.text("errors", 0, "pointer") != "/shops/0/shopId" || early.text("quote", "shops", 0, "problems", 0, "code") != "shop.not_selling" {
			t.Errorf("before anything is declared: %s", early.body)
		}
		declare(`"0"`, true, "phone").refused(400, "request.malformed")
		declare(`"0"`, true, "siret", "vatNumber").refused(422, "input.invalid")
		declare(`"0"`, false).must(200)
		buys().refused(409, "shop.not_selling")
		declare(`"1"`, true).must(200)
		placed := buys().must(201)
		if placed.text("orders", 0, "seller", "siret") != "73282932000074" {
			t.Errorf("sold by %s", placed.body)
		}
		declare(`"2"`, false).must(200)
		buys().refused(409, "shop.not_selling")

		if seen := w.nobody().get("/shops/les-miels-de-martine").must(200); seen.at("address") != nil || seen.at("position") != nil || seen.text("town", "name") != "Dourdan" {
			t.Errorf("a trader without premises is shown as %s", seen.body)
		}
	})
}
