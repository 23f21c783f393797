package app_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
)

// tart is a product as its shop lists it, still hidden.
func tart() map[string]any {
	return map[string]any{
		"name": "Tarte aux pommes", "category": "Pâtisseries", "saleUnit": "piece", "vatRate": 550,
		"withdrawal": "perishable", "origin": "France", "ingredients": "Pommes, farine, beurre",
		"allergens": []any{map[string]any{"allergen": "gluten", "presence": "present"}},
		"variants": []any{
			map[string]any{"name": "6 parts", "priceCents": 1450, "stockMode": "counted",
				"netContent":   map[string]any{"unit": "gram", "amount": 800},
				"initialStock": map[string]any{"unit": "piece", "amount": 12}},
			map[string]any{"name": "Part", "priceCents": 290, "stockMode": "simple"},
		},
	}
}

// bakery opens a shop and gives its owner and its slug.
func (w *world) bakery() (owner *person, slug string) {
	w.t.Helper()
	owner, _ = w.signUp("paul@example.org", "Paul Martin")
	opened := owner.post("/shops", map[string]any{"name": "Boulangerie Martin", "trade": "bakery", "town": "91200"}).must(201)
	return owner, opened.text("slug")
}

func TestAShopListsAProduct(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		paul, slug := w.bakery()
		jeanne, _ := w.signUp("jeanne@example.org", "Jeanne")
		shelf := "/shops/" + slug + "/products"

		w.nobody().post(shelf, tart()).refused(401, "auth.required")
		jeanne.post(shelf, tart()).refused(404, "not_found")
		once := paul.with("Idempotency-Key", "tarte-du-samedi")
		made := once.post(shelf, tart()).must(201)
		path := "/products/" + made.text("id")
		if made.header.Get("ETag") != `"1"` || made.header.Get("Location") != "/api/v1"+path {
			t.Errorf("answered with %v", made.header)
		}
		if again := once.post(shelf, tart()).must(201); again.text("id") != made.text("id") {
			t.Error("one attempt made two products")
		}
		other := tart()
		other["name"] = "Tarte aux poires"
		once.post(shelf, other).refused(422, "idempotency.key_reused")
		other["saleUnit"], other["step"] = "gram", map[string]any{"unit": "piece", "amount": 1}
		if wrong := paul.post(shelf, other).refused(422, "input.invalid"); wrong.text("errors", 0, "pointer") != "/step/unit" {
			t.Errorf("pieces of what is weighed: %s", wrong.body)
		}

		w.nobody().get(path).refused(404, "not_found")
		jeanne.patch(path, map[string]any{"published": true}).refused(428, "version.required")
		jeanne.with("If-Match", `"1"`).patch(path, map[string]any{"published": true}).refused(404, "not_found")
		paul.with("If-Match", `"9"`).patch(path, map[string]any{"published": true}).refused(412, "version.stale")
		if seen := w.nobody().get(shelf + "?hidden=true").must(200); len(seen.at("items").([]any)) != 0 {
			t.Errorf("everybody sees what is hidden: %s", seen.body)
		}
		if seen := paul.get(shelf + "?hidden=true&query=pommes").must(200); seen.text("items", 0, "shop", "slug") != slug {
			t.Errorf("Paul sees %s", seen.body)
		}
		shown := paul.with("If-Match", `"1"`).patch(path, map[string]any{"published": true, "origin": nil}).must(200)
		if shown.number("version") != 2 || shown.at("origin") != nil || shown.text("ingredients") != "Pommes, farine, beurre" {
			t.Errorf("published %s", shown.body)
		}

		seen := w.nobody().get(path).must(200)
		if seen.number("variants", 0, "unitPrice", "cents") != 1813 || seen.text("variants", 0, "unitPrice", "per") != "kilogram" {
			t.Errorf("800 g at 14.50: %s", seen.body)
		}
		if stock := seen.at("variants", 0, "stock").(map[string]any); stock["available"] != true || len(stock) != 2 {
			t.Errorf("twelve are left, which is the shop's business: %v", stock)
		}
		reader := w.nobody().with("If-None-Match", seen.header.Get("ETag"))
		reader.get(path).must(304)
		movements := "/variants/" + seen.text("variants", 0, "id") + "/movements"
		paul.post(movements, map[string]any{"kind": "adjust", "difference": map[string]any{"unit": "piece", "amount": -9}}).must(201)
		if few := reader.get(path).must(200); few.number("variants", 0, "stock", "remaining", "amount") != 3 {
			t.Errorf("three are left: %s", few.body)
		}

		jeanne.delete(path).refused(404, "not_found")
		paul.delete(path).must(204)
		paul.get(path).refused(404, "not_found")
	})
}

// TestStockKeptOtherwiseIsInTheLedger stops counting a tart that sells without
// being counted, and counts it again: what the books said before is no promise.
func TestStockKeptOtherwiseIsInTheLedger(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		paul, slug := w.bakery()
		made := paul.post("/shops/"+slug+"/products", tart()).must(201)
		path, id := "/products/"+made.text("id"), made.text("variants", 0, "id")
		kept := func(version, mode string, more object) *answer {
			variant := object{"id": id, "name": "6 parts", "priceCents": 1450, "stockMode": mode}
			maps.Copy(variant, more)
			return paul.match(version).patch(path, object{"variants": []object{variant}}).must(200)
		}
		if a := kept(`"1"`, "simple", nil); a.at("variants", 0, "stock", "available") != true || a.at("variants", 0, "stock", "onHand") != nil {
			t.Errorf("not counted any more: %s", a.body)
		}
		if a := kept(`"2"`, "counted", object{"initialStock": object{"unit": "piece", "amount": 4}}); a.number("variants", 0, "stock", "onHand", "amount") != 4 {
			t.Errorf("counted again: %s", a.body)
		}
		kept(`"3"`, "counted", object{"initialStock": object{"unit": "piece", "amount": 99}}) // only a movement changes it now
		kept(`"4"`, "simple", nil)
		if a := kept(`"5"`, "counted", nil); a.at("variants", 0, "stock", "available") != false {
			t.Errorf("nobody said how many there are: %s", a.body)
		}
		var told []string
		list := paul.get("/variants/" + id + "/movements").must(200)
		for i := range list.at("items").([]any) {
			move := list.text("items", i, "kind") + " by " + list.text("items", i, "byName")
			if list.at("items", i, "difference") != nil {
				move += fmt.Sprintf(": %+d", list.number("items", i, "difference", "amount"))
			}
			told = append(told, move)
		}
		want := []string{"count by Paul Martin: -4", "back by Paul Martin", "count by Paul Martin: -8", "back by Paul Martin", "count by Paul Martin: +12"}
		if !slices.Equal(told, want) {
			t.Errorf("the ledger tells %q", told)
		}
	})
}

func TestStockIsALedger(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		paul, slug := w.bakery()
		jeanne, _ := w.signUp("jeanne@example.org", "Jeanne")
		made := paul.post("/shops/"+slug+"/products", tart()).must(201)
		counted := "/variants/" + made.text("variants", 0, "id") + "/movements"
		simple := "/variants/" + made.text("variants", 1, "id") + "/movements"
		pieces := func(n int) map[string]any { return map[string]any{"unit": "piece", "amount": n} }

		paul.get(counted+"?after=nonsense").refused(400, "request.malformed")
		w.nobody().get(counted).refused(401, "auth.required")
		jeanne.get(counted).refused(404, "not_found")
		jeanne.post(counted, map[string]any{"kind": "count", "quantity": pieces(1)}).refused(404, "not_found")
		less := paul.post(counted, map[string]any{"kind": "adjust", "difference": pieces(-13)}).refused(409, "catalog.below_zero")
		if less.number("remaining", "amount") != 12 {
			t.Errorf("twelve are there: %s", less.body)
		}
		paul.post(counted, map[string]any{"kind": "adjust"}).refused(422, "input.invalid")
		paul.post(counted, map[string]any{"kind": "sold_out"}).refused(409, "catalog.counted")
		paul.post(simple, map[string]any{"kind": "count", "quantity": pieces(3)}).refused(409, "catalog.not_counted")

		evening := map[string]any{"kind": "count", "quantity": pieces(7), "reason": "Inventaire du soir"}
		once := paul.with("Idempotency-Key", "inventaire-1")
		found := once.post(counted, evening).must(201)
		if found.number("difference", "amount") != -5 || found.number("stock", "onHand", "amount") != 7 || found.text("byName") != "Paul Martin" {
			t.Errorf("seven of twelve: %s", found.body)
		}
		if again := once.post(counted, evening).must(201); again.text("id") != found.text("id") {
			t.Error("one count became two")
		}
		if left := paul.post(simple, map[string]any{"kind": "sold_out"}).must(201); left.at("stock", "available") != false {
			t.Errorf("sold out: %s", left.body)
		}
		if left := paul.post(simple, map[string]any{"kind": "back"}).must(201); left.at("stock", "available") != true {
			t.Errorf("back: %s", left.body)
		}
		sum, after := int64(0), ""
		for range 2 {
			list := paul.get(counted + "?limit=1" + after).must(200)
			sum += list.number("items", 0, "difference", "amount")
			if next, more := list.at("next").(string); more {
				after = "&after=" + next
			}
		}
		if sum != 7 {
			t.Errorf("the ledger says %d", sum)
		}
	})
}
