package app_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/portable"
	"cabas/domain/order"
	"cabas/infra/db"
)

// traces lists where words stand in the database, as "table.column", but for
// what a seller is called in the accounts of orders.
func (w *world) traces(words ...string) []string {
	w.t.Helper()
	var found []string
	w.did(w.db.Export(w.t.Context(), func(ctx context.Context, c portable.Contents) error {
		tables, err := c.Tables(ctx)
		for _, table := range tables {
			if err != nil {
				break
			}
			err = c.Rows(ctx, table, func(row []any) error {
				for i, value := range row {
					where := table.Name + "." + table.Columns[i]
					if where == "orders.shop" || where == "orders.seller" {
						continue
					}
					for _, word := range words {
						if strings.Contains(strings.ToLower(fmt.Sprint(value)), strings.ToLower(word)) && !slices.Contains(found, where) {
							found = append(found, where)
						}
					}
				}
				return nil
			})
		}
		return err
	}))
	return found
}

// regular is somebody of whom the town keeps much: Camille, who orders with an
// account and did without, works at the baker's, is invited elsewhere, and opened
// a shop of her own.
func (w *world) regular() (camille, paul *person, shop string, about []string) {
	w.t.Helper()
	const email, name, phone = "camille.vauquelin@exemple.fr", "Camille Vauquelin", "06 98 76 54 32"
	paul, slug := w.bakery()
	zoe, _ := w.signUp("zoe@exemple.fr", "Zoé")
	shop = zoe.opensShop("Épi")
	bread := zoe.sells(shop, "Pain de campagne", 450, 20)
	place := func(who *person) *answer {
		wishes := wish(shop, bread, 1)
		request := checkoutOf(w.nobody().post("/quotes", object{"shops": []object{wishes}}).must(200), wishes)
		request["customer"] = object{"name": name, "phone": phone, "email": email}
		request["shops"].([]object)[0]["note"] = "Pour Camille Vauquelin, au " + phone
		return who.places(request).must(201)
	}
	before := place(w.nobody())
	guest := w.nobody().with("X-Order-Secret", before.text("orderSecret"))
	guest.post("/checkouts/"+before.text("basketId")+"/confirm", object{"code": w.code(email)}).must(200)
	camille, _ = w.signUp(email, name)
	camille.post("/me/confirm", object{"code": wrongCode(w.code(email))}).refused(422, "account.code_wrong")
	mine := place(camille)
	for _, placed := range []*answer{before, mine} {
		path := "/orders/" + placed.text("orders", 0, "id")
		zoe.post(path+"/accept", nil).must(200)
		zoe.post(path+"/ready", nil).must(200)
	}
	w.hires(ident.ID(w.nobody().get("/shops/"+slug).must(200).text("id")), camille)
	paul.post("/shops/"+slug+"/staff", object{"email": "another@exemple.fr", "role": "preparer"}).must(201)
	zoe.post("/shops/"+shop+"/staff", object{"email": email, "role": "manager"}).must(201)
	camille.opensShop("Chez Camille")
	camille.post("/password-resets", object{"email": email}).must(201)
	camille.post("/sign-in-codes", object{"email": email}).must(201)
	return camille, zoe, shop, []string{email, "vauquelin", phone, strings.ReplaceAll(phone, " ", ""), "698765432"}
}

func TestPeopleTakeTheirDataAlong(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		camille, _, _, _ := w.regular()
		w.awaitsLetter("camille.vauquelin@exemple.fr", "order.ready.customer", "")
		w.nobody().get("/me/data").refused(401, "auth.required")
		all := camille.get("/me/data").must(200)
		if all.text("account", "email") != "camille.vauquelin@exemple.fr" || len(all.at("account", "shops").([]any)) != 2 || len(all.at("devices").([]any)) != 1 ||
			len(all.at("orders").([]any)) != 2 || all.text("orders", 1, "note") == "" || all.text("invitations", 0, "shopName") != "Épi" || all.at("next") != nil {
			t.Errorf("told %s", all.body)
		}
		var kinds []string
		for i := range all.at("letters").([]any) {
			kinds = append(kinds, all.text("letters", i, "kind"))
		}
		for _, kind := range []string{"account.register", "staff.invited", "order.ready.customer", "checkout.code"} {
			if !slices.Contains(kinds, kind) {
				t.Errorf("no %s among the letters %v", kind, kinds)
			}
		}
		stranger, _ := w.signUp("stranger@exemple.fr", "Stranger")
		if none := stranger.get("/me/data").must(200); strings.Contains(string(none.body), "vauquelin") || len(none.at("orders").([]any)) != 0 {
			t.Errorf("a stranger is told %s", none.body)
		}
		stranger.get("/me/data?after=nonsense").refused(400, "request.malformed")
	})
}

// TestMuchDataComesInSlices has more letters than one answer holds: together the
// answers tell of each once.
func TestMuchDataComesInSlices(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		s := newScene(w, 1)
		h, who := w.db.Handle(), s.accounts[asOtherCustomer]
		w.did(w.db.Whole(t.Context(), func(ctx context.Context, h db.Handle) error {
			for range 1100 {
				w.clock.Advance(time.Second)
				m := s.letterTo(who.Email)
				if err := db.NewMails(h).Add(ctx, m); err != nil {
					return err
				}
			}
			return nil
		}))
		s.order(h, 1, func(d *order.Draft) { d.Customer.Account = who.ID })
		seen, orders, after, slices := map[string]bool{}, 0, "", 0
		for {
			got := s.as(asOtherCustomer).get("/me/data" + after).must(200)
			for i := range got.at("letters").([]any) {
				id := got.text("letters", i, "id")
				if seen[id] {
					t.Fatalf("%s was told twice", id)
				}
				seen[id] = true
			}
			orders += len(got.at("orders").([]any))
			slices++
			if got.at("next") == nil {
				break
			}
			after = "?after=" + got.text("next")
		}
		if len(seen) != 1100 || orders != 1 || slices != 3 {
			t.Errorf("%d letters and %d orders in %d slices", len(seen), orders, slices)
		}
	})
}

func TestSomebodyIsForgotten(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		camille, zoe, shop, about := w.regular()
		orders := zoe.get("/shops/" + shop + "/orders").must(200)
		// Not while a shop prepares what she ordered.
		if got := camille.delete("/me").refused(409, "privacy.open_orders"); !strings.Contains(got.text("detail"), "2") {
			t.Errorf("told %s", got.body)
		}
		for i := range 2 {
			o, err := db.NewOrders(w.db.Handle()).Get(t.Context(), ident.ID(orders.text("items", i, "id")))
			w.did(err)
			if i == 0 {
				zoe.post("/orders/"+o.ID.String()+"/collect", object{"code": w.secrets().Pickup(o)}).must(200)
			} else {
				zoe.post("/orders/"+o.ID.String()+"/cancel", object{"reason": "Camille Vauquelin ne viendra pas"}).must(200)
			}
		}
		for _, kind := range []string{"order.collected.customer", "order.cancelled_by_shop.customer"} {
			w.awaitsLetter("camille.vauquelin@exemple.fr", kind, "")
		}
		// Nor while others wait for what they ordered of her.
		hers := camille.get("/me").must(200)
		own := hers.text("shops", 0, "shopId")
		if hers.text("shops", 0, "role") != "owner" {
			own = hers.text("shops", 1, "shopId")
		}
		waiting := w.ordered(ident.ID(own), nil)
		if got := camille.delete("/me").refused(409, "privacy.last_owner"); !strings.Contains(got.text("detail"), "Chez Camille") {
			t.Errorf("told %s", got.body)
		}
		camille.post("/orders/"+waiting.ID.String()+"/refuse", object{"reason": "Fermé"}).must(200)
		// Nor on a telephone found on a bench.
		w.clock.Advance(11 * time.Minute)
		camille.delete("/me").refused(403, "account.proof_needed")
		w.nobody().post("/sign-in-codes", object{"email": "camille.vauquelin@exemple.fr"}).must(201)
		camille.post("/me/confirm", object{"code": w.code("camille.vauquelin@exemple.fr")}).must(200)

		if kept := w.traces(about...); len(kept) < 5 {
			t.Fatalf("too little is kept before for the test to tell anything: %v", kept)
		}
		await(t, "nothing is being told when she goes", w.idle)
		camille.delete("/me").must(204)
		await(t, "what was still to be told has been", w.idle)
		if left := w.traces(about...); len(left) > 0 {
			t.Errorf("she still stands in %v", left)
		}
		camille.get("/me").refused(401, "auth.required")
		w.nobody().post("/sign-in-codes", object{"email": "camille.vauquelin@exemple.fr"}).must(201)
		if n := len(w.letters("camille.vauquelin@exemple.fr")); n != 0 {
			t.Errorf("%d letters to her", n)
		}
		// The shop's accounts stand, and her own shop sells no more.
		after := zoe.get("/shops/" + shop + "/orders").must(200)
		for i := range 2 {
			if after.number("items", i, "totalCents") != 450 || after.text("items", i, "number") != orders.text("items", i, "number") ||
				after.text("items", i, "customerName") != "—" {
				t.Errorf("the accounts say %s", after.body)
			}
		}
		zoe.get("/orders/" + after.text("items", 0, "id")).must(200)
		if left := w.nobody().get("/shops/" + own).must(200); left.at("selling") != false {
			t.Errorf("her shop is %s", left.body)
		}
		// Whoever has the address opens an account of their own, and finds nothing.
		again, _ := w.signUp("camille.vauquelin@exemple.fr", "Camille")
		if got := again.get("/me/data").must(200); len(got.at("orders").([]any)) != 0 || len(got.at("acts").([]any)) != 0 {
			t.Errorf("found %s", got.body)
		}
	})
}

// TestAnUnprovedAddressForgetsNobody: an account that was given somebody's
// address, unproved, does not reach what that person ordered as a guest.
func TestAnUnprovedAddressForgetsNobody(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		s := newScene(w, 1)
		o := s.order(s.h, 1, nil)
		impostor := s.account(nil).ID
		given, err := db.NewAccounts(s.h).ByID(t.Context(), impostor)
		w.did(err)
		state := given.State()
		state.Email, state.VerifiedAt = o.Customer.Email, time.Time{}
		w.did(db.NewUnit(w.db, func(h db.Handle) db.Accounts { return db.NewAccounts(h) }).Do(t.Context(), func(ctx context.Context, in db.Accounts) error {
			return in.Save(ctx, account.Restore(state))
		}))
		who := s.holding(impostor)
		if got := who.get("/me/data").must(200); len(got.at("orders").([]any)) != 0 {
			t.Errorf("told %s", got.body)
		}
		who.delete("/me").must(204)
		kept, err := db.NewOrders(s.h).Get(t.Context(), o.ID)
		if w.did(err); kept.Customer.Email != o.Customer.Email {
			t.Errorf("kept %+v", kept.Customer)
		}
	})
}

// holdings says for every table whether it holds something about people: then
// somebody who is forgotten must leave it, and TestSomebodyIsForgotten looks.
var holdings = map[string]string{
	"accounts": "removed", "account_agents": "removed", "account_codes": "removed", "account_passkeys": "removed", "account_proofs": "removed",
	"account_sessions": "removed", "staff": "removed", "mails": "removed", "orders": "without people", "order_events": "without words",
	"checkouts": "without people", "shops": "contact of a shop left alone", "shop_sellers": "emptied when the shop is left alone",
	"audit": "identifiers", "facts": "identifiers", "movements": "identifiers", "repeats": "identifiers, two days", "account_challenges": "identifiers, minutes",
	"account_limits": "digests", "checkout_holders": "digests, two days", "held_facts": "identifiers", "listeners": "nothing", "goose_db_version": "nothing",
	"order_lines": "nothing", "photos": "nothing", "pictures": "nothing", "prices": "nothing", "products": "nothing", "settings": "nothing",
	"shop_exceptions": "nothing", "shop_ways": "nothing", "signing_keys": "nothing", "slots": "nothing", "stocks": "nothing", "variants": "nothing",
	"rehearsals": "nothing", "alert_subscriptions": "gone with the session", "alerts": "gone with the session", "push_keys": "nothing",
}

// TestEveryTableSaysWhatItHoldsOfPeople makes whoever adds a table think of
// those who want to be forgotten.
func TestEveryTableSaysWhatItHoldsOfPeople(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.did(w.db.Export(t.Context(), func(ctx context.Context, c portable.Contents) error {
			tables, err := c.Tables(ctx)
			for _, table := range tables {
				if holdings[table.Name] == "" {
					t.Errorf("what does the table %s hold of people? See domain/privacy", table.Name)
				}
			}
			return err
		}))
	})
}
