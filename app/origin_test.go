package app_test

import (
	"net/http"
	"testing"

	"cabas/app"
	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

const partner = "https://partner.example"

func TestOtherOriginsMayCallWhenNamed(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday), func(c *app.Config) { c.CORSOrigins = []string{partner} })
	asks := func(origin string) *http.Response {
		who := w.nobody().with("Origin", origin).with("Access-Control-Request-Method", "PUT").with("Access-Control-Request-Headers", "authorization,if-match")
		res, err := http.DefaultClient.Do(who.request("OPTIONS", "/shops/epi/hours", nil))
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res
	}
	yes := asks(partner)
	for name, want := range map[string]string{
		"Access-Control-Allow-Origin": partner, "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE", "Access-Control-Max-Age": "600",
		"Access-Control-Allow-Headers":     "Authorization, Content-Type, Accept-Language, Idempotency-Key, If-Match, If-None-Match, X-Order-Secret",
		"Access-Control-Allow-Credentials": "", "Vary": "Origin",
	} {
		if got := yes.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if yes.StatusCode != http.StatusNoContent {
		t.Errorf("the question is answered %d", yes.StatusCode)
	}
	for range 2 { // once from the database, once from the cache
		read := w.nobody().with("Origin", partner).get("/trades").must(http.StatusOK)
		if read.header.Get("Access-Control-Allow-Origin") != partner || read.header.Get("Access-Control-Expose-Headers") == "" {
			t.Errorf("the answer cannot be read: %v", read.header)
		}
		if own := w.nobody().get("/trades").must(http.StatusOK); own.header.Get("Access-Control-Allow-Origin") != "" || own.header.Get("Vary") != "Origin" {
			t.Errorf("an answer of ours is marked for others: %v", own.header)
		}
	}
	for _, origin := range []string{"https://partner.example.evil.example", "http://partner.example", "https://PARTNER.example", "null", "*"} {
		if no := asks(origin); no.StatusCode == http.StatusNoContent || no.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s is let in: %v", origin, no.Header)
		}
	}
}

func TestNoOtherOriginMayCallUnlessNamed(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday))
	if a := w.nobody().with("Origin", partner).get("/trades").must(http.StatusOK); a.header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("got %v", a.header)
	}
}

func TestOriginsAreExact(t *testing.T) {
	for origin, good := range map[string]bool{
		partner: true, "http://localhost:5173": true, "*": false, "https://*.example": false, "partner.example": false,
		partner + "/": false, partner + "/path": false, "ftp://partner.example": false, "https://user@partner.example": false, "": false,
	} {
		if err := (app.Config{BaseURL: "https://cabas.example", CORSOrigins: []string{origin}}).Validate(); (err == nil) != good {
			t.Errorf("%q: %v", origin, err)
		}
	}
}

// TestEveryAnswerIsGuarded looks for the headers that keep browsers safe on
// pages, on the interface's answers and on refusals alike.
func TestEveryAnswerIsGuarded(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday))
	for _, path := range []string{"/", "/demo", "/demo/mails", "/api/docs/", "/api/openapi.yaml", "/problems/not_found", "/robots.txt", "/healthz",
		"/nothing", "/api/v1/trades", "/api/v1/me", "/api/v1/nothing", "/api/v1/towns?unknown=1"} {
		res, err := http.Get(w.base + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
			"Permissions-Policy": "camera=(self), geolocation=(self), microphone=()",
		} {
			if got := res.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if policy := res.Header.Get("Content-Security-Policy"); policy == "" {
			t.Errorf("%s has no content security policy", path)
		}
		if res.Header.Get("Set-Cookie") != "" || res.Header.Get("Server") != "" || res.Header.Get("X-Powered-By") != "" {
			t.Errorf("%s says too much: %v", path, res.Header)
		}
	}
}
