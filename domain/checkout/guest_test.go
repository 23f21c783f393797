package checkout

import (
	"strings"
	"testing"
	"time"

	"cabas/domain/basket"
	"cabas/domain/kernel/measure"
)

func TestAPhoneIsWrittenOneWay(t *testing.T) {
	for given, want := range map[string]string{
		"06 12 34 56 78": "0612345678", "+33 6 12 34 56 78": "0612345678", "0033(0)6.12.34.56.78": "0612345678",
		"+32 470 12 34 56": "+32470123456", "12": "", "bonjour": "",
	} {
		got, ok := normalPhone(given)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%s became %s, %t", given, got, ok)
		}
	}
}

func TestAnAddressIsMasked(t *testing.T) {
	for given, want := range map[string]string{"zoe@exemple.fr": "z•••@exemple.fr", "éa@b.fr": "é•••@b.fr", "": "•••"} {
		if got := Masked(given); got != want {
			t.Errorf("%q became %q", given, got)
		}
	}
}

type joined struct{}

func (joined) Digest(parts ...string) string { return strings.Join(parts, "|") }

func TestAnOriginForgetsYesterday(t *testing.T) {
	day := time.Date(2026, 11, 28, 22, 0, 0, 0, time.UTC)
	if originOf(joined{}, "192.0.2.1", day) == originOf(joined{}, "192.0.2.1", day.Add(3*time.Hour)) {
		t.Error("the next day it is the same")
	}
	if originOf(joined{}, "2001:db8::1", day) != originOf(joined{}, "2001:db8::ffff", day) {
		t.Error("one household counts twice")
	}
	if originOf(joined{}, "::ffff:192.0.2.1", day) != originOf(joined{}, "192.0.2.1", day) {
		t.Error("one address counts twice")
	}
	if originOf(joined{}, "::ffff:192.0.2.1", day) == originOf(joined{}, "::ffff:192.0.2.2", day) {
		t.Error("two addresses of version 4 count as one")
	}
}

func TestADigestStandsForEveryWord(t *testing.T) {
	base := func() Request {
		return Request{Basket: "bsk_1", Hash: "q1_x", Notes: []string{"Bien cuit"}, Customer: Customer{"Zoé", "06", "z@e.fr", "fr"},
			Wish: basket.Wish{Shops: []basket.ShopWish{{Shop: "shp_1", Way: "delivery", Slot: time.Unix(1, 0),
				Address: &basket.Address{Line1: "1 rue Haute", Postcode: "91410", City: "Dourdan"},
				Lines:   []basket.Wanted{{Variant: "var_1", Quantity: measure.Quantity{Unit: measure.Piece, Amount: 1}}}}}}}
	}
	seen := map[string]int{base().digest(): -1}
	for i, change := range []func(*Request){
		func(r *Request) { r.Basket = "bsk_2" },
		func(r *Request) { r.Hash = "q1_y" },
		func(r *Request) { r.Customer.Phone = "07" },
		func(r *Request) { r.Notes = nil },
		func(r *Request) { r.Wish.Shops[0].Slot = time.Unix(2, 0) },
		func(r *Request) { r.Wish.Shops[0].Address.Line2 = "Étage 2" },
		func(r *Request) { r.Wish.Shops[0].Address = nil },
		func(r *Request) { r.Wish.Shops[0].Lines[0].Quantity.Amount = 2 },
	} {
		r := base()
		change(&r)
		d := r.digest()
		if other, twice := seen[d]; twice {
			t.Errorf("changes %d and %d read alike", i, other)
		}
		seen[d] = i
	}
	again := base()
	again.Key = "another"
	if _, same := seen[again.digest()]; !same {
		t.Error("the name of the attempt is no part of what is asked")
	}
}
