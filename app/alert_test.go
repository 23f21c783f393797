package app_test

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"cabas/app"
	"cabas/domain/kernel/clock"
	"cabas/domain/notification"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// pushService is a browser maker's push service, and all its devices.
type pushService struct {
	t      *testing.T
	server *httptest.Server
	mu     sync.Mutex
	got    map[string][]*http.Request // by the device's path; bodies are in Form["body"]
	status int
	hold   chan struct{} // while it is open, nothing is answered
}

func newPushService(t *testing.T) *pushService {
	s := &pushService{t: t, got: map[string][]*http.Request{}, status: http.StatusCreated}
	s.server = httptest.NewTLSServer(http.HandlerFunc(s.take))
	t.Cleanup(s.server.Close)
	return s
}

func (s *pushService) take(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	r.Form = map[string][]string{"body": {string(body)}}
	s.mu.Lock()
	s.got[r.URL.Path] = append(s.got[r.URL.Path], r)
	status, hold := s.status, s.hold
	s.mu.Unlock()
	if hold != nil {
		<-hold
	}
	w.WriteHeader(status)
}

func (s *pushService) answers(status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status = status
}

// transport leads every call to the service, whatever its address.
func (s *pushService) transport() http.RoundTripper {
	t := s.server.Client().Transport.(*http.Transport).Clone()
	t.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, s.server.Listener.Addr().String())
	}
	return t
}

// eachAlarmed tells a story with a push service once on each engine.
func eachAlarmed(t *testing.T, story func(t *testing.T, w *world, s *pushService)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newPushService(t)
		story(t, newWorld(t, d, clock.NewManual(saturday), func(c *app.Config) { c.PushTransport = s.transport() }), s)
	})
}

// handset is one device that takes alerts.
type handset struct {
	*pushService
	path    string
	private *ecdh.PrivateKey
	auth    []byte
	public  []byte // the server's key it subscribed with
}

// handset turns alerts on for somebody's device.
func (s *pushService) handset(who *person, name string) *handset {
	s.t.Helper()
	private, err := ecdh.P256().GenerateKey(rand.Reader)
	who.w.did(err)
	h := &handset{s, "/" + name, private, []byte("0123456789abcdef"), nil}
	h.public = fromBase64(s.t, who.get("/me/alerts").must(200).text("publicKey"))
	on := who.put("/me/alerts", object{"endpoint": "https://example.com" + h.path, "key": toBase64(private.PublicKey().Bytes()), "auth": toBase64(h.auth)}).must(200)
	if on.at("on") != true || who.get("/me/alerts").must(200).text("endpoint") != "https://example.com"+h.path {
		s.t.Errorf("turned on: %s", on.body)
	}
	return h
}

func toBase64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func fromBase64(t *testing.T, text string) []byte {
	t.Helper()
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// messages gives what the device was sent, read with its own keys.
func (h *handset) messages() []map[string]string {
	h.t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	var out []map[string]string
	for _, r := range h.got[h.path] {
		h.proved(r)
		var m map[string]string
		if err := json.Unmarshal(h.open([]byte(r.Form.Get("body"))), &m); err != nil {
			h.t.Fatal(err)
		}
		if r.Header.Get("Topic") != m["tag"] || r.Header.Get("TTL") != "14400" || r.Header.Get("Content-Encoding") != "aes128gcm" {
			h.t.Errorf("headers %v", r.Header)
		}
		out = append(out, m)
	}
	return out
}

// open reads a message as a device does (RFC 8188, RFC 8291).
func (h *handset) open(body []byte) []byte {
	h.t.Helper()
	salt, from := body[:16], body[21:21+int(body[20])]
	sender, err1 := ecdh.P256().NewPublicKey(from)
	shared, err2 := h.private.ECDH(sender)
	material, err3 := hkdf.Key(sha256.New, shared, h.auth, "WebPush: info\x00"+string(h.private.PublicKey().Bytes())+string(from), 32)
	key, err4 := hkdf.Key(sha256.New, material, salt, "Content-Encoding: aes128gcm\x00", 16)
	nonce, err5 := hkdf.Key(sha256.New, material, salt, "Content-Encoding: nonce\x00", 12)
	block, err6 := aes.NewCipher(key)
	gcm, err7 := cipher.NewGCM(block)
	text, err8 := gcm.Open(nil, nonce, body[21+len(from):], nil)
	for _, err := range []error{err1, err2, err3, err4, err5, err6, err7, err8} {
		if err != nil {
			h.t.Fatal(err)
		}
	}
	return []byte(strings.TrimSuffix(strings.TrimRight(string(text), "\x00"), "\x02"))
}

// proved fails the test unless the sender is the server that the device
// subscribed with (RFC 8292).
func (h *handset) proved(r *http.Request) {
	h.t.Helper()
	var token, key string
	if _, err := fmt.Sscanf(r.Header.Get("Authorization"), "vapid t=%s k=%s", &token, &key); err != nil || key != toBase64(h.public) {
		h.t.Fatalf("signed %q: %v", r.Header.Get("Authorization"), err)
	}
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), h.public)
	if err != nil {
		h.t.Fatal(err)
	}
	claims := jwt.MapClaims{}
	_, err = jwt.NewParser(jwt.WithoutClaimsValidation(), jwt.WithValidMethods([]string{"ES256"})).
		ParseWithClaims(strings.TrimSuffix(token, ","), claims, func(*jwt.Token) (any, error) { return public, nil })
	if err != nil || claims["aud"] != "https://example.com" || claims["sub"] != "http://localhost:8080" {
		h.t.Errorf("claims %v, %v", claims, err)
	}
}

// await waits until the device was sent so many messages.
func (h *handset) await(n int) []map[string]string {
	h.t.Helper()
	for range 3000 {
		if got := h.messages(); len(got) >= n {
			return got
		}
		time.Sleep(10 * time.Millisecond)
	}
	h.t.Fatalf("%s was sent %v, not %d messages", h.path, h.messages(), n)
	return nil
}

// quiet gives the server time to send what it should not.
func (h *handset) quiet(n int) {
	h.t.Helper()
	time.Sleep(1500 * time.Millisecond)
	if got := h.messages(); len(got) != n {
		h.t.Errorf("%s was sent %d messages, not %d: %v", h.path, len(got), n, got)
	}
}

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
		// looks; an alert of four hours would be too old.
		for turn := 0; turn < 200 && len(counter.messages()) < 4; turn++ {
			w.clock.Advance(time.Minute)
			time.Sleep(100 * time.Millisecond)
		}
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
			off := false
			for turn := 0; turn < 300 && !off; turn++ {
				off = martin.get("/me/alerts").must(200).at("on") == false
				time.Sleep(10 * time.Millisecond)
			}
			if !off {
				t.Errorf("after %d the device is still known", gone)
			}
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
		began := time.Now()
		for range 6 { // more than are sent at a time
			order(camille)
		}
		counter.await(1)
		for turn := 0; ; turn++ {
			placed := 0
			for _, l := range w.letters("martin@exemple.fr") {
				if l.Kind == "order.placed.shop" && l.State == notification.Sent {
					placed++
				}
			}
			if placed == 6 {
				break
			}
			if turn > 500 {
				t.Fatalf("%d letters were sent", placed)
			}
			time.Sleep(10 * time.Millisecond)
		}
		if took := time.Since(began); took > notification.PushTimeout {
			t.Errorf("orders and letters took %s", took)
		}
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
