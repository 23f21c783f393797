package db_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"sync"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/basket"
	"cabas/domain/catalog"
	"cabas/domain/checkout"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
	"cabas/domain/order"
	"cabas/domain/platform"
	"cabas/domain/shop"
	"cabas/infra/db"
)

// market is a few shops on one engine, and the use cases that sell there.
type market struct {
	t        testing.TB
	db       *db.DB
	clock    *clock.Manual
	quotes   *basket.Service
	service  *checkout.Service
	settings *settings
	post     *letters
	seal     seal
}

// saturday is Saturday 28 November 2026, 8 o'clock in Paris.
var saturday = time.Date(2026, 11, 28, 7, 0, 0, 0, time.UTC)

func newMarket(t testing.TB, d *db.DB) *market {
	m := &market{t: t, db: d, clock: clock.NewManual(saturday), settings: &settings{platform.Defaults()}, post: &letters{}, seal: "key"}
	h := d.Handle()
	orders := db.NewOrders(h)
	m.quotes = basket.NewService(db.NewShops(h), db.NewProducts(h), fulfilment.NewPlanner(db.NewWays(h), db.NewSlots(h)), true, m.clock)
	m.service = checkout.NewService(checkout.Ports{
		Quotes: m.quotes, Checkouts: db.NewCheckouts(h), Codes: db.NewCheckouts(h), Orders: orders, Pauses: db.NewGuests(h),
		People: people{}, Settings: m.settings, Seal: m.seal, Secrets: order.NewSecrets([]byte(strings.Repeat("k", 32))), Clock: m.clock,
	}, db.NewUnit(d, func(h db.Handle) checkout.Stores {
		return checkout.Stores{
			Checkouts: db.NewCheckouts(h), Codes: db.NewCheckouts(h), Guests: db.NewGuests(h), Offers: db.NewProducts(h),
			Stock: db.NewStocks(h), Slots: db.NewSlots(h), Facts: db.NewFacts(h), Post: m.post,
			Orders: order.Stores{Orders: db.NewOrders(h), Stock: db.NewStocks(h), Slots: db.NewSlots(h)},
		}
	}))
	return m
}

type seal string

func (s seal) Digest(parts ...string) string {
	mac := hmac.New(sha256.New, []byte(s))
	mac.Write([]byte(strings.Join(parts, "\x00")))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

type settings struct{ now platform.Settings }

func (s *settings) Settings(context.Context) (platform.Settings, error) { return s.now, nil }

type people struct{}

func (people) ByID(_ context.Context, id ident.ID) (account.Account, error) {
	return account.Restore(account.State{ID: id, Name: "Camille Durand", Email: string(id) + "@exemple.fr", Language: "fr"}), nil
}

// letters keeps the last code sent to each address.
type letters struct {
	mu    sync.Mutex
	codes map[string]string
	sent  int
}

func (l *letters) Confirmation(_ context.Context, c checkout.Confirmation) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.codes == nil {
		l.codes = map[string]string{}
	}
	l.codes[c.To.Email], l.sent = c.Code, l.sent+1
	return nil
}

func (l *letters) to(email string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.codes[email]
}

// shop opens a shop that sells from 8 to 20 o'clock every day.
func (m *market) shop(slug string, change func(*shop.Shop)) ident.ID {
	m.t.Helper()
	week := calendar.Week{}
	for i := range week {
		week[i] = []calendar.Span{{From: 8 * 60, To: 20 * 60}}
	}
	s := shop.Shop{ID: ident.New("shp"), Slug: slug, Week: week, Policy: shop.Policy{AcceptWithin: 2 * time.Hour},
		Profile: shop.Profile{Name: "Au " + slug, Zone: "Europe/Paris", Town: shop.Town{INSEE: "91200", Name: "Dourdan"},
			Contact: shop.Contact{Email: slug + "@exemple.fr", Language: "fr"}},
		Seller: shop.Seller{Professional: true, LegalName: "SARL " + slug, SIRET: "73282932000074", Phone: "0164595959",
			Email: slug + "@exemple.fr", Address: shop.Address{Line1: "4 place du Marché", Postcode: "91410", City: "Dourdan"},
			CertifiedAt: saturday, TermsVersion: shop.CertificationTerms},
	}
	if change != nil {
		change(&s)
	}
	store := db.NewShops(m.db.Handle())
	must(m.t, store.Add(m.t.Context(), s))
	must(m.t, store.SaveSeller(m.t.Context(), s.ID, s.Seller, 0))
	return s.ID
}

// product puts one variant on sale, by the piece, counted.
func (m *market) product(shop ident.ID, name string, cents, onHand int64) catalog.Product {
	m.t.Helper()
	p, change, err := catalog.NewProduct(shop, catalog.Details{
		Name: name, Category: "Divers", Unit: measure.Piece, Step: 1, Minimum: 1, VAT: money.Reduced,
		Withdrawal: catalog.WithdrawalPerishable, Published: true,
		Variants: []catalog.VariantDetails{{PriceCents: cents, Mode: catalog.Counted, OnHand: onHand}},
	}, "acc_1", saturday)
	must(m.t, err)
	must(m.t, db.NewProducts(m.db.Handle()).Insert(m.t.Context(), p, change))
	return p
}

func (m *market) stock(variant ident.ID) catalog.Stock {
	m.t.Helper()
	offers, err := db.NewProducts(m.db.Handle()).Offers(context.Background(), []ident.ID{variant})
	must(m.t, err)
	return offers[variant].Available
}

func (m *market) setWays(shop ident.ID, change func(*fulfilment.Ways)) {
	m.t.Helper()
	w := fulfilment.Usual()
	change(&w)
	must(m.t, db.NewWays(m.db.Handle()).SaveWays(m.t.Context(), shop, w))
}

// noonSlot is the slot from noon to half past, Paris time.
var noonSlot = time.Date(2026, 11, 28, 11, 0, 0, 0, time.UTC)

func pieces(variant ident.ID, n int64) basket.Wanted {
	return basket.Wanted{Variant: variant, Quantity: measure.Quantity{Unit: measure.Piece, Amount: n}}
}

func of(shop ident.ID, lines ...basket.Wanted) basket.ShopWish {
	return basket.ShopWish{Shop: shop, Way: fulfilment.Counter, Slot: noonSlot, Lines: lines}
}

// guest is a request of a guest who saw the quote as it is now.
func (m *market) guest(email string, shops ...basket.ShopWish) checkout.Request {
	m.t.Helper()
	w := basket.Wish{Shops: shops}
	q, err := m.quotes.Quote(m.t.Context(), w)
	must(m.t, err)
	return checkout.Request{Key: string(ident.New("key")), Basket: ident.New("bsk"), Hash: q.Hash, AcceptTerms: true, Wish: w,
		Customer: checkout.Customer{Name: "Zoé Lefèvre", Phone: "06 12 34 56 78", Email: email, Language: "fr"}, Origin: "192.0.2.7"}
}

// someone is a request of somebody signed in.
func (m *market) someone(shops ...basket.ShopWish) (account.Actor, checkout.Request) {
	r := m.guest("", shops...)
	r.Customer = checkout.Customer{Language: "fr"}
	return account.Actor{Account: ident.New("acc")}, r
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// together runs n functions at once and gives what they answered.
func together(n int, f func(i int) error) []error {
	errs := make([]error, n)
	var start, all sync.WaitGroup
	start.Add(1)
	for i := range n {
		all.Go(func() { start.Wait(); errs[i] = f(i) })
	}
	start.Done()
	all.Wait()
	return errs
}
