package push

import (
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/notification"
)

func raw(t *testing.T, text string) []byte {
	t.Helper()
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestMessagesAreSealedAsTheStandardSays follows RFC 8291, appendix A.
func TestMessagesAreSealedAsTheStandardSays(t *testing.T) {
	once, err := ecdh.P256().NewPrivateKey(raw(t, "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := seal([]byte("When I grow up, I want to be a watermelon\x02"),
		raw(t, "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"), raw(t, "BTBZMqHH6r4Tts7J_aSIgg"),
		once, raw(t, "DGv6ra1nlYgDCS1FRnbzlw"))
	want := "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
	if err != nil || base64.RawURLEncoding.EncodeToString(got) != want {
		t.Fatalf("got %s, %v", base64.RawURLEncoding.EncodeToString(got), err)
	}
}

func TestMessagesOfAnyLengthLookAlike(t *testing.T) {
	device, _ := ecdh.P256().GenerateKey(rand.Reader)
	lengths := map[int]bool{}
	for _, n := range []int{1, 100, padded - 1} {
		sealed, err := encrypt(make([]byte, n), device.PublicKey().Bytes(), make([]byte, 16))
		if err != nil {
			t.Fatal(err)
		}
		lengths[len(sealed)] = true
	}
	if len(lengths) != 1 {
		t.Errorf("lengths %v", lengths)
	}
	if _, err := encrypt(make([]byte, recordSize), device.PublicKey().Bytes(), make([]byte, 16)); err == nil {
		t.Error("a message too long was sealed")
	}
	if _, err := encrypt([]byte("x"), make([]byte, 65), make([]byte, 16)); err == nil {
		t.Error("a point off the curve was used")
	}
}

func TestOnlyPublicAddressesAreCalled(t *testing.T) {
	for _, a := range []string{"127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
		"192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1", "fc00::1",
		"fd12::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b:1::1", "2001::1", "100::1"} {
		if public(netip.MustParseAddr(a)) {
			t.Errorf("%s passes for public", a)
		}
	}
	for _, a := range []string{"142.250.1.1", "172.32.0.1", "100.128.0.1", "8.8.8.8", "2a00:1450:4007::1", "2606:4700::1111", "::ffff:8.8.8.8"} {
		if !public(netip.MustParseAddr(a)) {
			t.Errorf("%s passes for private", a)
		}
	}
}

// shelf keeps a key.
type shelf struct {
	mu   sync.Mutex
	kept *notification.PushKey
}

func (s *shelf) PushKey(context.Context) (notification.PushKey, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept == nil {
		return notification.PushKey{}, fault.ErrNotFound
	}
	return *s.kept, nil
}

func (s *shelf) KeepPushKey(_ context.Context, k, instead notification.PushKey) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept == nil || string(s.kept.Public) == string(instead.Public) {
		s.kept = &k
	}
	return nil
}

func pusher(t *testing.T, s *shelf, secret string, transport http.RoundTripper) *Pusher {
	t.Helper()
	p, err := New(s, []byte(secret), "https://cabas.exemple.fr", transport, clock.System{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTheKeyIsMadeOnceAndSealed(t *testing.T) {
	s, secret := &shelf{}, strings.Repeat("s", 32)
	var keys [8]string
	var wg sync.WaitGroup
	for i := range keys {
		wg.Go(func() {
			public, err := pusher(t, s, secret, nil).PublicKey(t.Context())
			if err != nil || len(public) != 65 {
				t.Error(public, err)
			}
			keys[i] = string(public)
		})
	}
	wg.Wait()
	for _, k := range keys {
		if k != keys[0] {
			t.Fatal("two servers have two keys")
		}
	}
	other, err := pusher(t, s, strings.Repeat("o", 32), nil).PublicKey(t.Context())
	if err != nil || string(other) == keys[0] {
		t.Errorf("a key sealed with a lost secret stays: %v", err)
	}
}

func device(t *testing.T, endpoint string) notification.Subscription {
	t.Helper()
	k, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return notification.Subscription{Endpoint: endpoint, Key: k.PublicKey().Bytes(), Auth: make([]byte, 16)}
}

func TestInsideIsNeverCalled(t *testing.T) {
	called := false
	inside := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { called = true }))
	defer inside.Close()
	p := pusher(t, &shelf{}, strings.Repeat("s", 32), nil)
	for _, endpoint := range []string{inside.URL, strings.Replace(inside.URL, "127.0.0.1", "localhost", 1), "https://127.0.0.1/", "https://[::1]/"} {
		err := p.Push(t.Context(), device(t, endpoint), notification.AlertMessage{})
		if errors.Is(err, syscall.EAFNOSUPPORT) && strings.Contains(endpoint, "::1") {
			continue // the kernel has no IPv6: there is nobody to call
		}
		if err == nil || !strings.Contains(err.Error(), "no public address") {
			t.Errorf("%s: %v", endpoint, err)
		}
	}
	if called {
		t.Error("the inside was called")
	}
}

func TestWhatServicesAnswer(t *testing.T) {
	status, elsewhere := 201, false
	service := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/elsewhere" {
			elsewhere = true
		}
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(status)
	}))
	defer service.Close()
	p := pusher(t, &shelf{}, strings.Repeat("s", 32), service.Client().Transport)
	push := func() error {
		return p.Push(t.Context(), device(t, service.URL+"/one"), notification.AlertMessage{Tag: "ord_1"})
	}
	for _, c := range []struct {
		status   int
		ok, gone bool
	}{{201, true, false}, {202, true, false}, {404, false, true}, {410, false, true}, {400, false, false}, {403, false, false}, {429, false, false},
		{500, false, false}, {302, false, false}, {307, false, false}} {
		status = c.status
		if err := push(); (err == nil) != c.ok || errors.Is(err, notification.ErrGone) != c.gone {
			t.Errorf("%d: %v", c.status, err)
		}
	}
	if elsewhere {
		t.Error("it was led elsewhere")
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	if err := p.Push(ctx, device(t, service.URL), notification.AlertMessage{}); err == nil {
		t.Error("it went on when it was told to stop")
	}
}
