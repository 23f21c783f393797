package app_test

import "testing"

// TestSeveralProductsChangeTogetherOrNotAtAll changes two products in one
// request, and has what is wrong with one leave both as they were.
func TestSeveralProductsChangeTogetherOrNotAtAll(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		paul, slug := w.bakery()
		jeanne, _ := w.signUp("jeanne@example.org", "Jeanne")
		shelf, all := "/shops/"+slug+"/products", "/shops/"+slug+"/product-changes"
		bread := object{"name": "Miche", "saleUnit": "piece", "vatRate": 550, "variants": []object{{"priceCents": 310, "stockMode": "simple"}}}
		first, second := paul.post(shelf, tart()).must(201), paul.post(shelf, bread).must(201)
		seen := func(versions ...int) []object {
			return []object{{"id": first.text("id"), "version": versions[0]}, {"id": second.text("id"), "version": versions[1]}}
		}
		asked := object{"products": seen(1, 1), "published": true, "price": object{"basisPoints": 250, "roundCents": 5}}
		w.nobody().post(all, asked).refused(401, "auth.required")
		jeanne.post(all, asked).refused(404, "not_found")

		once := paul.with("Idempotency-Key", "hausse-du-samedi")
		for range 2 {
			changed := once.post(all, asked).must(200)
			if changed.number("items", 0, "variants", 0, "priceCents") != 1485 || changed.number("items", 1, "variants", 0, "priceCents") != 320 ||
				changed.number("items", 1, "version") != 2 {
				t.Errorf("changed %s", changed.body)
			}
		}
		if shown := w.nobody().get(shelf).must(200); len(shown.at("items").([]any)) != 2 {
			t.Errorf("customers see %s", shown.body)
		}
		paul.post(all, object{"products": seen(2, 1), "published": false}).refused(412, "version.stale")
		// The tart is counted by the piece: it cannot be said to be sold out.
		paul.post(all, object{"products": seen(2, 2), "published": false, "stock": object{"kind": "sold_out"}}).refused(409, "catalog.counted")
		wrong := paul.post(all, object{"products": seen(2, 2), "stock": object{"kind": "count"}}).refused(422, "input.invalid")
		if wrong.text("errors", 0, "pointer") != "/stock/quantity" {
			t.Errorf("a count of nothing: %s", wrong.body)
		}
		for _, made := range []*answer{first, second} {
			if still := w.nobody().get("/products/" + made.text("id")).must(200); still.number("version") != 2 {
				t.Errorf("half of it was done: %s", still.body)
			}
		}
		out := paul.post(all, object{"products": seen(2, 2)[1:], "stock": object{"kind": "sold_out"}}).must(200)
		if out.at("items", 0, "variants", 0, "stock", "available") != false || out.number("items", 0, "version") != 2 {
			t.Errorf("sold out: %s", out.body)
		}
	})
}
