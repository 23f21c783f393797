package app_test

import "testing"

func TestPeopleFindTheirTown(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for _, q := range []string{"query=dourd", "postcode=91410&query=dour", "near=48.53,2.01"} {
			if got := w.nobody().get("/towns?"+q).must(200).text("items", 0, "insee"); got != "91200" {
				t.Errorf("%s found %s", q, got)
			}
		}
		a := w.nobody().get("/towns/dourdan").must(200)
		if a.text("name") != "Dourdan" {
			t.Errorf("got %s", a.body)
		}
		w.nobody().with("If-None-Match", a.header.Get("ETag")).get("/towns/91200").must(304)
		w.nobody().get("/towns/nulle-part").refused(404, "town.not_found")
		w.nobody().get("/towns?queri=x").refused(400, "request.malformed")
		w.nobody().get("/towns?near=95,10").refused(422, "input.invalid")
		w.nobody().get("/towns").refused(422, "input.invalid")
		w.nobody().get("/towns?limit=0").refused(400, "request.malformed")
	})
}
