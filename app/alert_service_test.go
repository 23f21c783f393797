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
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"cabas/app"
	"cabas/domain/kernel/clock"
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
	hold   chan struct{} // while it is open, no answer arrives
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
	status := s.status
	s.mu.Unlock()
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
	return held{t, s}
}

// held keeps answers back while its service does, also from who has stopped
// waiting for them: a test need not be quicker than that.
type held struct {
	http.RoundTripper
	*pushService
}

// RoundTrip implements http.RoundTripper.
func (h held) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := h.RoundTripper.RoundTrip(r)
	h.mu.Lock()
	hold := h.hold
	h.mu.Unlock()
	if hold != nil {
		<-hold
	}
	return answer, err
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
	for range 6000 {
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
