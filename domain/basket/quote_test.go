package basket

import (
	"context"
	"errors"
	"testing"
	"time"

	"cabas/domain/catalog"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
	"cabas/domain/shop"
)

// saturday is 8 o'clock in Paris.
var saturday = time.Date(2026, 11, 28, 7, 0, 0, 0, time.UTC)

// town is two shops and what they sell, in memory.
type town struct {
	shops  map[ident.ID]shop.ForOrdering
	offers map[ident.ID]catalog.Offer
	ways   map[ident.ID]fulfilment.Ways
	booked map[fulfilment.Key]int
}

func (t town) ForOrdering(context.Context, []ident.ID) (map[ident.ID]shop.ForOrdering, error) {
	return t.shops, nil
}
func (t town) Offers(context.Context, []ident.ID) (map[ident.ID]catalog.Offer, error) {
	return t.offers, nil
}
func (t town) Plans(_ context.Context, shops map[ident.ID]shop.ForOrdering, _ time.Time) (map[ident.ID]fulfilment.Plan, error) {
	plans := map[ident.ID]fulfilment.Plan{}
	for id, s := range shops {
		plans[id] = fulfilment.Plan{Shop: id, Ways: t.ways[id], Schedule: s.Schedule, Booked: t.booked}
	}
	return plans, nil
}

func newTown(t *testing.T) town {
	t.Helper()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	week := calendar.Week{}
	for i := range week {
		week[i] = []calendar.Span{{From: 9 * 60, To: 12 * 60}}
	}
	schedule := calendar.Schedule{Zone: paris, Week: week}
	free := money.Cents(5000)
	delivers := fulfilment.Usual()
	delivers.Delivery.Rule = fulfilment.Rule{Offered: true, Lead: time.Hour, Length: time.Hour, Capacity: 2, DaysAhead: 3}
	delivers.Delivery.Week, delivers.Delivery.Postcodes = week, []string{"91410"}
	delivers.Delivery.Fee, delivers.Delivery.Minimum, delivers.Delivery.FreeFrom = 390, 1000, &free
	counted := func(n int64) catalog.Stock { return catalog.Stock{Mode: catalog.Counted, OnHand: n} }
	offer := func(id, shop ident.ID, unit measure.Unit, cents int64, rate money.Rate, s catalog.Stock) catalog.Offer {
		o := catalog.Offer{Variant: id, Product: "prd_" + id, Shop: shop, ProductName: string(id), Unit: unit, Step: 1, Minimum: 1,
			Price: measure.Price{Cents: cents, Per: unit}, VATRate: rate, Withdrawal: "perishable", Published: true, Available: s}
		if unit == measure.Gram {
			o.Step, o.Minimum = 50, 200
		}
		return o
	}
	v := town{
		shops: map[ident.ID]shop.ForOrdering{
			"dairy":  {ID: "dairy", Name: "Crémerie", Selling: true, Schedule: schedule, Zone: paris},
			"cellar": {ID: "cellar", Name: "Cave", Selling: true, Schedule: schedule, Zone: paris},
		},
		ways:   map[ident.ID]fulfilment.Ways{"dairy": delivers, "cellar": fulfilment.Usual()},
		offers: map[ident.ID]catalog.Offer{}, booked: map[fulfilment.Key]int{},
	}
	for _, o := range []catalog.Offer{
		offer("comte", "dairy", measure.Gram, 2490, money.Reduced, counted(1000)),
		offer("board", "dairy", measure.Piece, 1999, money.Standard, counted(9)),
		offer("butter", "dairy", measure.Piece, 320, money.Reduced, catalog.Stock{Mode: catalog.Simple, SoldOut: true}),
		offer("secret", "dairy", measure.Piece, 320, money.Reduced, counted(9)),
		offer("wine", "cellar", measure.Piece, 950, money.Standard, counted(6)),
	} {
		o.Published = o.Variant != "secret"
		v.offers[o.Variant] = o
	}
	return v
}

func (v town) quote(t *testing.T, shops ...ShopWish) Quote {
	t.Helper()
	q, err := NewService(v, v, v, true, clock.NewManual(saturday)).Quote(t.Context(), Wish{shops})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func want(variant ident.ID, unit measure.Unit, n int64) Wanted {
	return Wanted{variant, measure.Quantity{Unit: unit, Amount: n}}
}

func dairy(lines ...Wanted) ShopWish {
	return ShopWish{Shop: "dairy", Way: fulfilment.Counter, Lines: lines}
}

func delivered(postcode string, lines ...Wanted) ShopWish {
	return ShopWish{Shop: "dairy", Way: fulfilment.Delivery, Address: &Address{"2 rue Haute", "", postcode, "Dourdan"}, Lines: lines}
}

func codes(q Quote) (out string) {
	for _, p := range q.Problems() {
		out += p.Code + "@" + p.Fields[0].Pointer + " "
	}
	return out
}

func TestLinesAreToldTheirTruth(t *testing.T) {
	v := newTown(t)
	for _, c := range []struct {
		name   string
		lines  []Wanted
		status LineStatus
		total  int64
		left   int64 // possible; -1 when none is told
		codes  string
	}{
		{"by weight", []Wanted{want("comte", measure.Gram, 300)}, Available, 747, -1, ""},
		{"between two steps", []Wanted{want("comte", measure.Gram, 320)}, Changed, 797, 300, "basket.quantity_refused@/shops/0/lines/0/quantity "},
		{"under the minimum", []Wanted{want("comte", measure.Gram, 50)}, Changed, 125, 200, "basket.quantity_refused@/shops/0/lines/0/quantity "},
		{"more than there is", []Wanted{want("comte", measure.Gram, 1200)}, Insufficient, 2988, 1000, "catalog.out_of_stock@/shops/0/lines/0/quantity "},
		{"two lines, one stock", []Wanted{want("comte", measure.Gram, 600), want("comte", measure.Gram, 500)}, Insufficient, 1494 + 1245, 1000,
			"catalog.out_of_stock@/shops/0/lines/0/quantity catalog.out_of_stock@/shops/0/lines/1/quantity "},
		{"sold out", []Wanted{want("butter", measure.Piece, 1)}, Unavailable, 320, -1, "catalog.not_available@/shops/0/lines/0 "},
		{"hidden", []Wanted{want("secret", measure.Piece, 1)}, Unavailable, 0, -1, "catalog.not_available@/shops/0/lines/0 "},
		{"another shop's", []Wanted{want("wine", measure.Piece, 1)}, Unavailable, 0, -1, "catalog.not_available@/shops/0/lines/0 "},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := v.quote(t, dairy(c.lines...))
			l := q.Shops[0].Lines[0]
			if l.Status != c.status || q.TotalCents != c.total || codes(q) != c.codes || q.Placeable() != (c.codes == "") {
				t.Errorf("%s, %d, %s", l.Status, q.TotalCents, codes(q))
			}
			if left := l.Possible; (left == nil) != (c.left < 0) || left != nil && left.Amount != c.left {
				t.Errorf("possible: %v", left)
			}
		})
	}
}

func TestDeliveryIsPricedApart(t *testing.T) {
	v := newTown(t)
	board := func(n int64) Wanted { return want("board", measure.Piece, n) }
	for _, c := range []struct {
		name  string
		wish  ShopWish
		fee   int64
		codes string
	}{
		{"served", delivered("91410", board(1)), 390, ""},
		{"free from an amount", delivered("91410", board(3)), 0, ""},
		{"below the minimum", delivered("91410", want("comte", measure.Gram, 200)), 390, "fulfilment.below_minimum@/shops/0/way "},
		{"not served", delivered("75001", board(1)), 0, "fulfilment.postcode_not_served@/shops/0/deliveryAddress/postcode "},
		{"not offered", ShopWish{Shop: "cellar", Way: fulfilment.Delivery, Address: &Address{Postcode: "91410"},
			Lines: []Wanted{want("wine", measure.Piece, 1)}}, 0, "fulfilment.way_not_offered@/shops/0/way "},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := v.quote(t, c.wish)
			s := q.Shops[0]
			if s.Totals.DeliveryCents != c.fee || s.Fee.Cents != c.fee || s.Totals.TotalCents != s.Totals.ItemsCents+c.fee || codes(q) != c.codes {
				t.Errorf("fee %d, totals %+v, %s", s.Fee.Cents, s.Totals, codes(q))
			}
			if got := int64(s.Totals.VAT.Gross()); got != s.Totals.TotalCents {
				t.Errorf("VAT is told of %d, not of %d", got, s.Totals.TotalCents)
			}
		})
	}
	q := v.quote(t, delivered("91410", want("comte", measure.Gram, 300), board(1)))
	if q.Shops[0].Fee.VATRate != money.Standard {
		t.Errorf("the fee's VAT is %d", q.Shops[0].Fee.VATRate)
	}
}

func TestSlotsAndOneWalk(t *testing.T) {
	v := newTown(t)
	first := saturday.Add(time.Hour)
	v.booked[fulfilment.KeyOf("dairy", fulfilment.Counter, first)] = 4
	cellar := ShopWish{Shop: "cellar", Way: fulfilment.Counter, Lines: []Wanted{want("wine", measure.Piece, 1)}}
	wish := dairy(want("comte", measure.Gram, 300))
	q := v.quote(t, wish, cellar)
	p, found := q.Together()
	if !found || !q.ProposedSlot(0).Start.Equal(first.Add(30*time.Minute)) {
		t.Errorf("proposed %+v", p)
	}
	for _, c := range []struct {
		slot  time.Time
		codes string
	}{
		{first, "fulfilment.slot_full@/shops/0/slot "},
		{first.Add(time.Minute), "fulfilment.slot_closed@/shops/0/slot "},
		{saturday, "fulfilment.slot_closed@/shops/0/slot "},
		{first.Add(30 * time.Minute), ""},
	} {
		wish.Slot = c.slot
		if q := v.quote(t, wish); codes(q) != c.codes || (q.Shops[0].Slot != nil) != (c.codes == "") {
			t.Errorf("%s: %s", c.slot, codes(q))
		}
	}
	s := v.shops["dairy"]
	s.Schedule.PausedUntil = &calendar.Date{Year: 2026, Month: 11, Day: 30}
	v.shops["dairy"] = s
	wish.Slot = time.Time{}
	if q := v.quote(t, wish); codes(q) != "shop.paused@/shops/0/shopId " {
		t.Errorf("paused: %s", codes(q))
	}
}

func TestWithoutAFreeSlotNothingIsPlaceable(t *testing.T) {
	v := newTown(t)
	s := v.shops["cellar"]
	s.Schedule.Week = calendar.Week{}
	v.shops["cellar"] = s
	cellar := ShopWish{Shop: "cellar", Way: fulfilment.Counter, Lines: []Wanted{want("wine", measure.Piece, 1)}}
	if q := v.quote(t, cellar); codes(q) != "fulfilment.no_slot@/shops/0/slot " || q.Placeable() {
		t.Errorf("a shop without hours: %s", codes(q))
	}
}

// Whoever charges no VAT invoices none, whatever the product says.
func TestAnExemptSellerChargesNoVAT(t *testing.T) {
	v := newTown(t)
	s := v.shops["dairy"]
	s.Seller.VATExempt = true
	v.shops["dairy"] = s
	q := v.quote(t, delivered("91410", want("comte", measure.Gram, 300), want("board", measure.Piece, 1)))
	for _, l := range q.Shops[0].Lines {
		if l.VATRate != money.Exempt {
			t.Errorf("%s is at %d", l.ProductName, l.VATRate)
		}
	}
	if vat := q.Shops[0].Totals.VAT; q.Shops[0].Fee.VATRate != money.Exempt || len(vat) != 1 || vat[0].Rate != money.Exempt {
		t.Errorf("the fee is at %d, in all %+v", q.Shops[0].Fee.VATRate, vat)
	}
	if !q.Holds(v.offers) {
		t.Error("what was quoted does not hold, though nothing changed")
	}
}

func TestTheHashStandsForWhatIsAgreed(t *testing.T) {
	wish := dairy(want("comte", measure.Gram, 300))
	seen := map[string]string{}
	for name, change := range map[string]func(v town, w *ShopWish){
		"nothing": func(town, *ShopWish) {},
		"price":   func(v town, _ *ShopWish) { o := v.offers["comte"]; o.Price.Cents++; v.offers["comte"] = o },
		"VAT":     func(v town, _ *ShopWish) { o := v.offers["comte"]; o.VATRate = money.Standard; v.offers["comte"] = o },
		"name":    func(v town, _ *ShopWish) { o := v.offers["comte"]; o.ProductName = "Beaufort"; v.offers["comte"] = o },
		"right":   func(v town, _ *ShopWish) { o := v.offers["comte"]; o.Withdrawal = "hygiene"; v.offers["comte"] = o },
		"seller":  func(v town, _ *ShopWish) { s := v.shops["dairy"]; s.Seller.LegalName = "Autre"; v.shops["dairy"] = s },
		"amount":  func(_ town, w *ShopWish) { w.Lines = []Wanted{want("comte", measure.Gram, 350)} },
		"way": func(_ town, w *ShopWish) {
			*w = delivered("91410", w.Lines...)
		},
	} {
		v, w := newTown(t), wish
		change(v, &w)
		h := v.quote(t, w).Hash
		if other, twice := seen[h]; twice {
			t.Errorf("%s and %s have one hash", name, other)
		}
		seen[h] = name
	}
	v := newTown(t)
	o := v.offers["comte"]
	o.Available.OnHand = 1
	v.offers["comte"] = o
	wish.Slot = saturday.Add(3 * time.Hour)
	if h := v.quote(t, wish).Hash; seen[h] != "nothing" {
		t.Error("stock or slot change the hash")
	}
}

func TestABasketThatMakesNoSense(t *testing.T) {
	v := newTown(t)
	s := NewService(v, v, v, true, clock.NewManual(saturday))
	line := want("comte", measure.Gram, 300)
	for _, c := range []struct {
		w    Wish
		want *fault.Error
		at   string
	}{
		{Wish{}, fault.ErrInvalid, "/shops"},
		{Wish{[]ShopWish{dairy(line), dairy(line)}}, fault.ErrInvalid, "/shops/1/shopId"},
		{Wish{[]ShopWish{{Shop: "dairy", Way: fulfilment.Delivery, Lines: []Wanted{line}}}}, fault.ErrInvalid, "/shops/0/deliveryAddress"},
		{Wish{[]ShopWish{{Shop: "baker", Way: fulfilment.Counter, Lines: []Wanted{line}}}}, fault.ErrNotFound, "/shops/0/shopId"},
		{Wish{[]ShopWish{dairy(want("comte", measure.Piece, 1))}}, measure.ErrUnit, "/shops/0/lines/0/quantity"},
	} {
		_, err := s.Quote(t.Context(), c.w)
		var f *fault.Error
		if !errors.Is(err, c.want) || !errors.As(err, &f) || f.Fields[0].Pointer != c.at {
			t.Errorf("got %v, want %v at %s", err, c.want, c.at)
		}
	}
}
