package db_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/basket"
	"cabas/domain/checkout"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
	"cabas/infra/db"
)

// meanwhile prices baskets, and lets something happen before the first quote
// is made, or before it is used.
type meanwhile struct {
	checkout.Quotes
	early bool
	once  *sync.Once
	f     func()
}

func (q meanwhile) Quote(ctx context.Context, w basket.Wish) (basket.Quote, error) {
	if q.early {
		q.once.Do(q.f)
	}
	quote, err := q.Quotes.Quote(ctx, w)
	q.once.Do(q.f)
	return quote, err
}

// TestPeerFailure06_TheSameBasketIsPlacedMeanwhile has a request find nothing of
// its basket, and another one place that before this one gets its turn: it is
// answered the other's orders, which took the last unit and the last place.
func TestPeerFailure06_TheSameBasketIsPlacedMeanwhile(t *testing.T) {
	for name, early := range map[string]bool{"before it is priced": true, "once it is priced": false} {
		t.Run(name, func(t *testing.T) {
			eachMarket(t, func(t *testing.T, m *market) {
				s := m.shop("a", nil)
				m.setWays(s, func(w *fulfilment.Ways) { w.Counter.Capacity = 1 })
				v := m.product(s, "Pain", 100, 1).Variants[0].ID
				r := m.guest(zoe, of(s, pieces(v, 1)))
				var first checkout.Placed
				service := *m.service
				service.Quotes = meanwhile{m.quotes, early, &sync.Once{}, func() {
					var err error
					first, err = m.service.Place(t.Context(), account.Actor{}, r)
					must(t, err)
				}}
				second, err := service.Place(t.Context(), account.Actor{}, r)
				must(t, err)
				if !sameOrders(first, second) || m.stock(v).Allocated != 1 || m.post.sent != 1 {
					t.Errorf("got %+v and %+v; %+v, %d letters", first, second, m.stock(v), m.post.sent)
				}
			})
		})
	}
}

// between lets something happen before the orders of a checkout are read, or
// before a guess is counted.
type between struct {
	checkout.Orders
	checkout.Codes
	f func()
}

func (b between) OfCheckout(ctx context.Context, id ident.ID) ([]order.Order, error) {
	b.f()
	return b.Orders.OfCheckout(ctx, id)
}

func (b between) Try(ctx context.Context, id ident.ID, most int) (checkout.Code, bool, error) {
	b.f()
	return b.Codes.Try(ctx, id, most)
}

// TestPeerFailure05_TheSameCodeConfirmsMeanwhile has a request read half of its
// checkout, or all of it, before another one confirms it by the same code.
func TestPeerFailure05_TheSameCodeConfirmsMeanwhile(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		s := m.shop("a", nil)
		m.setWays(s, func(w *fulfilment.Ways) { w.Counter.Capacity = 9 })
		v := m.product(s, "Pain", 100, 9).Variants[0].ID
		for name, into := range map[string]func(*checkout.Service, between){
			"half read": func(s *checkout.Service, b between) { s.Orders = b },
			"all read":  func(s *checkout.Service, b between) { s.Codes = b },
		} {
			p, err := m.service.Place(t.Context(), account.Actor{}, m.guest(zoe, of(s, pieces(v, 1))))
			must(t, err)
			code, viewer := m.post.to(zoe), checkout.Viewer{Secret: p.Secret}
			var first checkout.Placed
			var once sync.Once
			service := *m.service
			into(&service, between{m.service.Orders, m.service.Codes, func() {
				once.Do(func() {
					first, err = m.service.Confirm(t.Context(), viewer, p.Basket, code)
					must(t, err)
				})
			}})
			second, err := service.Confirm(t.Context(), viewer, p.Basket, code)
			if err != nil || !sameOrders(first, second) || second.State() == checkout.Awaiting {
				t.Errorf("%s: got %+v and %+v, %v", name, first, second, err)
			}
		}
	})
}

func TestPeerFailure26_ThePriceRisesWhileTheBasketIsPlaced(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		s := m.shop("a", nil)
		v := m.product(s, "Pain", 100, 10).Variants[0].ID
		actor, r := m.someone(of(s, pieces(v, 1)))
		service := *m.service
		service.Quotes = meanwhile{m.quotes, false, &sync.Once{}, func() { m.reprice(v, 120) }}
		_, err := service.Place(t.Context(), actor, r)
		if q, told := asFault(t, err).Truth.(basket.Quote); !errors.Is(err, checkout.ErrQuoteChanged) || !told || q.TotalCents != 120 || m.stock(v).Allocated != 0 {
			t.Errorf("told %v, %+v", err, m.stock(v))
		}
	})
}

func TestPeerFailure23_WhatLapsesComesBackOnce(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		s := m.shop("a", nil)
		m.setWays(s, func(w *fulfilment.Ways) { w.Counter.Capacity = 1 })
		v := m.product(s, "Pain", 100, 1).Variants[0].ID
		p, err := m.service.Place(t.Context(), account.Actor{}, m.guest(zoe, of(s, pieces(v, 1))))
		must(t, err)
		for range checkout.MaxGuesses - 1 {
			_, err := m.service.Confirm(t.Context(), checkout.Viewer{Secret: p.Secret}, p.Basket, "wrong!")
			if !errors.Is(err, checkout.ErrCodeWrong) {
				t.Fatal(err)
			}
		}
		m.clock.Advance(15 * time.Minute) // the last guess and the deadline meet
		keeper := order.NewKeeper(db.NewOrders(m.db.Handle()), db.NewUnit(m.db, db.OrderStores))
		for _, err := range together(6, func(i int) error {
			if i%2 == 0 {
				_, err := keeper.Sweep(t.Context(), m.clock.Now())
				return err
			}
			if _, err := m.service.Confirm(t.Context(), checkout.Viewer{Secret: p.Secret}, p.Basket, "wrong!"); !errors.Is(err, checkout.ErrCodeExpired) {
				return err
			}
			return nil
		}) {
			must(t, err)
		}
		if got := m.stock(v); got.Allocated != 0 {
			t.Errorf("left %+v", got)
		}
		actor, r := m.someone(of(s, pieces(v, 1)))
		if _, err := m.service.Place(t.Context(), actor, r); err != nil {
			t.Errorf("the same slot again: %v", err)
		}
	})
}

func TestAGuestCancelsOneOrderAndConfirmsTheOther(t *testing.T) {
	eachMarket(t, func(t *testing.T, m *market) {
		a, b := m.shop("a", nil), m.shop("b", nil)
		v, w := m.product(a, "Pain", 100, 10).Variants[0].ID, m.product(b, "Vin", 900, 10).Variants[0].ID
		p, err := m.service.Place(t.Context(), account.Actor{}, m.guest(zoe, of(a, pieces(v, 1)), of(b, pieces(w, 1))))
		must(t, err)
		unit := db.NewUnit(m.db, db.OrderStores)
		must(t, unit.Do(t.Context(), func(ctx context.Context, st order.Stores) error {
			o, err := st.Orders.Get(ctx, p.Orders[0].ID)
			if err != nil {
				return err
			}
			if _, err := o.Do(order.Cancel, order.By{Party: order.ByCustomer}, m.clock.Now(), order.Say{}); err != nil {
				return err
			}
			return st.Keep(ctx, m.clock.Now(), o)
		}))
		got, err := m.service.Confirm(t.Context(), checkout.Viewer{Secret: p.Secret}, p.Basket, m.post.to(zoe))
		must(t, err)
		if got.State() != checkout.Open || got.Orders[0].State() != order.Cancelled || got.Orders[1].State() != order.Placed {
			t.Errorf("left %s and %s", got.Orders[0].State(), got.Orders[1].State())
		}
	})
}
