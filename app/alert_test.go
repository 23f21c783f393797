package app_test

import (
	"crypto/ecdh"
	"crypto/rand"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"cabas/app"
	"cabas/domain/kernel/clock"
	"cabas/domain/notification"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// breadShop opens a shop that sells bread, and says how somebody orders there.
func (w *world) breadShop(owner *person) (shop string, order func(*person) string) {
	w.t.Helper()
	shop = owner.opensShop("Épi")
	wishes := wish(shop, owner.sells(shop, "Pain de campagne", 450, 100), 1)
	return shop, func(by *person) string {
		w.t.Helper()
		return by.places(checkoutOf(by.post("/quotes", object{"shops": []object{wishes}}).must(200), wishes)).must(201).text("orders", 0, "id")
	}
}

func TestAlertsReachALockedPhone(t *testing.T) {
	t.Parallel()
	eachAlarmed(t, func(t *testing.T, w *world, s *pushService) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		camille, _ := w.signUp("camille@exemple.fr", "Camille Durand")
		charles, _ := w.signUp("charles@exemple.fr", "Charles")
		_, order := w.breadShop(martin)
		counter, pocket, stranger := s.handset(martin, "counter"), s.handset(camille, "pocket"), s.handset(charles, "stranger")
		id := order(camille)
		number := camille.get("/orders/" + id).must(200).text("number")
		got := counter.await(1)[0]
		if got["title"] != "Nouvelle commande "+number || got["body"] != "Épi : elle attend votre réponse." || got["path"] != "/boutique/commandes/"+id || got["tag"] != id {
			t.Errorf("the shop reads %v", got)
		}
		martin.post("/orders/"+id+"/accept", nil).must(200)
		pocket.await(1)
		martin.post("/orders/"+id+"/ready", nil).must(200)
		told := pocket.await(2)
		if told[0]["title"] != "Commande acceptée" || told[1]["body"] != "Épi : votre commande "+number+" est prête." || told[1]["path"] != "/commandes/"+id {
			t.Errorf("the customer reads %v", told)
		}
		refused := order(camille)
		counter.await(2)
		martin.post("/orders/"+refused+"/refuse", object{"reason": "Le four est en panne."}).must(200)
		told = pocket.await(3)
		for _, m := range append(told, counter.messages()...) {
			if text := fmt.Sprint(m); strings.Contains(text, "Camille") || strings.Contains(text, "Pain") || strings.Contains(text, "four") {
				t.Errorf("an alert tells too much: %s", text)
			}
		}
		// Turned off, and signed out: nothing more.
		camille.delete("/me/alerts").must(204)
		camille.delete("/me/alerts").must(204)
		if camille.get("/me/alerts").must(200).at("on") != false {
			t.Error("alerts are still on")
		}
		last := order(camille)
		counter.await(3)
		martin.post("/orders/"+last+"/accept", nil).must(200)
		martin.delete("/sessions").must(204)
		order(camille)
		pocket.quiet(3)
		counter.quiet(3)
		stranger.quiet(0)
	})
}

// comesBack signs somebody in again who has an account.
func (w *world) comesBack(email string) *person {
	w.t.Helper()
	w.nobody().post("/sign-in-codes", object{"email": email}).must(201)
	return w.bearing(w.nobody().post("/sessions", object{"email": email, "code": w.code(email)}).must(201).text("accessToken"))
}

func TestFailedAlertsAreTriedAgainAndGivenUp(t *testing.T) {
	t.Parallel()
	eachAlarmed(t, func(t *testing.T, w *world, s *pushService) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		camille, _ := w.signUp("camille@exemple.fr", "Camille")
		_, order := w.breadShop(martin)
		counter := s.handset(martin, "counter")
		s.answers(http.StatusInternalServerError)
		order(camille)
		counter.await(1)
		// The next try is due from when the last one was noted, whenever the server
		// looks. The clock stands still while the fourth is made.
		await(t, "the alert is given up after four tries", func() bool {
			alert := w.columns("alerts", "tries", "next_try", "done")[0]
			if alert[0] != int64(4) {
				w.clock.Set(time.UnixMicro(alert[1].(int64)))
			}
			return alert[2] == true || alert[2] == int64(1) // SQLite keeps truth as a number
		})
		counter.await(4)
		w.clock.Advance(time.Hour)
		counter.quiet(4)
		s.answers(http.StatusCreated)
		order(w.comesBack("camille@exemple.fr"))
		counter.await(5)
	})
}

func TestDevicesThatAreGoneAreForgotten(t *testing.T) {
	t.Parallel()
	eachAlarmed(t, func(t *testing.T, w *world, s *pushService) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		camille, _ := w.signUp("camille@exemple.fr", "Camille")
		_, order := w.breadShop(martin)
		for _, gone := range []int{http.StatusNotFound, http.StatusGone} {
			device := s.handset(martin, fmt.Sprint("gone", gone))
			s.answers(gone)
			order(camille)
			device.await(1)
			await(t, fmt.Sprintf("after %d the device is forgotten", gone), func() bool {
				return martin.get("/me/alerts").must(200).at("on") == false
			})
		}
	})
}

func TestASlowPushServiceDelaysNothingElse(t *testing.T) {
	t.Parallel()
	eachAlarmed(t, func(t *testing.T, w *world, s *pushService) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		camille, _ := w.signUp("camille@exemple.fr", "Camille")
		_, order := w.breadShop(martin)
		counter := s.handset(martin, "counter")
		s.hold = make(chan struct{})
		defer close(s.hold)
		for range 6 { // more than are sent at a time
			order(camille)
		}
		counter.await(1)
		await(t, "six letters leave while no alert does", func() bool {
			placed := 0
			for _, l := range w.letters("martin@exemple.fr") {
				if l.Kind == "order.placed.shop" && l.State == notification.Sent {
					placed++
				}
			}
			return placed == 6
		})
	})
}

func TestFormerStaffIsNotAlerted(t *testing.T) {
	t.Parallel()
	eachAlarmed(t, func(t *testing.T, w *world, s *pushService) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		camille, _ := w.signUp("camille@exemple.fr", "Camille")
		lea, _ := w.signUp("lea@exemple.fr", "Léa")
		shop, order := w.breadShop(martin)
		member := martin.post("/shops/"+shop+"/staff", object{"email": "lea@exemple.fr", "role": "preparer"}).must(201).text("id")
		lea.post("/staff-invitations/accept", object{"token": regexp.MustCompile(`/invitation#(\S+)`).FindStringSubmatch(w.letters("lea@exemple.fr")[0].Text)[1]}).must(200)
		theirs, his := s.handset(lea, "lea"), s.handset(martin, "martin")
		order(camille)
		theirs.await(1)
		martin.delete("/shops/" + shop + "/staff/" + member).must(204)
		order(camille)
		his.await(2)
		theirs.quiet(1)
	})
}

func TestTwoServersAlertOnce(t *testing.T) {
	t.Parallel()
	d, s := dbtest.Open(t, db.Postgres), newPushService(t)
	push := func(c *app.Config) { c.PushTransport = s.transport() }
	one, two := newWorld(t, d, clock.NewManual(saturday), push), newWorld(t, d, clock.NewManual(saturday), push)
	martin, _ := one.signUp("martin@exemple.fr", "Martin")
	camille, _ := two.signUp("camille@exemple.fr", "Camille")
	_, order := one.breadShop(martin)
	counter := s.handset(martin, "counter")
	if key := camille.get("/me/alerts").must(200).text("publicKey"); key != toBase64(counter.public) {
		t.Error("two servers have two keys")
	}
	camille = one.bearing(strings.TrimPrefix(camille.headers.Get("Authorization"), "Bearer "))
	for range 5 {
		order(camille)
	}
	counter.await(5)
	counter.quiet(5)
}

func TestAlertsGoToPublicAddressesAlone(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		camille, _ := w.signUp("camille@exemple.fr", "Camille")
		private, err := ecdh.P256().GenerateKey(rand.Reader)
		w.did(err)
		key, auth := toBase64(private.PublicKey().Bytes()), toBase64(make([]byte, 16))
		on := func(endpoint, key, auth string) *answer {
			return camille.put("/me/alerts", object{"endpoint": endpoint, "key": key, "auth": auth})
		}
		for _, endpoint := range []string{"https://127.0.0.1/x", "https://[::1]/x", "https://10.0.0.1/x", "https://169.254.169.254/latest", "https://localhost/x",
			"https://db.internal/x", "https://router.local/x", "https://intranet/x", "https://example.com:8443/x", "https://user:pass@example.com/x",
			"https://2130706433/x", "https://0x7f.1/x", "https://127.1/x", "https://example.com/x#y", "https://example.com%2f@127.0.0.1/x", "https:///nowhere", "https://exa mple.com/x"} {
			on(endpoint, key, auth).refused(422, "input.invalid")
		}
		on("http://example.com/x", key, auth).refused(400, "request.malformed")
		off := make([]byte, 65)
		off[0] = 4
		on("https://example.com/x", toBase64(off), auth).refused(422, "input.invalid")
		on("https://example.com/x", key, "AAAA").refused(400, "request.malformed")
		on("https://example.com/x", key, auth).must(200)
		// The same address under another account: it is the latest's.
		charles, _ := w.signUp("charles@exemple.fr", "Charles")
		charles.put("/me/alerts", object{"endpoint": "https://example.com/x", "key": key, "auth": auth}).must(200)
		if camille.get("/me/alerts").must(200).at("on") != false {
			t.Error("two people share a device's address")
		}
	})
}
