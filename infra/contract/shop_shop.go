package contract

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/geo"
	"cabas/domain/kernel/ident"
	"cabas/domain/shop"
)

// ShopStore is all that the database does for shops.
type ShopStore interface {
	shop.Shops
	shop.Sellers
	shop.Hours
	shop.Days
	shop.Window
	shop.Members
}

// StaffStore is all that the database does for staff.
type StaffStore interface {
	shop.Staff
	shop.Invitations
}

// someShop is a shop with every field filled.
func someShop(slug string) shop.Shop {
	reopening := calendar.Date{Year: 2026, Month: 12, Day: 6}
	morning := []calendar.Span{{From: 9 * 60, To: 12*60 + 30}, {From: 14 * 60, To: calendar.EndOfDay}}
	return shop.Shop{
		ID: ident.New("shp"), Slug: slug,
		Profile: shop.Profile{
			Name: "L’Épi d’Œuvre — Ça & là", Trade: "bakery", Town: shop.Town{INSEE: "91200", Name: "Dourdan", Slug: "dourdan"},
			Address:  &shop.Address{Line1: "12 place du Marché", Line2: "Bâtiment B", Postcode: "91410", City: "Dourdan"},
			Position: &geo.Point{Lat: 48.5277213, Lon: -2.0111339}, Description: "Pains au levain.\nMaison.",
			Contact: shop.Contact{Phone: "01 99 00 12 34", Email: "epi@example.org", Website: "https://example.org", Language: "fr"},
			Colour:  "#1f6b4a", Zone: "Europe/Paris",
		},
		Policy:      shop.Policy{AutoAccept: true, WaiveConfirmation: true, AcceptWithin: 90 * time.Minute},
		Week:        calendar.Week{time.Tuesday: morning, time.Sunday: morning[:1]},
		PausedUntil: &reopening, ConfirmedAt: noon, OpenedAt: noon.Add(-time.Hour),
		Versions: shop.Versions{Shop: 1, Hours: 1},
	}
}

func someSeller() shop.Seller {
	return shop.Seller{
		Professional: true, LegalName: "Épi", LegalForm: "SARL", SIRET: "73282932000074", VATNumber: "FR44732829320",
		Address: shop.Address{Line1: "1 rue Haute", Line2: "Étage 2", Postcode: "91410", City: "Dourdan"},
		Phone:   "0199001234", Email: "legal@example.org", Mediator: &shop.Mediator{Name: "Médiateur", Website: "https://example.org"},
		CertifiedAt: noon, TermsVersion: "2026-11",
	}
}

func refused(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got %v, want %v", err, want)
	}
}

// Shops checks the store of shops.
func Shops(t *testing.T, open func(t *testing.T) ShopStore) {
	t.Run("a shop survives the round trip, by identifier and by slug", func(t *testing.T) {
		s, want := open(t), someShop("epi")
		must(t, s.Add(t.Context(), want))
		for _, ref := range []string{want.ID.String(), "epi"} {
			got, err := s.ByRef(t.Context(), ref)
			must(t, err)
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("by %s got %+v\nwant %+v", ref, got, want)
			}
		}
		_, err := s.ByRef(t.Context(), "nobody")
		refused(t, err, fault.ErrNotFound)
	})
	t.Run("a trader without premises has a town only", func(t *testing.T) {
		s, want := open(t), someShop("epi")
		want.Address, want.Position, want.PausedUntil = nil, nil, nil
		must(t, s.Add(t.Context(), want))
		got, err := s.ByRef(t.Context(), "epi")
		must(t, err)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v\nwant %+v", got, want)
		}
	})
	t.Run("a slug has one shop", func(t *testing.T) {
		s, one := open(t), someShop("epi")
		must(t, s.Add(t.Context(), one))
		refused(t, s.Add(t.Context(), someShop("epi")), fault.ErrDuplicate)
		two := someShop("epi-2")
		must(t, s.Add(t.Context(), two))
		taken, err := s.Taken(t.Context(), []string{"epi", "epi-2", "epi-3"})
		must(t, err)
		if len(taken) != 2 {
			t.Fatalf("taken are %v", taken)
		}
		two.Slug = "epi"
		refused(t, s.Save(t.Context(), two), fault.ErrDuplicate)
	})
	t.Run("documents are edited at their version", func(t *testing.T) {
		s, a := open(t), someShop("epi")
		must(t, s.Add(t.Context(), a))
		a.Name, a.Address, a.Policy.AutoAccept = "Autre", nil, false
		must(t, s.Save(t.Context(), a))
		refused(t, s.Save(t.Context(), a), fault.ErrStale)
		must(t, s.SaveSeller(t.Context(), a.ID, someSeller(), 0))
		refused(t, s.SaveSeller(t.Context(), a.ID, shop.Seller{}, 0), fault.ErrStale)
		must(t, s.SaveSeller(t.Context(), a.ID, someSeller(), 1))
		a.Week = calendar.Week{time.Monday: {{From: 0, To: 60}}}
		must(t, s.SaveWeek(t.Context(), a.ID, a.Week, 1))
		refused(t, s.SaveWeek(t.Context(), a.ID, a.Week, 1), fault.ErrStale)
		a.Seller, a.Versions = someSeller(), shop.Versions{Shop: 2, Seller: 2, Hours: 2}
		got, err := s.ByRef(t.Context(), "epi")
		must(t, err)
		if !reflect.DeepEqual(got, a) {
			t.Fatalf("got %+v\nwant %+v", got, a)
		}
	})
	t.Run("days differ, pause and are confirmed", func(t *testing.T) { days(t, open(t)) })
	t.Run("many shops are read in three statements", func(t *testing.T) { window(t, open(t)) })
}

func days(t *testing.T, s ShopStore) {
	ctx, a := t.Context(), someShop("epi")
	must(t, s.Add(ctx, a))
	christmas, eve := calendar.Date{Year: 2026, Month: 12, Day: 25}, calendar.Date{Year: 2026, Month: 12, Day: 24}
	must(t, s.SetException(ctx, a.ID, calendar.Exception{Date: christmas, Spans: []calendar.Span{{From: 60, To: 120}}}))
	must(t, s.SetException(ctx, a.ID, calendar.Exception{Date: christmas, Reason: "Noël"}))
	must(t, s.SetException(ctx, a.ID, calendar.Exception{Date: eve, Spans: []calendar.Span{{From: 60, To: 120}}}))
	must(t, s.SetPause(ctx, a.ID, nil))
	must(t, s.Confirm(ctx, a.ID, noon.Add(time.Minute)))
	a.Exceptions = []calendar.Exception{{Date: eve, Spans: []calendar.Span{{From: 60, To: 120}}}, {Date: christmas, Reason: "Noël"}}
	a.PausedUntil, a.ConfirmedAt = nil, noon.Add(time.Minute)
	got, err := s.ByRef(ctx, "epi")
	must(t, err)
	if !reflect.DeepEqual(got, a) {
		t.Fatalf("got %+v\nwant %+v", got, a)
	}
	must(t, s.DropException(ctx, a.ID, eve))
	refused(t, s.DropException(ctx, a.ID, eve), fault.ErrNotFound)
	refused(t, s.SetPause(ctx, "shp_none", nil), fault.ErrNotFound)
}

func window(t *testing.T, s ShopStore) {
	ctx := t.Context()
	one, two, far := someShop("un"), someShop("deux"), someShop("loin")
	two.Trade, far.Town.INSEE = "wine", "75056"
	for _, a := range []shop.Shop{one, two, far} {
		must(t, s.Add(ctx, a))
	}
	must(t, s.SaveSeller(ctx, one.ID, someSeller(), 0))
	must(t, s.SetException(ctx, two.ID, calendar.Exception{Date: calendar.Date{Year: 2026, Month: 12, Day: 25}}))
	for trade, want := range map[string]int{"": 2, "wine": 1, "books": 0} {
		got, err := s.InTown(ctx, "91200", trade)
		must(t, err)
		if len(got) != want {
			t.Errorf("%d shops of trade %q", len(got), trade)
		}
	}
	counts, err := s.CountByTown(ctx, []string{"91200", "75056", "13055"})
	must(t, err)
	if want := map[string]int{"91200": 2, "75056": 1}; !reflect.DeepEqual(counts, want) {
		t.Errorf("counted %v", counts)
	}
	most, err := s.Busiest(ctx, 5)
	must(t, err)
	if want := []shop.TownCount{{Town: "91200", Shops: 2}, {Town: "75056", Shops: 1}}; !reflect.DeepEqual(most, want) {
		t.Errorf("busiest are %v", most)
	}
	first, err := s.Busiest(ctx, 1)
	must(t, err)
	if len(first) != 1 || first[0].Town != "91200" {
		t.Errorf("busiest of all is %v", first)
	}
	got, err := s.ForOrdering(ctx, []ident.ID{one.ID, two.ID, "shp_none"})
	must(t, err)
	if len(got) != 2 || !got[one.ID].Selling || got[two.ID].Selling || len(got[two.ID].Schedule.Exceptions) != 1 {
		t.Fatalf("for ordering: %+v", got)
	}
	if none, err := s.ForOrdering(ctx, nil); err != nil || len(none) != 0 {
		t.Fatalf("no shops: %v, %v", none, err)
	}
}

// Staff checks the store of staff.
func Staff(t *testing.T, open func(t *testing.T) (ShopStore, StaffStore)) {
	begin := func(t *testing.T) (ShopStore, StaffStore, shop.Member) {
		shops, staff := open(t)
		a := someShop("epi")
		must(t, shops.Add(t.Context(), a))
		m := shop.Member{ID: ident.New("mem"), Shop: a.ID, Role: shop.Owner, Account: "acc_1", JoinedAt: noon}
		must(t, staff.Add(t.Context(), m))
		return shops, staff, m
	}
	role := func(t *testing.T, s ShopStore, id, account ident.ID, want shop.Role) {
		t.Helper()
		got, err := s.RoleIn(t.Context(), id, account)
		must(t, err)
		if got != want {
			t.Fatalf("%s is %q, want %q", account, got, want)
		}
	}
	t.Run("roles are known, changed and taken away at once", func(t *testing.T) {
		shops, staff, owner := begin(t)
		m := shop.Member{ID: ident.New("mem"), Shop: owner.Shop, Role: shop.Preparer, Account: "acc_2", JoinedAt: noon}
		must(t, staff.Add(t.Context(), m))
		again := m
		again.ID = ident.New("mem")
		refused(t, staff.Add(t.Context(), again), fault.ErrDuplicate)
		role(t, shops, owner.Shop, "acc_2", shop.Preparer)
		role(t, shops, "shp_other", "acc_2", shop.Stranger)
		must(t, staff.SetRole(t.Context(), owner.Shop, m.ID, shop.Manager))
		role(t, shops, owner.Shop, "acc_2", shop.Manager)
		refused(t, staff.SetRole(t.Context(), "shp_other", m.ID, shop.Owner), fault.ErrNotFound)
		list, err := staff.List(t.Context(), owner.Shop)
		must(t, err)
		m.Role = shop.Manager
		if want := []shop.Member{owner, m}; !reflect.DeepEqual(list, want) {
			t.Fatalf("got %+v\nwant %+v", list, want)
		}
		must(t, staff.Remove(t.Context(), owner.Shop, m.ID))
		role(t, shops, owner.Shop, "acc_2", shop.Stranger)
		refused(t, staff.Remove(t.Context(), owner.Shop, m.ID), fault.ErrNotFound)
	})
	t.Run("those who own a shop are counted, not those who work in it", func(t *testing.T) {
		shops, staff, owner := begin(t)
		other := someShop("autre")
		must(t, shops.Add(t.Context(), other))
		must(t, staff.Add(t.Context(), shop.Member{ID: ident.New("mem"), Shop: other.ID, Role: shop.Manager, Account: owner.Account, JoinedAt: noon}))
		for account, want := range map[ident.ID]int{owner.Account: 1, "acc_2": 0} {
			got, err := staff.Owned(t.Context(), account)
			must(t, err)
			if got != want {
				t.Errorf("%s owns %d shops, want %d", account, got, want)
			}
		}
	})
	t.Run("the last owner stays", func(t *testing.T) {
		_, staff, owner := begin(t)
		invited := shop.Member{ID: ident.New("mem"), Shop: owner.Shop, Role: shop.Owner, Email: "a@example.org", InvitedAt: noon, ExpiresAt: noon.Add(time.Hour)}
		must(t, staff.Invite(t.Context(), invited, "print"))
		refused(t, staff.Remove(t.Context(), owner.Shop, owner.ID), shop.ErrLastOwner)
		refused(t, staff.SetRole(t.Context(), owner.Shop, owner.ID, shop.Manager), shop.ErrLastOwner)
		must(t, staff.SetRole(t.Context(), owner.Shop, owner.ID, shop.Owner))
	})
	t.Run("two owners cannot remove each other at once", func(t *testing.T) { duel(t, begin) })
	t.Run("an invitation is accepted once", func(t *testing.T) {
		shops, staff, owner := begin(t)
		invitation(t, shops, staff, owner)
	})
}

func duel(t *testing.T, begin func(t *testing.T) (ShopStore, StaffStore, shop.Member)) {
	_, staff, one := begin(t)
	two := shop.Member{ID: ident.New("mem"), Shop: one.Shop, Role: shop.Owner, Account: "acc_2", JoinedAt: noon}
	must(t, staff.Add(t.Context(), two))
	results := make(chan error, 2)
	for _, m := range []shop.Member{one, two} {
		go func() { results <- staff.Remove(context.Background(), m.Shop, m.ID) }()
	}
	first, second := <-results, <-results
	if (first == nil) == (second == nil) {
		t.Fatalf("both fared alike: %v, %v", first, second)
	}
	refused(t, errors.Join(first, second), shop.ErrLastOwner)
}

func invitation(t *testing.T, shops ShopStore, staff StaffStore, owner shop.Member) {
	ctx := t.Context()
	m := shop.Member{
		ID: ident.New("mem"), Shop: owner.Shop, Role: shop.Preparer, Email: "lea@example.org",
		InvitedAt: noon, ExpiresAt: noon.Add(time.Hour),
	}
	must(t, staff.Invite(ctx, m, "print"))
	again := m
	again.ID = ident.New("mem")
	refused(t, staff.Invite(ctx, again, "other"), fault.ErrDuplicate)
	again.InvitedAt = m.ExpiresAt
	must(t, staff.Invite(ctx, again, "other"))
	_, err := staff.Invited(ctx, "print")
	refused(t, err, fault.ErrNotFound)
	got, err := staff.Invited(ctx, "other")
	must(t, err)
	if !reflect.DeepEqual(got, again) {
		t.Fatalf("got %+v\nwant %+v", got, again)
	}
	must(t, staff.Join(ctx, again.ID, "acc_3", noon))
	refused(t, staff.Join(ctx, again.ID, "acc_4", noon), fault.ErrNotFound)
	if r, err := shops.RoleIn(ctx, m.Shop, "acc_3"); err != nil || r != shop.Preparer {
		t.Fatalf("joined as %q, %v", r, err)
	}
	places, err := staff.PlacesOf(ctx, "acc_3")
	must(t, err)
	if want := []shop.Place{{ID: m.Shop, Slug: "epi", Name: "L’Épi d’Œuvre — Ça & là", Role: shop.Preparer}}; !reflect.DeepEqual(places, want) {
		t.Fatalf("got %+v\nwant %+v", places, want)
	}
	m.ID = ident.New("mem")
	must(t, staff.Invite(ctx, m, "third"))
	refused(t, staff.Join(ctx, m.ID, "acc_3", noon), fault.ErrDuplicate)
}
