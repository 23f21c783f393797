package app_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"cabas/app"
	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// from is the same person at another network address, as the proxy tells it.
func (p *person) from(n int) *person {
	return p.with("X-Forwarded-For", fmt.Sprintf("203.0.113.%d", n))
}

// limited is a server that takes so many requests each second.
func limited(t *testing.T, perSecond float64) *world {
	return newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday), func(c *app.Config) { c.Rate, c.TrustProxy = perSecond, true })
}

// untilLimited asks until the answer is 429, and gives the number of answers
// before it and how long it says to wait.
func untilLimited(t *testing.T, ask func(n int) *answer) (n int, wait time.Duration) {
	t.Helper()
	for ; n < 500; n++ {
		a := ask(n)
		if a.status != http.StatusTooManyRequests {
			continue
		}
		a.refused(http.StatusTooManyRequests, "rate.limited")
		seconds, err := strconv.Atoi(a.header.Get("Retry-After"))
		if err != nil || seconds < 1 {
			t.Fatalf("Retry-After is %q", a.header.Get("Retry-After"))
		}
		return n, time.Duration(seconds) * time.Second
	}
	t.Fatal("there is no limit")
	return 0, 0
}

func TestAnAddressIsLimited(t *testing.T) {
	w := limited(t, 10)
	n, wait := untilLimited(t, func(int) *answer { return w.nobody().from(1).get("/trades") })
	if n < 40 {
		t.Errorf("limited after %d requests, before its burst of four seconds", n)
	}
	w.nobody().from(2).get("/trades").must(http.StatusOK)
	time.Sleep(wait)
	w.nobody().from(1).get("/trades").must(http.StatusOK)
}

func TestAnAccountIsLimitedAcrossAddresses(t *testing.T) {
	w := limited(t, 10)
	one, _ := w.signUp("a@exemple.fr", "A")
	other, _ := w.signUp("b@exemple.fr", "B")
	n, wait := untilLimited(t, func(n int) *answer { return one.from(n % 250).get("/me") })
	if n < 40 {
		t.Errorf("limited after %d requests, before its burst of four seconds", n)
	}
	other.from(251).get("/me").must(http.StatusOK)
	time.Sleep(wait)
	one.from(252).get("/me").must(http.StatusOK)
}

func TestAnOperationIsLimited(t *testing.T) {
	w := limited(t, 10)
	one, _ := w.signUp("a@exemple.fr", "A")
	pass := func(n int) *answer { return one.from(n%250).patch("/me", object{"displayName": "A"}) }
	begun := time.Now()
	n, wait := untilLimited(t, pass)
	if most := 8 + 2*time.Since(begun).Seconds(); n < 8 || float64(n) > most {
		t.Errorf("limited after %d changes, and the burst is 8, with two more each second: %.1f", n, most)
	}
	one.from(251).get("/me").must(http.StatusOK)
	time.Sleep(wait)
	pass(252).must(http.StatusOK)
}

// TestAProxyIsBelievedWhereItStands counts what the nearest proxy saw, not what
// a client pretends, and nothing at all where no proxy is trusted.
func TestAProxyIsBelievedWhereItStands(t *testing.T) {
	behind := limited(t, 10)
	pretending := func(n int, seen string) *person {
		return behind.nobody().with("X-Forwarded-For", fmt.Sprintf("203.0.113.%d, %s", n%250, seen))
	}
	untilLimited(t, func(n int) *answer { return pretending(n, "198.51.100.7").get("/trades") })
	pretending(0, "198.51.100.8").get("/trades").must(http.StatusOK)

	alone := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday), func(c *app.Config) { c.Rate = 10 })
	untilLimited(t, func(n int) *answer { return alone.nobody().from(n % 250).get("/trades") })
}

// TestLinksLeadToThePublicAddress whatever name and scheme a request came with.
func TestLinksLeadToThePublicAddress(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday), func(c *app.Config) {
		c.BaseURL, c.TrustProxy = "https://cabas.example.org/", true
	})
	martin, _ := w.signUp("martin@exemple.fr", "Martin")
	bakery := martin.opensShop("Épi")
	bread := martin.sells(bakery, "Pain de campagne", 450, 10)
	wishes := wish(bakery, bread, 1)
	guest := w.nobody().with("X-Forwarded-Host", "evil.example").with("X-Forwarded-Proto", "http")
	placed := guest.places(checkoutOf(guest.post("/quotes", object{"shops": []object{wishes}}).must(200), wishes)).must(201)
	if link := placed.text("secretLink"); !strings.HasPrefix(link, "https://cabas.example.org/suivi/") {
		t.Errorf("the answer leads to %s", link)
	}
	if letter := w.letters("camille.durand@exemple.fr")[0]; !strings.Contains(letter.Text, "https://cabas.example.org/suivi/") || strings.Contains(letter.Text, "evil.example") {
		t.Errorf("the letter leads to %s", letter.Text)
	}
}
