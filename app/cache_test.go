package app_test

import (
	"testing"
	"time"

	"cabas/app"
	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func TestACopyIsNeverGivenAfterAChange(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, clock.NewManual(saturday), func(c *app.Config) { c.Cache = time.Hour })
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		shop := martin.opensShop("Épi")
		martin.sells(shop, "Brioche", 450, 3)
		path := "/shops/" + shop + "/products"
		first := w.nobody().get(path).must(200)
		again := w.nobody().get(path).must(200)
		if string(first.body) != string(again.body) || first.header.Get("ETag") != again.header.Get("ETag") || first.header.Get("ETag") == "" {
			t.Errorf("two readers, two answers:\n%s\n%s", first.body, again.body)
		}
		w.nobody().with("If-None-Match", first.header.Get("ETag")).get(path).must(304)
		w.nobody().with("Accept-Language", "en").get(path).must(200)
		martin.sells(shop, "Chausson", 250, 3)
		if changed := w.nobody().get(path).must(200); changed.at("items", 1) == nil || changed.header.Get("ETag") == first.header.Get("ETag") {
			t.Errorf("the new product is not seen: %s", changed.body)
		}
		// What the owner sees is nobody else's.
		before := w.nobody().get(path + "?hidden=true").must(200)
		martin.get(path + "?hidden=true").must(200)
		if after := w.nobody().get(path + "?hidden=true").must(200); string(after.body) != string(before.body) {
			t.Errorf("a stranger got the owner's view: %s", after.body)
		}
	})
}
