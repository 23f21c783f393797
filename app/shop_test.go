package app_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/order"
	"cabas/infra/contract"
	"cabas/infra/db"
)

// match is a person who edits the version of a document.
func (p *person) match(tag string) *person { return p.with("If-Match", tag) }

var market = object{"line1": "12 place du Marché aux Herbes", "postcode": "91410", "city": "Dourdan"}

var identity = object{
	"professional": true, "legalName": "Fournil Martin", "legalForm": "SARL", "siret": "73282932000074", "vatExempt": false,
	"vatNumber": "FR44732829320", "address": market, "phone": "01 99 00 12 34", "email": "martin@exemple.fr",
	"mediator": object{"name": "Médiation de la consommation", "website": "https://mediation.exemple.fr"}, "selfCertified": true,
}

// weekFrom opens Tuesday to Sunday, in the ranges given as "09:00-12:30".
func weekFrom(ranges ...string) object {
	day := []object{}
	for _, r := range ranges {
		from, to, _ := strings.Cut(r, "-")
		day = append(day, object{"from": from, "to": to})
	}
	return object{"monday": []object{}, "tuesday": day, "wednesday": day, "thursday": day, "friday": day, "saturday": day, "sunday": day}
}

// opensShop lets a person open a shop that is ready to sell; it answers its id.
func (p *person) opensShop(name string) string {
	p.w.t.Helper()
	id := p.post("/shops", object{"name": name, "trade": "bakery", "town": "91200", "address": market}).must(201).text("id")
	p.match(`"0"`).put("/shops/"+id+"/seller", identity).must(200)
	p.match(`"1"`).put("/shops/"+id+"/hours", object{"week": weekFrom("08:00-12:30", "15:00-19:00")}).must(200)
	return id
}

func TestAShopOpensAndIsIdentified(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		request := object{"name": "Boulangerie Martin", "trade": "bakery", "town": "91200", "address": market}
		w.nobody().post("/shops", request).refused(401, "auth.required")
		once := martin.with("Idempotency-Key", "open-the-shop-1")
		opened := once.post("/shops", request).must(201)
		id := opened.text("id")
		if opened.text("slug") != "boulangerie-martin" || opened.at("selling") != false || opened.text("contact", "email") != "martin@exemple.fr" ||
			opened.header.Get("Location") != "/api/v1/shops/"+id || opened.text("town", "slug") != "dourdan" {
			t.Errorf("opened %s", opened.body)
		}
		if again := once.post("/shops", request).must(201).text("id"); again != id {
			t.Errorf("a repeat opened %s", again)
		}
		once.post("/shops", object{"name": "Autre", "trade": "bakery", "town": "91200"}).refused(422, "idempotency.key_reused")
		if slug := martin.post("/shops", request).must(201).text("slug"); slug != "boulangerie-martin-2" {
			t.Errorf("the second is called %s", slug)
		}
		martin.post("/shops", object{"name": "Autre", "trade": "baker", "town": "91200"}).refused(422, "input.invalid")
		martin.post("/shops", object{"name": "Autre", "trade": "bakery", "town": "00000"}).refused(422, "input.invalid")
		elsewhere := object{"line1": "1 place Bellecour", "postcode": "69002", "city": "Lyon"}
		if a := martin.post("/shops", object{"name": "Autre", "trade": "bakery", "town": "91200", "address": elsewhere}).refused(422, "input.invalid"); a.text("errors", 0, "pointer") != "/address/postcode" {
			t.Errorf("an address in another place: %s", a.body)
		}

		seen := w.nobody().get("/shops/boulangerie-martin").must(200)
		if seen.at("settings") != nil || seen.at("sellingBlockers") != nil || seen.at("seller") != nil {
			t.Errorf("a passer-by sees %s", seen.body)
		}
		w.nobody().with("If-None-Match", seen.header.Get("ETag")).get("/shops/" + id).must(304)
		if n := len(martin.get("/shops/" + id).must(200).at("sellingBlockers").([]any)); n != 5 {
			t.Errorf("%d blockers", n)
		}
		declaring(t, w, martin, id)
		editing(t, w, martin, id)
	})
}

func declaring(t *testing.T, w *world, martin *person, id string) {
	martin.put("/shops/"+id+"/seller", identity).refused(428, "version.required")
	wrong := object{}
	for k, v := range identity {
		wrong[k] = v
	}
	wrong["siret"] = "73282932000075"
	martin.match(`"0"`).put("/shops/"+id+"/seller", wrong).refused(422, "input.invalid")
	declared := martin.match(`"0"`).put("/shops/"+id+"/seller", identity).must(200)
	if declared.at("selling") != true || declared.header.Get("ETag") != `"1"` {
		t.Errorf("declared %s", declared.body)
	}
	martin.match(`"0"`).put("/shops/"+id+"/seller", identity).refused(412, "version.stale")
	seen := w.nobody().get("/shops/" + id).must(200)
	if seen.at("selling") != true || seen.text("seller", "siret") != "73282932000074" {
		t.Errorf("a passer-by sees %s", seen.body)
	}
	if got := martin.get("/shops/" + id + "/seller").must(200); got.at("identity", "selfCertified") != true {
		t.Errorf("the owner reads %s", got.body)
	}
}

func editing(t *testing.T, w *world, martin *person, id string) {
	patch := object{
		"description": "Pains au levain.", "contact": object{"phone": "01 64 59 00 00", "website": nil}, "address": nil,
		"settings": object{"autoAccept": true}, "position": object{"lat": 48.53, "lon": 2.01}, "slug": "chez-martin",
	}
	edited := martin.match(`"1"`).patch("/shops/"+id, patch).must(200)
	if edited.at("address") != nil || edited.at("settings", "autoAccept") != true || edited.text("slug") != "chez-martin" || edited.number("version") != 2 {
		t.Errorf("edited %s", edited.body)
	}
	martin.match(`"1"`).patch("/shops/"+id, patch).refused(412, "version.stale")
	martin.match(`"2"`).patch("/shops/"+id, object{"slug": "boulangerie-martin-2"}).refused(409, "shop.slug_taken")
	w.nobody().match(`"2"`).patch("/shops/"+id, patch).refused(401, "auth.required")
	stranger, _ := w.signUp("zoe@exemple.fr", "Zoé")
	stranger.match(`"2"`).patch("/shops/"+id, patch).refused(404, "not_found")
}

func TestATownShowsItsShops(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		open := martin.opensShop("Épi")
		martin.post("/shops", object{"name": "Abeille", "trade": "grocery", "town": "91200"}).must(201)
		w.clock.Advance(2 * time.Hour) // ten o'clock
		all := w.nobody().get("/towns/dourdan/shops").must(200)
		if all.text("items", 0, "id") != open || all.at("items", 0, "openNow") != true || all.text("items", 0, "closesAt") != "2026-11-28T12:30:00+01:00" ||
			all.text("items", 1, "name") != "Abeille" || all.text("items", 0, "ways", 0) != "counter" {
			t.Errorf("the town shows %s", all.body)
		}
		first := w.nobody().get("/towns/91200/shops?limit=1").must(200)
		if w.nobody().get("/towns/91200/shops?limit=1&after="+first.text("next")).must(200).text("items", 0, "name") != "Abeille" {
			t.Errorf("the first page is %s", first.body)
		}
		for query, want := range map[string]int{"openNow=true": 1, "trade=grocery": 1, "trade=wine": 0, "near=48.5,2": 2} {
			if got := len(w.nobody().get("/towns/dourdan/shops?" + query).must(200).at("items").([]any)); got != want {
				t.Errorf("%s finds %d", query, got)
			}
		}
		if n := w.nobody().get("/towns/dourdan").must(200).number("shopCount"); n != 2 {
			t.Errorf("the town counts %d shops", n)
		}
		if n := len(w.nobody().get("/trades").must(200).at("items").([]any)); n < 30 {
			t.Errorf("%d trades", n)
		}
		w.nobody().get("/towns/nulle-part/shops").refused(404, "town.not_found")
		for _, query := range []string{"trade=bakry", "near=95,2"} {
			wrong := w.nobody().get("/towns/dourdan/shops?"+query).refused(422, "input.invalid")
			if name, _, _ := strings.Cut(query, "="); wrong.text("errors", 0, "pointer") != "?"+name {
				t.Errorf("%s: %s", query, wrong.body)
			}
		}
	})
}

func TestHoursClosuresAndPauses(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		path := "/shops/" + martin.opensShop("Épi")
		hours := w.nobody().get(path + "/hours").must(200)
		if hours.header.Get("ETag") != `"2"` || hours.text("week", "sunday", 1, "to") != "19:00" {
			t.Errorf("hours are %s", hours.body)
		}
		martin.match(`"2"`).put(path+"/hours", object{"week": weekFrom("09:00-12:00", "11:00-13:00")}).refused(422, "input.invalid")
		martin.match(`"2"`).put(path+"/hours", object{"week": weekFrom("09:00-24:00")}).must(200)
		martin.put(path+"/closures/2026-11-28", object{"ranges": []object{}, "reason": "Inventaire"}).must(200)
		martin.put(path+"/closures/2026-12-25", object{"ranges": []object{{"from": "08:00", "to": "12:00"}}}).must(200)
		martin.put(path+"/closures/2026-11-27", object{"ranges": []object{}}).refused(422, "input.invalid")
		martin.post(path+"/confirm-today", nil).refused(409, "shop.closed_today")
		closures := w.nobody().get(path + "/closures?limit=1").must(200)
		if closures.text("items", 0, "reason") != "Inventaire" || closures.text("next") == "" {
			t.Errorf("closures are %s", closures.body)
		}
		if seen := w.nobody().get(path).must(200); seen.text("opensAt") != "2026-11-29T09:00:00+01:00" {
			t.Errorf("it is %s", seen.body)
		}
		martin.delete(path + "/closures/2026-11-28").must(204)
		martin.delete(path+"/closures/2026-11-28").refused(404, "not_found")
		if confirmed := martin.post(path+"/confirm-today", nil).must(200); confirmed.text("confirmedAt") != "2026-11-28T08:00:00+01:00" {
			t.Errorf("confirmed %s", confirmed.body)
		}
		martin.post(path+"/pause", object{"until": "2026-11-28"}).refused(422, "input.invalid")
		if paused := martin.post(path+"/pause", object{"until": "2026-12-02"}).must(200); paused.text("pausedUntil") != "2026-12-02" ||
			paused.text("opensAt") != "2026-12-02T09:00:00+01:00" {
			t.Errorf("paused %s", paused.body)
		}
		if resumed := martin.post(path+"/resume", nil).must(200); resumed.at("pausedUntil") != nil {
			t.Errorf("resumed %s", resumed.body)
		}
	})
}

func TestWaysSlotsAndConflicts(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		id := martin.opensShop("Épi")
		path := "/shops/" + id
		usual := w.nobody().get(path + "/ways").must(200)
		if usual.header.Get("ETag") != `"0"` || usual.at("counter", "offered") != true || usual.at("delivery", "offered") != false {
			t.Errorf("the usual ways are %s", usual.body)
		}
		ways := object{
			"counter": object{"offered": true, "leadMinutes": 60, "slotMinutes": 60, "capacity": 1, "daysAhead": 2},
			"delivery": object{"offered": true, "leadMinutes": 240, "slotMinutes": 120, "capacity": 4, "daysAhead": 2, "week": weekFrom("17:00-19:00"),
				"postcodes": []string{"91410"}, "feeCents": 350, "minimumCents": 1500, "freeFromCents": 4000},
		}
		martin.match(`"0"`).put(path+"/ways", ways).must(200)
		martin.match(`"0"`).put(path+"/ways", ways).refused(412, "version.stale")

		slots := w.nobody().get(path + "/slots?way=counter&limit=3").must(200)
		if slots.text("items", 0, "start") != "2026-11-28T09:00:00+01:00" || slots.at("items", 0, "available") != true {
			t.Errorf("slots are %s", slots.body)
		}
		if more := w.nobody().get(path + "/slots?way=counter&limit=3&after=" + slots.text("next")).must(200); more.text("items", 0, "start") != "2026-11-28T15:00:00+01:00" {
			t.Errorf("more slots are %s", more.body)
		}
		if delivery := w.nobody().get(path + "/slots?way=delivery&from=2026-11-29").must(200); delivery.text("items", 0, "start") != "2026-11-29T17:00:00+01:00" {
			t.Errorf("deliveries are %s", delivery.body)
		}
		w.nobody().get(path+"/slots?way=drone").refused(400, "request.malformed")

		w.books(id, time.Date(2026, 11, 28, 8, 0, 0, 0, time.UTC))
		changed := martin.match(`"2"`).put(path+"/hours", object{"week": weekFrom("15:00-19:00")}).must(200)
		if changed.text("conflicts", 0, "reason") != "hours_changed" {
			t.Errorf("the change answers %s", changed.body)
		}
		if listed := martin.get(path + "/conflicts").must(200); listed.text("items", 0, "slot", "start") != "2026-11-28T09:00:00+01:00" {
			t.Errorf("conflicts are %s", listed.body)
		}
		w.nobody().get(path+"/conflicts").refused(401, "auth.required")
		if closed := martin.put(path+"/closures/2026-11-28", object{"ranges": []object{}}).must(200); closed.text("conflicts", 0, "reason") != "closed_that_day" {
			t.Errorf("the closure answers %s", closed.body)
		}
	})
}

// books keeps an order that a customer placed at a shop, for an hour from a
// moment on.
func (w *world) books(shopID string, start time.Time) {
	w.t.Helper()
	d := contract.OrderDraft(ident.ID(shopID), "")
	d.Slot, d.At = order.Slot{Start: start, End: start.Add(time.Hour)}, w.clock.Now()
	o, err := order.New(d)
	if err == nil {
		err = db.NewOrders(w.db.Handle()).Insert(w.t.Context(), []order.Order{o})
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

func TestStaffIsInvitedPromotedAndRemovedAtOnce(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		lea, _ := w.signUp("lea@exemple.fr", "Léa")
		zoe, _ := w.signUp("zoe@exemple.fr", "Zoé")
		path := "/shops/" + martin.opensShop("Épi")
		lea.get(path+"/staff").refused(404, "not_found")

		invitation := object{"email": "Lea@exemple.fr", "role": "preparer"}
		invited := martin.post(path+"/staff", invitation).must(201)
		if invited.text("state") != "invited" || invited.text("email") != "lea@exemple.fr" {
			t.Errorf("invited %s", invited.body)
		}
		martin.post(path+"/staff", invitation).refused(409, "staff.already_member")
		own := object{"email": martin.get("/me").must(200).text("email"), "role": "manager"}
		martin.post(path+"/staff", own).refused(409, "staff.already_member")
		token := object{"token": regexp.MustCompile(`/invitation#(\S+)`).FindStringSubmatch(w.letters("lea@exemple.fr")[0].Text)[1]}
		zoe.post("/staff-invitations/accept", token).refused(404, "staff.invitation_unknown")
		zoe.post("/staff-invitations/accept", object{"token": strings.Repeat("x", 43)}).refused(404, "staff.invitation_unknown")
		for range 2 { // a repeat answers the same
			if joined := lea.post("/staff-invitations/accept", token).must(200); joined.text("state") != "active" || joined.text("displayName") != "Léa" {
				t.Errorf("joined %s", joined.body)
			}
		}
		if me := lea.get("/me").must(200); me.text("shops", 0, "role") != "preparer" {
			t.Errorf("Léa is %s", me.body)
		}
		lea.post(path+"/confirm-today", nil).must(200)
		lea.post(path+"/resume", nil).refused(403, "auth.forbidden")
		lea.get(path+"/staff").refused(403, "auth.forbidden")
		martin.post(path+"/staff", object{"email": "lea@exemple.fr", "role": "manager"}).refused(409, "staff.already_member")

		member := path + "/staff/" + invited.text("id")
		martin.patch(member, object{"role": "manager"}).must(200)
		list := lea.get(path + "/staff").must(200)
		if list.text("items", 0, "role") != "owner" || list.text("items", 1, "displayName") != "Léa" {
			t.Errorf("the staff is %s", list.body)
		}
		lea.delete(path+"/staff/"+list.text("items", 0, "id")).refused(403, "auth.forbidden")
		martin.delete(path+"/staff/"+list.text("items", 0, "id")).refused(409, "staff.last_owner")
		martin.patch(path+"/staff/"+list.text("items", 0, "id"), object{"role": "manager"}).refused(409, "staff.last_owner")
		martin.delete(member).must(204)
		lea.post(path+"/confirm-today", nil).refused(404, "not_found")
		martin.delete(member).refused(404, "not_found")
	})
}

func TestPeerFailure30_AnotherShopsKeysOpenNothing(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		zoe, _ := w.signUp("zoe@exemple.fr", "Zoé")
		path, own := "/shops/"+martin.opensShop("Épi"), "/shops/"+zoe.opensShop("Zinc")
		ways := w.nobody().get(path + "/ways").must(200)
		var kept object
		ways.into(&kept)
		delete(kept, "version")
		member := martin.get(path+"/staff").must(200).text("items", 0, "id")
		for _, a := range []*answer{
			zoe.match(`"1"`).patch(path, object{"name": "Zoé"}),
			zoe.get(path + "/seller"), zoe.match(`"1"`).put(path+"/seller", identity),
			zoe.match(`"2"`).put(path+"/hours", object{"week": weekFrom()}),
			zoe.put(path+"/closures/2026-12-25", object{"ranges": []object{}}), zoe.delete(path + "/closures/2026-12-25"),
			zoe.match(`"0"`).put(path+"/ways", kept),
			zoe.post(path+"/confirm-today", nil), zoe.post(path+"/pause", object{"until": "2026-12-25"}), zoe.post(path+"/resume", nil),
			zoe.get(path + "/conflicts"), zoe.get(path + "/staff"), zoe.post(path+"/staff", object{"email": "z@exemple.fr", "role": "owner"}),
			zoe.patch(path+"/staff/"+member, object{"role": "preparer"}), zoe.delete(path + "/staff/" + member),
			zoe.patch(own+"/staff/"+member, object{"role": "preparer"}), zoe.delete(own + "/staff/" + member),
		} {
			a.refused(404, "not_found")
		}
		if len(w.letters("z@exemple.fr")) > 0 {
			t.Error("somebody was invited all the same")
		}
	})
}
