package contract

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"cabas/domain/checkout"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/work"
	"cabas/domain/order"
)

// CheckoutStores is all that the database does for checkouts. Unit gives the
// stores of one transaction.
type CheckoutStores struct {
	Checkouts checkout.Checkouts
	Codes     checkout.Codes
	Guests    checkout.Guests
	Pauses    checkout.Pauses
	Orders    order.Store
	Unit      work.Unit[checkout.Checkouts]
}

func someCheckout() checkout.Checkout {
	return checkout.Checkout{
		ID: ident.New("chk"), Basket: ident.New("bsk"), Scope: "guest:zoé", Key: string(ident.New("key")), Digest: "d1",
		Origin: "o1", PlacedAt: noon.Add(123456 * time.Microsecond), Code: checkout.Code{Digest: "c1", SentAt: noon, Sent: 1},
	}
}

// Checkouts checks a store of checkouts.
func Checkouts(t *testing.T, open func(t *testing.T) CheckoutStores) {
	for name, f := range map[string]func(t *testing.T, s CheckoutStores){
		"a claim is known by its basket and by its name": checkoutClaims,
		"a second claim waits for the first":             checkoutClaimsWait,
		"codes":                                          checkoutCodes,
		"guests are counted":                             checkoutGuests,
		"pauses":                                         checkoutPauses,
	} {
		t.Run(name, func(t *testing.T) { f(t, open(t)) })
	}
}

func claimed(t *testing.T, s CheckoutStores, c checkout.Checkout, want bool) {
	t.Helper()
	got, err := s.Checkouts.Claim(t.Context(), c)
	must(t, err)
	if got != want {
		t.Errorf("claimed: %t", got)
	}
}

func checkoutClaims(t *testing.T, s CheckoutStores) {
	c := someCheckout()
	claimed(t, s, c, true)
	sameBasket, sameName, other := someCheckout(), someCheckout(), someCheckout()
	sameBasket.Basket, sameName.Key, other.Scope = c.Basket, c.Key, "account:acc_1"
	other.Key = c.Key
	claimed(t, s, sameBasket, false)
	claimed(t, s, sameName, false)
	claimed(t, s, other, true)
	got, err := s.Checkouts.ByBasket(t.Context(), c.Basket)
	must(t, err)
	if got != c {
		t.Errorf("got %+v, want %+v", got, c)
	}
	if _, err := s.Checkouts.ByBasket(t.Context(), ident.New("bsk")); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("never placed: %v", err)
	}
	earlier, err := s.Checkouts.Earlier(t.Context(), other.Basket, c.Scope, c.Key)
	must(t, err)
	if len(earlier) != 2 || earlier[0].ID != c.ID || earlier[1].ID != other.ID {
		t.Errorf("earlier: %+v", earlier)
	}
}

// checkoutClaimsWait claims one basket twenty times at once: the others learn
// that it is known only once the first is there to be read.
func checkoutClaimsWait(t *testing.T, s CheckoutStores) {
	basket, won := ident.New("bsk"), make(chan bool, 20)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			c := someCheckout()
			c.Basket = basket
			var mine bool
			err := s.Unit.Do(context.Background(), func(ctx context.Context, in checkout.Checkouts) (err error) {
				mine, err = in.Claim(ctx, c)
				return err
			})
			if err == nil && !mine {
				_, err = s.Checkouts.ByBasket(context.Background(), basket)
			}
			if err != nil {
				t.Error(err)
			}
			won <- mine
		})
	}
	all.Wait()
	close(won)
	winners := 0
	for w := range won {
		if w {
			winners++
		}
	}
	if winners != 1 {
		t.Errorf("%d claims won", winners)
	}
}

func checkoutCodes(t *testing.T, s CheckoutStores) {
	c := someCheckout()
	claimed(t, s, c, true)
	for n := 1; n <= 3; n++ {
		code, left, err := s.Codes.Try(t.Context(), c.ID, 2)
		must(t, err)
		if left != (n <= 2) || left && (code.Digest != "c1" || code.Tried != n) {
			t.Errorf("try %d: %t %+v", n, left, code)
		}
	}
	next := checkout.Code{Digest: "c2", SentAt: noon.Add(time.Minute)}
	for n, want := range []bool{false, true, false} {
		after := []time.Time{noon.Add(-1), noon, noon.Add(time.Hour)}[n]
		renewed, err := s.Codes.Renew(t.Context(), c.ID, next, 2, after)
		must(t, err)
		if renewed != want {
			t.Errorf("renewal %d: %t", n, renewed)
		}
	}
	must(t, s.Codes.Settle(t.Context(), c.ID, noon.Add(time.Hour)))
	must(t, s.Codes.Settle(t.Context(), c.ID, noon.Add(2*time.Hour)))
	got, err := s.Checkouts.ByBasket(t.Context(), c.Basket)
	must(t, err)
	if want := (checkout.Code{Digest: "c2", SentAt: next.SentAt, Sent: 2, Tried: 2, ConfirmedAt: noon.Add(time.Hour)}); got.Code != want {
		t.Errorf("code %+v", got.Code)
	}
}

func checkoutGuests(t *testing.T, s CheckoutStores) {
	c := someCheckout()
	claimed(t, s, c, true)
	order1 := newOrder(t, func(d *order.Draft) { d.Checkout, d.Customer.Account = c.ID, "" })
	known := newOrder(t, nil) // somebody signed in, of the same address
	must(t, s.Orders.Insert(t.Context(), []order.Order{order1, known}))
	must(t, s.Guests.Queue(t.Context(), []string{"b", "a", "b"}, noon))
	must(t, s.Guests.Queue(t.Context(), []string{"a"}, noon))
	count := func() checkout.Held {
		held, err := s.Guests.Held(t.Context(), order1.Customer.Email, order1.Customer.Phone, "o1")
		must(t, err)
		return held
	}
	if got := count(); got != (checkout.Held{Email: 1, Phone: 1, Origin: 1}) {
		t.Errorf("held %+v", got)
	}
	_, err := order1.Do(order.Cancel, order.By{Party: order.ByCustomer}, noon, order.Say{})
	must(t, err)
	o, err := s.Orders.Get(t.Context(), order1.ID)
	must(t, err)
	_, err = o.Do(order.Cancel, order.By{Party: order.ByCustomer}, noon, order.Say{})
	must(t, err)
	must(t, s.Orders.Save(t.Context(), o))
	if got := count(); got != (checkout.Held{Origin: 1}) {
		t.Errorf("held by an address that never confirmed: %+v", got)
	}
	must(t, s.Codes.Settle(t.Context(), c.ID, noon))
	if got := count(); got != (checkout.Held{}) {
		t.Errorf("still held %+v", got)
	}
}

func checkoutPauses(t *testing.T, s CheckoutStores) {
	for n, want := range []bool{true, false, true} {
		now := noon.Add([]time.Duration{0, 59 * time.Second, time.Minute}[n])
		free, err := s.Pauses.Pause(t.Context(), "zoé", now, now.Add(-time.Minute))
		must(t, err)
		if free != want {
			t.Errorf("pause %d: %t", n, free)
		}
	}
}
