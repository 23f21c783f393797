package app_test

import (
	"context"
	"testing"
	"time"

	"cabas/domain/catalog"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
	"cabas/domain/order"
	"cabas/domain/shop"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/token"
)

// secrets are those of the world's server.
func (w *world) secrets() order.Secrets {
	s, err := token.NewSecret(w.config.Secret)
	if err != nil {
		w.t.Fatal(err)
	}
	return order.NewSecrets(s.Key("orders"))
}

// apiary keeps a shop without staff and gives its identifier.
func (w *world) apiary() ident.ID {
	w.t.Helper()
	id := ident.New("shp")
	w.did(db.NewShops(w.db.Handle()).Add(context.Background(), shop.Shop{ID: id, Slug: "rucher-" + id.String()[20:]}))
	return id
}

// ordered is an order of two jars for the next day, placed past the checkout.
func (w *world) ordered(shopID ident.ID, change func(*order.Draft)) order.Order {
	w.t.Helper()
	ctx, h := context.Background(), w.db.Handle()
	product, kept, err := catalog.NewProduct(shopID, catalog.Details{Name: "Miel de tilleul", Unit: measure.Piece, Step: 1, Minimum: 1, VAT: money.Reduced,
		Withdrawal: "fourteen_days", Variants: []catalog.VariantDetails{{Name: "250 g", PriceCents: 650, Mode: catalog.Counted, OnHand: 10}}}, "acc_1", w.clock.Now())
	w.did(err)
	w.did(db.NewProducts(h).Insert(ctx, product, kept))

	d := contract.OrderDraft(shopID, "")
	d.At, d.Slot = w.clock.Now(), order.Slot{Start: w.clock.Now().Add(24 * time.Hour), End: w.clock.Now().Add(25 * time.Hour)}
	d.Lines = []order.Line{{Variant: product.Variants[0].ID, Product: product.ID, ProductName: "Miel de tilleul", VariantName: "250 g",
		Quantity: measure.Quantity{Unit: measure.Piece, Amount: 2}, Price: measure.Price{Cents: 650, Per: measure.Piece},
		UnitPrice: measure.Price{Cents: 2600, Per: measure.Gram}, VATRate: money.Reduced, Withdrawal: "fourteen_days"}}
	if change != nil {
		change(&d)
	}
	o, err := order.New(d)
	w.did(err)
	type stores struct {
		stock  db.Stocks
		slots  db.Slots
		orders db.Orders
	}
	unit := db.NewUnit(w.db, func(h db.Handle) stores { return stores{db.NewStocks(h), db.NewSlots(h), db.NewOrders(h)} })
	w.did(unit.Do(ctx, func(ctx context.Context, s stores) error {
		w.did(s.stock.Take(ctx, o.Takes()))
		w.did(s.slots.Take(ctx, shopID, o.Way, o.Slot.Start, o.Slot.End, 5))
		return s.orders.Insert(ctx, []order.Order{o})
	}))
	return o
}

func (w *world) did(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// bearer is a guest who holds an order's link.
func (w *world) bearer(o order.Order) *person {
	return w.nobody().with("X-Order-Secret", w.secrets().Guest(o))
}

func TestAGuestFollowsAndCancelsAnOrder(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		o := w.ordered(w.apiary(), nil)
		path := "/orders/" + o.ID.String()
		w.nobody().get(path).refused(401, "auth.required")
		w.bearer(w.ordered(w.apiary(), nil)).get(path).refused(404, "not_found")
		w.bearer(o).get("/orders/"+ident.New("ord").String()).refused(404, "not_found")

		guest := w.bearer(o)
		seen := guest.get(path).must(200)
		if seen.text("state") != "placed" || seen.text("pickup", "code") != w.secrets().Pickup(o) || seen.number("totalCents") != 1300 ||
			seen.text("actions", 0) != "cancel" || seen.number("totals", "vat", 0, "vatCents") != 68 || seen.number("lines", 0, "unitPrice", "cents") != 2600 {
			t.Errorf("the guest sees %s", seen.body)
		}
		guest.post(path+"/cancel", map[string]any{"reason": ""}).refused(400, "request.malformed")
		for range 2 {
			if got := guest.post(path+"/cancel", map[string]any{"reason": "Empêché"}).must(200); got.text("state") != "cancelled" || got.text("reason") != "Empêché" {
				t.Errorf("cancelled: %s", got.body)
			}
		}
		silent := w.ordered(w.apiary(), nil)
		if got := w.bearer(silent).post("/orders/"+silent.ID.String()+"/cancel", nil).must(200); got.text("state") != "cancelled" {
			t.Errorf("cancelled without a word: %s", got.body)
		}
		events := guest.get(path + "/events").must(200)
		if events.text("items", 1, "kind") != "cancelled" || events.text("items", 1, "by") != "customer" {
			t.Errorf("events: %s", events.body)
		}
	})
}

func TestAnOrderNobodyAcceptsExpires(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		o := w.ordered(w.apiary(), nil) // Saturday at 8 in Paris, 7 in the shop's own hours
		w.clock.Set(o.Life().AcceptBy)
		path, guest := "/orders/"+o.ID.String(), w.bearer(o)
		await(t, "the platform notices", func() bool { return guest.get(path).must(200).text("state") == "expired" })
	})
}

// TestPeerFailure30_StrangersToAShop also tells the story of two orders: one
// collected, one delivered.
func TestPeerFailure30_StrangersToAShop(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		paul, slug := w.bakery()
		shopID := ident.ID(w.nobody().get("/shops/" + slug).must(200).text("id"))
		camille, _ := w.signUp("camille@example.org", "Camille")
		jeanne, _ := w.signUp("jeanne@example.org", "Jeanne")
		rival := jeanne.post("/shops", object{"name": "Chez Jeanne", "trade": "bakery", "town": "91200"}).must(201).text("slug")
		mine := func(d *order.Draft) { d.Customer.Account = ident.ID(camille.get("/me").must(200).text("id")) }
		o := w.ordered(shopID, mine)
		round := w.ordered(shopID, func(d *order.Draft) {
			d.Way, d.Address = order.Delivery, &order.Address{Line1: "1 rue Debertrand", Postcode: "91410", City: "Dourdan"}
		})
		path := "/orders/" + o.ID.String()

		for _, stranger := range []*person{jeanne, w.bearer(round)} {
			for _, c := range []string{"", "/events"} {
				stranger.get(path+c).refused(404, "not_found")
			}
			stranger.post(path+"/cancel", object{"reason": "x"}).refused(404, "not_found")
		}
		for command, body := range map[string]any{"accept": nil, "refuse": object{"reason": "x"}, "ready": nil, "dispatch": nil, "deliver": nil,
			"collect": object{"code": w.secrets().Pickup(o)}, "not-collected": object{}} {
			w.nobody().post(path+"/"+command, body).refused(401, "auth.required")
			jeanne.post(path+"/"+command, body).refused(404, "not_found")
			camille.post(path+"/"+command, body).refused(404, "not_found") // hers, and not for her to do
		}
		jeanne.get("/shops/"+slug+"/orders").refused(404, "not_found")
		w.nobody().get("/shops/"+slug+"/orders").refused(401, "auth.required")
		if all := jeanne.get("/shops/" + rival + "/orders").must(200); len(all.at("items").([]any)) != 0 {
			t.Errorf("another shop lists %s", all.body)
		}

		day := paul.get("/shops/" + slug + "/orders?state=placed,accepted&day=2026-11-29&way=counter").must(200)
		if day.text("items", 0, "id") != o.ID.String() || day.text("items", 0, "customerName") == "" || len(day.at("items").([]any)) != 1 {
			t.Errorf("the day: %s", day.body)
		}
		seen := paul.get(path).must(200)
		if _, shown := seen.at().(object)["pickup"]; shown || seen.text("actions", 0) != "accept" {
			t.Errorf("the shop sees %s", seen.body)
		}
		paul.post(path+"/ready", nil).refused(409, "order.state_changed")
		paul.post(path+"/refuse", object{"reason": " "}).refused(422, "input.invalid")
		paul.post(path+"/accept", nil).must(200)
		paul.post(path+"/accept", nil).must(200)
		paul.post(path+"/ready", nil).must(200)
		if late := camille.post(path+"/cancel", object{}).refused(409, "order.state_changed"); late.text("state") != "ready" {
			t.Errorf("told %s", late.body)
		}
		paul.post(path+"/dispatch", nil).refused(409, "order.wrong_way")
		paul.post(path+"/not-collected", object{}).refused(409, "order.too_early")
		paul.post(path+"/collect", object{"code": "0000"}).refused(422, "order.wrong_code")
		if done := paul.post(path+"/collect", object{"code": w.secrets().Pickup(o)}).must(200); done.text("state") != "collected" {
			t.Errorf("collected: %s", done.body)
		}
		if list := camille.get("/me/orders").must(200); list.text("items", 0, "state") != "collected" {
			t.Errorf("Camille's orders: %s", list.body)
		}
		if open := camille.get("/me/orders?openOnly=true").must(200); len(open.at("items").([]any)) != 0 {
			t.Errorf("still open: %s", open.body)
		}
		for _, step := range []string{"accept", "ready", "dispatch", "deliver"} {
			paul.post("/orders/"+round.ID.String()+"/"+step, nil).must(200)
		}
		if arrived := w.bearer(round).get("/orders/" + round.ID.String()).must(200); arrived.text("state") != "delivered" {
			t.Errorf("arrived: %s", arrived.body)
		}
	})
}
