package demo

import (
	"slices"
	"testing"
	"time"
)

func TestOrders(t *testing.T) {
	data := load(t)
	shops, people := map[string]Shop{}, map[string]Person{}
	for _, s := range data.Shops {
		shops[s.Slug] = s
	}
	for _, p := range data.People {
		people[p.Key] = p
	}
	keys, states, left := map[string]bool{}, map[string]bool{}, map[string]int64{}
	several := 0
	for _, c := range data.Checkouts {
		once(t, keys, "checkout", c.Key)
		if (c.Placed.Ago > 0) == (c.Placed.BeforeSlot > 0) {
			t.Errorf("%s: placed %+v", c.Key, c.Placed)
		}
		address := addressOf(t, c, people)
		if len(c.Orders) > 1 {
			several++
		}
		inBasket := map[string]bool{}
		for _, o := range c.Orders {
			who := c.Key + " " + o.Shop
			once(t, inBasket, who, o.Shop)
			s, found := shops[o.Shop]
			if !found {
				t.Errorf("%s: no such shop", who)
				continue
			}
			states[o.State] = true
			checkState(t, who, s, c, o)
			amount := checkLines(t, who, s, o, left)
			if o.Way == "delivery" {
				checkDelivery(t, who, s, address, amount)
			} else if o.Way != "counter" {
				t.Errorf("%s: way %q", who, o.Way)
			}
		}
	}
	for _, state := range States {
		if !states[state] {
			t.Errorf("no order is %s", state)
		}
	}
	if len(states) != len(States) || several < 3 {
		t.Errorf("states %v, %d baskets over several shops", states, several)
	}
}

func addressOf(t *testing.T, c Checkout, people map[string]Person) *Address {
	t.Helper()
	if (c.Customer == "") == (c.Guest == nil) {
		t.Errorf("%s: needs either a customer or a guest", c.Key)
		return nil
	}
	if c.Guest != nil {
		checkContact(t, c.Key, c.Guest.Phone, c.Guest.Email)
		return c.Guest.Address
	}
	if people[c.Customer].Role != "customer" {
		t.Errorf("%s: %q is no customer", c.Key, c.Customer)
	}
	return people[c.Customer].Address
}

// checkState compares the state with the day, the way and the shop's habits.
func checkState(t *testing.T, who string, s Shop, c Checkout, o Order) {
	t.Helper()
	lead := s.Ways.Counter.LeadMinutes
	if o.Way == "delivery" && s.Ways.Delivery != nil {
		lead = s.Ways.Delivery.LeadMinutes
	}
	if c.Placed.BeforeSlot > 0 && c.Placed.BeforeSlot < time.Duration(lead)*time.Minute {
		t.Errorf("%s: placed later than the shop allows", who)
	}
	if (c.Placed.BeforeSlot > 0) != (o.Slot.Day < 0) {
		t.Errorf("%s: past slots, and only those, are placed before the slot", who)
	}
	past := []string{"collected", "delivered", "expired", "not_collected"}
	open := []string{"placed", "accepted", "ready", "out_for_delivery"}
	if (slices.Contains(past, o.State) && o.Slot.Day >= 0) || (slices.Contains(open, o.State) && o.Slot.Day < 0) {
		t.Errorf("%s: %s on day %d", who, o.State, o.Slot.Day)
	}
	if s.AutoAccept && slices.Contains([]string{"placed", "refused", "expired"}, o.State) {
		t.Errorf("%s: %s in a shop that accepts by itself", who, o.State)
	}
	byDelivery := []string{"out_for_delivery", "delivered"}
	byCounter := []string{"ready", "collected", "not_collected"}
	if (slices.Contains(byDelivery, o.State) && o.Way != "delivery") || (slices.Contains(byCounter, o.State) && o.Way != "counter") {
		t.Errorf("%s: %s by %s", who, o.State, o.Way)
	}
	if (o.State == "refused" || o.State == "cancelled_by_shop") != (o.Reason != "") {
		t.Errorf("%s: %s with reason %q", who, o.State, o.Reason)
	}
}

// checkLines verifies that the shop could sell the lines out of what it counts
// over all orders, and returns their price in cents.
func checkLines(t *testing.T, who string, s Shop, o Order, left map[string]int64) (cents int64) {
	t.Helper()
	if len(o.Lines) == 0 {
		t.Errorf("%s: no lines", who)
	}
	for _, line := range o.Lines {
		p := slices.IndexFunc(s.Products, func(p Product) bool { return p.Key == line.Product })
		if p < 0 || s.Products[p].Status != "published" {
			t.Errorf("%s: product %q is not sold", who, line.Product)
			continue
		}
		product := s.Products[p]
		f := slices.IndexFunc(product.Forms(), func(v Variant) bool { return v.Key == line.Variant })
		if f < 0 || product.Forms()[f].Stock.SoldOut || line.Quantity < 1 {
			t.Errorf("%s: %q variant %q cannot be had", who, line.Product, line.Variant)
			continue
		}
		form := product.Forms()[f]
		if form.Stock.Counted {
			key := s.Slug + "/" + line.Product + "/" + line.Variant
			if left[key] += line.Quantity; left[key] > form.Stock.Amount {
				t.Errorf("%s: %s is ordered %d times, %d exist", who, key, left[key], form.Stock.Amount)
			}
		}
		if product.SoldBy != "weight" {
			cents += form.PriceCents * line.Quantity
			continue
		}
		if line.Quantity < product.MinGrams || line.Quantity%product.StepGrams != 0 {
			t.Errorf("%s: %d g of %q, from %d by %d", who, line.Quantity, line.Product, product.MinGrams, product.StepGrams)
		}
		cents += form.PriceCents * line.Quantity / 1000
	}
	return cents
}

func checkDelivery(t *testing.T, who string, s Shop, to *Address, cents int64) {
	t.Helper()
	delivery := s.Ways.Delivery
	if delivery == nil || to == nil || !slices.Contains(delivery.Postcodes, to.Postcode) {
		t.Errorf("%s: is not delivered there", who)
		return
	}
	if cents < delivery.MinimumCents {
		t.Errorf("%s: %d cents, delivery starts at %d", who, cents, delivery.MinimumCents)
	}
}
