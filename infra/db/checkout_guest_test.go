package db_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/basket"
	"cabas/domain/catalog"
	"cabas/domain/checkout"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
	"cabas/domain/shop"
)

const zoe = "zoe@exemple.fr"

// ordered is a guest's basket of one piece, placed and awaiting its code.
func ordered(t *testing.T, m *market) (p checkout.Placed, v checkout.Viewer, variant ident.ID) {
	t.Helper()
	s := m.shop("a", nil)
	variant = m.product(s, "Pain", 100, 10).Variants[0].ID
	p, err := m.service.Place(t.Context(), account.Actor{}, m.guest(zoe, of(s, pieces(variant, 1))))
	must(t, err)
	if p.State() != checkout.Awaiting || p.Secret == "" || p.SentTo() != "z•••@exemple.fr" || !p.ConfirmBy().Equal(saturday.Add(15*time.Minute)) {
		t.Fatalf("placed %+v", p)
	}
	return p, checkout.Viewer{Secret: p.Secret}, variant
}

func TestAGuestConfirms(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		p, v, _ := ordered(t, m)
		if _, err := m.service.Confirm(t.Context(), v, p.Basket, "12345x"); !errors.Is(err, checkout.ErrCodeWrong) {
			t.Errorf("a wrong code: %v", err)
		}
		for range 2 { // the second time it finds it done
			got, err := m.service.Confirm(t.Context(), v, p.Basket, m.post.to(zoe))
			must(t, err)
			if got.State() != checkout.Open || got.Orders[0].State() != order.Placed {
				t.Errorf("confirmed: %s", got.Orders[0].State())
			}
		}
	})
}

func TestAGuestGuessesTooOften(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		p, v, variant := ordered(t, m)
		wrong := map[error]int{}
		for _, err := range together(20, func(int) error {
			_, err := m.service.Confirm(t.Context(), v, p.Basket, "wrong!")
			return err
		}) {
			for _, known := range []error{checkout.ErrCodeWrong, checkout.ErrCodeExpired} {
				if errors.Is(err, known) {
					wrong[known]++
				}
			}
		}
		if wrong[checkout.ErrCodeWrong] != checkout.MaxGuesses-1 || wrong[checkout.ErrCodeExpired] != 16 {
			t.Errorf("told %v", wrong)
		}
		if _, err := m.service.Confirm(t.Context(), v, p.Basket, m.post.to(zoe)); !errors.Is(err, checkout.ErrCodeExpired) {
			t.Errorf("the right code, too late: %v", err)
		}
		if got := m.stock(variant); got.Allocated != 0 {
			t.Errorf("still reserved: %+v", got)
		}
	})
}

func TestACodeExpires(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		p, v, _ := ordered(t, m)
		m.clock.Advance(15 * time.Minute)
		if _, err := m.service.Confirm(t.Context(), v, p.Basket, m.post.to(zoe)); !errors.Is(err, checkout.ErrCodeExpired) {
			t.Errorf("told %v", err)
		}
		if _, err := m.service.Resend(t.Context(), v, p.Basket); !errors.Is(err, checkout.ErrCodeExpired) {
			t.Errorf("sent again: %v", err)
		}
	})
}

func TestACodeIsSentAgain(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		p, v, _ := ordered(t, m)
		first := m.post.to(zoe)
		if _, err := m.service.Resend(t.Context(), v, p.Basket); !errors.Is(err, fault.ErrTooMany) || asFault(t, err).RetryAfter != time.Minute {
			t.Errorf("at once: %v", err)
		}
		for range checkout.MaxLetters - 1 {
			m.clock.Advance(checkout.LetterPause)
			_, err := m.service.Resend(t.Context(), v, p.Basket)
			must(t, err)
		}
		m.clock.Advance(checkout.LetterPause)
		if _, err := m.service.Resend(t.Context(), v, p.Basket); !errors.Is(err, fault.ErrTooMany) {
			t.Errorf("a fifth letter: %v", err)
		}
		if _, err := m.service.Confirm(t.Context(), v, p.Basket, first); first != m.post.to(zoe) && !errors.Is(err, checkout.ErrCodeWrong) {
			t.Errorf("the first code: %v", err)
		}
		_, err := m.service.Confirm(t.Context(), v, p.Basket, m.post.to(zoe))
		must(t, err)
	})
}

func TestABasketOpensToItsOwnerAlone(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		p, v, variant := ordered(t, m)
		_, err := m.service.Get(t.Context(), v, p.Basket)
		must(t, err)
		actor, r := m.someone(of(p.Orders[0].Shop.ID, pieces(variant, 1)))
		theirs, err := m.service.Place(t.Context(), actor, r)
		must(t, err)
		if _, err := m.service.Get(t.Context(), checkout.Viewer{Actor: actor}, r.Basket); err != nil || theirs.Secret != "" {
			t.Errorf("one's own: %v, %q", err, theirs.Secret)
		}
		for basket, v := range map[ident.ID]checkout.Viewer{
			p.Basket:         {Actor: actor},
			r.Basket:         v,
			ident.New("bsk"): v,
		} {
			if _, err := m.service.Get(t.Context(), v, basket); !errors.Is(err, fault.ErrNotFound) {
				t.Errorf("another's: %v", err)
			}
		}
		if _, err := m.service.Get(t.Context(), checkout.Viewer{}, p.Basket); !errors.Is(err, fault.ErrUnauthenticated) {
			t.Errorf("knowing the basket alone: %v", err)
		}
	})
}

// TestAGuestCannotEmptyAShop tries to: with one address, with many addresses
// and one phone, with many of both from one network, and all at once.
func TestAGuestCannotEmptyAShop(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		s := m.shop("a", nil)
		m.setWays(s, func(w *fulfilment.Ways) { w.Counter.Capacity = 1000 })
		variants := make([]ident.ID, 3)
		for i := range variants {
			variants[i] = m.product(s, fmt.Sprint("Pain ", i), 100, 1000).Variants[0].ID
		}
		for i, c := range []struct {
			most   int64
			change func(i int, r *checkout.Request)
		}{
			{3, func(i int, r *checkout.Request) {
				r.Customer.Phone, r.Origin = fmt.Sprintf("06000001%02d", i), fmt.Sprintf("192.0.2.%d", i)
			}},
			{3, func(i int, r *checkout.Request) {
				r.Customer.Email, r.Origin = fmt.Sprintf("b%d@exemple.fr", i), fmt.Sprintf("198.51.100.%d", i)
				r.Customer.Phone = []string{"06 99 99 99 99", "+33699999999", "0033 6.99.99.99.99"}[i%3]
			}},
			{10, func(i int, r *checkout.Request) {
				r.Customer.Email, r.Customer.Phone = fmt.Sprintf("c%d@exemple.fr", i), fmt.Sprintf("06000003%02d", i)
				r.Origin = fmt.Sprintf("2001:db8::%d", i+1)
			}},
		} {
			requests := make([]checkout.Request, 24)
			for n := range requests {
				r := m.guest(zoe, of(s, pieces(variants[i], 1)))
				c.change(n, &r)
				requests[n] = r
			}
			for _, err := range together(24, func(n int) error { _, err := m.service.Place(t.Context(), account.Actor{}, requests[n]); return err }) {
				if err != nil && !errors.Is(err, checkout.ErrTooManyOpen) {
					t.Errorf("told %v", err)
				}
			}
			if got := m.stock(variants[i]).Allocated; got != c.most {
				t.Errorf("case %d: %d are reserved, at most %d may be", i, got, c.most)
			}
		}
	})
}

// TestAnAddressCannotKeepAShopEmpty takes all there is in one order after the
// other, under names that are always new, none of which is ever confirmed.
func TestAnAddressCannotKeepAShopEmpty(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		v := m.product(m.shop("a", nil), "Pain", 100, 20)
		placed := 0
		for n := range 16 {
			r := m.guest(fmt.Sprintf("n%d@exemple.fr", n), of(v.Shop, pieces(v.Variants[0].ID, 20)))
			r.Customer.Phone = fmt.Sprintf("06000004%02d", n)
			p, err := m.service.Place(t.Context(), account.Actor{}, r)
			if errors.Is(err, checkout.ErrTooManyOpen) {
				continue
			}
			must(t, err)
			placed++
			for range checkout.MaxGuesses { // ends it, and gives the goods back
				_, _ = m.service.Confirm(t.Context(), checkout.Viewer{Secret: p.Secret}, p.Basket, "wrong!")
			}
		}
		if placed != 10 {
			t.Errorf("%d times in a day, want 10", placed)
		}
		if got := m.stock(v.Variants[0].ID); got.Allocated != 0 {
			t.Errorf("still reserved: %+v", got)
		}
	})
}

// TestABasketOfManyShopsCounts places a first basket over four shops, which is
// welcome, and another, which would be too many.
func TestABasketOfManyShopsCounts(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		var wish []basket.ShopWish
		for n := range 4 {
			s := m.shop(fmt.Sprint("s", n), nil)
			wish = append(wish, of(s, pieces(m.product(s, "Pain", 100, 100).Variants[0].ID, 1)))
		}
		_, err := m.service.Place(t.Context(), account.Actor{}, m.guest(zoe, wish...))
		must(t, err)
		if _, err := m.service.Place(t.Context(), account.Actor{}, m.guest(zoe, wish[0])); !errors.Is(err, checkout.ErrTooManyOpen) {
			t.Errorf("a fifth order: %v", err)
		}
		one := m.guest("lou@exemple.fr", wish[0])
		one.Customer.Phone, one.Origin = "0600000501", "192.0.2.77"
		_, err = m.service.Place(t.Context(), account.Actor{}, one)
		must(t, err)
		three := m.guest("lou@exemple.fr", wish[1:]...)
		three.Customer.Phone, three.Origin = "0600000501", "192.0.2.77"
		if _, err := m.service.Place(t.Context(), account.Actor{}, three); !errors.Is(err, checkout.ErrTooManyOpen) {
			t.Errorf("three more than one: %v", err)
		}
	})
}

func TestAShopMayWaiveTheCode(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		s := m.shop("a", func(s *shop.Shop) { s.Policy.WaiveConfirmation, s.Policy.AutoAccept = true, true })
		v := m.product(s, "Pain", 100, 10).Variants[0].ID
		p, err := m.service.Place(t.Context(), account.Actor{}, m.guest(zoe, of(s, pieces(v, 1))))
		must(t, err)
		if p.State() != checkout.Open || p.Orders[0].State() != order.Accepted || m.post.sent != 0 {
			t.Errorf("placed %s, %d letters", p.Orders[0].State(), m.post.sent)
		}
	})
}

func TestEverythingOrNothing(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		a, b := m.shop("a", nil), m.shop("b", nil)
		v, w := m.product(a, "Pain", 100, 10).Variants[0].ID, m.product(b, "Vin", 900, 1).Variants[0].ID
		actor, r := m.someone(of(a, pieces(v, 1)), of(b, pieces(w, 2)))
		if _, err := m.service.Place(t.Context(), actor, r); !errors.Is(err, catalog.ErrOutOfStock) {
			t.Errorf("told %v", err)
		}
		if _, err := m.service.Get(t.Context(), checkout.Viewer{Actor: actor}, r.Basket); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("a basket that was refused: %v", err)
		}
		if m.stock(v).Allocated != 0 {
			t.Error("something stays reserved")
		}
	})
}

func TestTheLinkIsSentAgain(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		p, _, _ := ordered(t, m)
		for n, email := range []string{" ZOE@exemple.fr", "autre@exemple.fr"} {
			said, err := m.service.RequestLink(t.Context(), p.Orders[0].Number, email)
			if err != nil || said != []string{"z•••@exemple.fr", "a•••@exemple.fr"}[n] {
				t.Errorf("told %s, %v", said, err)
			}
			if _, err := m.service.RequestLink(t.Context(), p.Orders[0].Number, email); !errors.Is(err, fault.ErrTooMany) {
				t.Errorf("at once again: %v", err)
			}
		}
	})
}
