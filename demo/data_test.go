package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"cabas/domain/shop"
)

func load(t *testing.T) Data {
	t.Helper()
	data, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// once reports a key that is empty or was seen before.
func once(t *testing.T, seen map[string]bool, what, key string) {
	t.Helper()
	if key == "" || seen[key] {
		t.Errorf("%s %q is empty or used twice", what, key)
	}
	seen[key] = true
}

var fictionPhone = regexp.MustCompile(`^(01 99 00|06 39 98) \d\d \d\d$`)

func checkContact(t *testing.T, who, phone, email string) {
	t.Helper()
	if !fictionPhone.MatchString(phone) {
		t.Errorf("%s: phone %q is not reserved for fiction", who, phone)
	}
	if !strings.HasSuffix(email, "@example.org") {
		t.Errorf("%s: e-mail %q is not under example.org", who, email)
	}
}

func TestShops(t *testing.T) {
	data := load(t)
	if len(data.Shops) != 12 {
		t.Errorf("%d shops, want 12", len(data.Shops))
	}
	slugs, sirets, emails, used := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, s := range data.Shops {
		once(t, slugs, "slug", s.Slug)
		once(t, sirets, "SIRET", s.Seller.SIRET)
		once(t, emails, "e-mail", s.Email)
		checkContact(t, s.Slug, s.Phone, s.Email)
		if !slices.ContainsFunc(shop.Trades, func(known shop.Trade) bool { return known.Key == s.Trade }) {
			t.Errorf("%s: unknown trade %q", s.Slug, s.Trade)
		}
		if Awnings[s.Awning] == "" {
			t.Errorf("%s: unknown awning %q", s.Slug, s.Awning)
		}
		used[s.Awning] = true
		if (s.Address.Street == "") != (s.Position == nil) || s.Address.INSEE != "91200" || s.Address.Postcode != "91410" {
			t.Errorf("%s: address %+v with position %v", s.Slug, s.Address, s.Position)
		}
		if p := s.Position; p != nil && (p.Lat < 48.50 || p.Lat > 48.56 || p.Lon < 1.97 || p.Lon > 2.05) {
			t.Errorf("%s: position %+v is outside Dourdan", s.Slug, *p)
		}
		checkSeller(t, s)
		checkWays(t, s)
	}
	if len(used) != len(Awnings) {
		t.Errorf("only %d of %d awnings are shown", len(used), len(Awnings))
	}
}

func checkSeller(t *testing.T, s Shop) {
	t.Helper()
	seller := s.Seller
	if seller.LegalName == "" || seller.LegalForm == "" || seller.Mediator.Name == "" || (seller.Address == nil && s.Address.Street == "") {
		t.Errorf("%s: the legal notice is incomplete: %+v", s.Slug, seller)
	}
	if len(seller.SIRET) != 14 || !luhn(seller.SIRET) || !luhn(seller.SIRET[:9]) || !strings.HasPrefix(seller.SIRET, "000000") {
		t.Errorf("%s: SIRET %q", s.Slug, seller.SIRET)
		return
	}
	if (seller.VATNumber == "") != seller.VATExempt {
		t.Errorf("%s: needs either a VAT number or an exemption", s.Slug)
	}
	if seller.VATNumber != "" && seller.VATNumber != vatNumber(seller.SIRET[:9]) {
		t.Errorf("%s: VAT number %q, want %q", s.Slug, seller.VATNumber, vatNumber(seller.SIRET[:9]))
	}
}

func checkWays(t *testing.T, s Shop) {
	t.Helper()
	checkWeek(t, s.Slug, s.Hours, s.Ways.Counter)
	delivery := s.Ways.Delivery
	if delivery == nil {
		return
	}
	checkWeek(t, s.Slug+" delivery", delivery.Hours, delivery.SlotRule)
	if len(delivery.Postcodes) == 0 || delivery.FeeCents < 0 || delivery.MinimumCents < 0 ||
		(delivery.FreeFromCents != 0 && delivery.FreeFromCents < delivery.MinimumCents) {
		t.Errorf("%s: delivery %+v", s.Slug, *delivery)
	}
}

// checkWeek wants hours in order, each long enough for a slot.
func checkWeek(t *testing.T, who string, week Week, rule SlotRule) {
	t.Helper()
	if rule.LeadMinutes < 0 || rule.SlotMinutes < 5 || rule.Capacity < 1 {
		t.Errorf("%s: slots %+v", who, rule)
	}
	open := 0
	for _, spans := range week.Days() {
		last := Time(-1)
		for _, span := range spans {
			if span.From <= last {
				t.Errorf("%s: hours are not in order: %v", who, spans)
			}
			if int(span.To-span.From) < rule.SlotMinutes {
				t.Errorf("%s: %v is shorter than a slot", who, span)
			}
			last = span.To
			open++
		}
	}
	if open == 0 {
		t.Errorf("%s: never open", who)
	}
}

func TestPeople(t *testing.T) {
	data := load(t)
	keys, emails, roles := map[string]bool{}, map[string]bool{}, map[string]int{}
	for _, p := range data.People {
		once(t, keys, "person", p.Key)
		once(t, emails, "e-mail", p.Email)
		checkContact(t, p.Key, p.Phone, p.Email)
		roles[p.Role]++
		if len(data.Passwords[p.Role]) < 12 {
			t.Errorf("%s: role %q has no password of 12 characters", p.Key, p.Role)
		}
		if p.Language != "fr" && p.Language != "en" {
			t.Errorf("%s: language %q", p.Key, p.Language)
		}
		if (p.Role == "agent") != (p.Town != "") {
			t.Errorf("%s: an agent, and nobody else, has a town", p.Key)
		}
	}
	if roles["admin"] != 1 || roles["agent"] != 1 || roles["customer"] < 3 {
		t.Errorf("roles %v", roles)
	}
	works := map[string]bool{}
	for _, s := range data.Shops {
		owners := 0
		for _, member := range s.Staff {
			works[member.Person] = true
			if !keys[member.Person] || !slices.Contains([]string{"owner", "manager", "preparer"}, member.Role) {
				t.Errorf("%s: staff %+v", s.Slug, member)
			}
			if member.Role == "owner" {
				owners++
			}
		}
		if owners != 1 {
			t.Errorf("%s: %d owners", s.Slug, owners)
		}
	}
	for _, p := range data.People {
		if (p.Role == "shop") != works[p.Key] {
			t.Errorf("%s: role %q, works in a shop: %v", p.Key, p.Role, works[p.Key])
		}
	}
}
