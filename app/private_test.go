package app_test

import (
	"strings"
	"testing"

	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// TestNothingOfAnybodyIsKeptInCaches calls everything as who may: a browser or a
// proxy keeps what anybody may read, and nothing else.
func TestNothingOfAnybodyIsKeptInCaches(t *testing.T) {
	t.Parallel()
	s := newScene(newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday)), 1)
	for _, op := range s.operations() {
		for _, as := range callers[op.access()] {
			got := s.ask(op, as, s.caller(op, as))
			said := got.header.Get("Cache-Control")
			switch {
			case op.method != "GET" || op.access() != "public":
				if said != "no-store" {
					t.Errorf("%s as %s says %q to caches", op.OperationID, as, said)
				}
			case as.signedIn() && said != "private, no-cache":
				t.Errorf("%s as %s says %q to caches", op.OperationID, as, said)
			}
		}
	}
}

// TestAStrangerIsWrittenToWithoutANameSomebodyTyped: whoever types an address
// that is not theirs does not get their words sent there.
func TestAStrangerIsWrittenToWithoutANameSomebodyTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday))
	const words, stranger = "Un colis attend sur http://evil.example", "inconnue@exemple.fr"
	w.nobody().post("/accounts", object{"email": stranger, "displayName": words, "language": "fr"}).must(201)
	w.nobody().post("/sign-in-codes", object{"email": stranger}).must(201)
	trickster, _ := w.signUp("malin@exemple.fr", words)
	trickster.post("/me/email-change", object{"email": stranger}).must(201)
	martin, _ := w.signUp("martin@exemple.fr", "Martin")
	bakery := martin.opensShop("Épi")
	wishes := wish(bakery, martin.sells(bakery, "Pain", 450, 10), 1)
	order := checkoutOf(w.nobody().post("/quotes", object{"shops": []object{wishes}}).must(200), wishes)
	order["customer"] = object{"name": words, "phone": "06 12 34 56 78", "email": stranger}
	w.nobody().places(order).must(201)
	letters := w.letters(stranger)
	if len(letters) < 4 {
		t.Fatalf("only %d letters were written", len(letters))
	}
	for _, l := range letters {
		if strings.Contains(l.Text+l.HTML+l.Subject+l.Name, "evil.example") {
			t.Errorf("%s says\n%s", l.Kind, l.Text)
		}
	}
}

// TestWhoOpensAShopDoesNotPublishTheirAddress: letters go there unless another is
// given, and nobody but the staff sees where.
func TestWhoOpensAShopDoesNotPublishTheirAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday), withSheets(drawn))
	martin, _ := w.signUp("martin@exemple.fr", "Martin")
	camille, _ := w.signUp("camille@exemple.fr", "Camille")
	shop := martin.opensShop("Épi")
	path := "/shops/" + shop
	if mine := martin.get(path).must(200); mine.text("contact", "email") != "martin@exemple.fr" {
		t.Errorf("its owner sees %s", mine.body)
	}
	slug := w.nobody().get(path).must(200).text("slug")
	_, page, _ := w.page("/boutique/" + slug)
	_, town, _ := w.page("/ville/dourdan")
	for who, body := range map[string]string{
		"nobody": string(w.nobody().get(path).must(200).body), "a customer": string(camille.get(path).must(200).body), "a reader": page, "a neighbour": town,
	} {
		if strings.Contains(body, "martin@exemple.fr") {
			t.Errorf("%s reads the owner's address: %s", who, body)
		}
	}
}

func TestInvitationsAreCounted(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		path := "/shops/" + martin.opensShop("Épi") + "/staff"
		for i := range 30 {
			asked := martin.post(path, object{"email": strings.Repeat("a", i+1) + "@exemple.fr", "role": "preparer"}).must(201)
			martin.delete(path + "/" + asked.text("id")).must(204) // withdrawn, and counted all the same
		}
		martin.post(path, object{"email": "z@exemple.fr", "role": "preparer"}).refused(429, "rate.limited")
		if len(w.letters("z@exemple.fr")) > 0 {
			t.Error("somebody was invited all the same")
		}
	})
}
