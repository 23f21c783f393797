package app_test

import (
	"slices"
	"testing"

	"cabas/domain/account"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
)

// TestAnOwnerWhoOrdersAtHomeMayDoBoth has a baker order in her own shop: she
// sees the order as its customer, and may do with it what the shop may.
func TestAnOwnerWhoOrdersAtHomeMayDoBoth(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		paul, slug := w.bakery()
		shopID := ident.ID(w.nobody().get("/shops/" + slug).must(200).text("id"))
		hers := func(d *order.Draft) { d.Customer.Account = ident.ID(paul.get("/me").must(200).text("id")) }
		path := "/orders/" + w.ordered(shopID, hers).ID.String()
		may := func(command string, want bool) *answer {
			t.Helper()
			seen := paul.get(path).must(200)
			if slices.Contains(seen.at("actions").([]any), any(command)) != want {
				t.Errorf("%s is offered wrongly: %s", command, seen.body)
			}
			return seen
		}
		if seen := may("accept", true); seen.text("pickup", "code") == "" {
			t.Errorf("seen %s", seen.body)
		}
		paul.post(path+"/accept", nil).must(200)
		paul.post(path+"/ready", nil).must(200)
		may("cancel", true)
		paul.post(path+"/cancel", object{}).refused(422, "input.invalid") // as the shop now, who says why
		if done := paul.post(path+"/cancel", object{"reason": "Four en panne"}).must(200); done.text("state") != "cancelled" {
			t.Errorf("cancelled %s", done.body)
		}
		if events := paul.get(path + "/events").must(200); events.text("items", 3, "by") != "shop" {
			t.Errorf("events %s", events.body)
		}
		may("cancel", false)

		// While customers may, it is the customer who does, and owes no reason.
		path = "/orders/" + w.ordered(shopID, hers).ID.String()
		paul.post(path+"/cancel", nil).must(200)
		if events := paul.get(path + "/events").must(200); events.text("items", 1, "by") != "customer" {
			t.Errorf("events %s", events.body)
		}
	})
}

// TestSomebodyMayBeEverythingAtOnce: an administrator, an agent of two towns and
// the owner of a shop, who works in another.
func TestSomebodyMayBeEverythingAtOnce(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		camille, _ := w.signUp("camille@exemple.fr", "Camille")
		paul, slug := w.bakery()
		camille.opensShop("Épi")
		member := w.hires(ident.ID(w.nobody().get("/shops/"+slug).must(200).text("id")), camille)
		for _, roles := range []account.Roles{{Administrator: true, AgentOf: []string{"dourdan"}}, {AgentOf: []string{"75056"}}} {
			_, err := w.server.Appoint(t.Context(), "camille@exemple.fr", "", roles)
			w.did(err)
		}
		me := camille.get("/me").must(200)
		if len(me.at("roles").([]any)) != 2 || me.text("towns", 0) != "75056" || me.text("towns", 1) != "91200" || len(me.at("shops").([]any)) != 2 {
			t.Errorf("she is %s", me.body)
		}
		camille.get("/admin/settings").must(200)
		camille.get("/shops/" + slug + "/orders").must(200)

		// Each goes by itself, at once.
		_, err := w.server.Dismiss(t.Context(), "camille@exemple.fr")
		w.did(err)
		camille.get("/admin/settings").refused(403, "auth.forbidden")
		camille.get("/shops/" + slug + "/orders").must(200)
		paul.delete("/shops/" + slug + "/staff/" + member).must(204)
		camille.get("/shops/"+slug+"/orders").refused(404, "not_found")
		if me := camille.get("/me").must(200); len(me.at("roles").([]any)) != 0 || len(me.at("shops").([]any)) != 1 {
			t.Errorf("she is %s", me.body)
		}
	})
}
