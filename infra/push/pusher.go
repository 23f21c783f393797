// Package push hands alerts to the push services of browsers' makers: messages
// that only the device can read (RFC 8291), signed with the server's key (RFC
// 8292), sent to public addresses alone. It implements notification.Pusher on
// the standard library and golang-jwt. It may import the domain.
package push

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"cabas/domain/kernel/clock"
	"cabas/domain/notification"
)

// signedFor is how long the proof of who sends is good; services allow a day.
const signedFor = time.Hour

// Pusher hands alerts over.
type Pusher struct {
	keys   *keys
	client *http.Client
	site   string
	clock  clock.Clock
}

// New makes a pusher for the site at the address, whose keys are kept by store,
// sealed with a secret of 32 bytes. Without a transport it calls public
// addresses only.
func New(store notification.PushKeys, secret []byte, site string, transport http.RoundTripper, c clock.Clock) (*Pusher, error) {
	k, err := newKeys(store, secret)
	if err != nil {
		return nil, err
	}
	if transport == nil {
		transport = publicOnly()
	}
	return &Pusher{keys: k, site: site, clock: c, client: &http.Client{
		Transport: transport, Timeout: notification.PushTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// PublicKey implements notification.Pusher.
func (p *Pusher) PublicKey(ctx context.Context) ([]byte, error) {
	k, err := p.keys.key(ctx)
	if err != nil {
		return nil, err
	}
	return k.public, nil
}

// payload is what the service worker of the web app reads.
type payload struct {
	Title string `json:"title"`
	Body  string `json:"body"`
	Path  string `json:"path"`
	Tag   string `json:"tag"`
}

// Push implements notification.Pusher.
func (p *Pusher) Push(ctx context.Context, to notification.Subscription, m notification.AlertMessage) error {
	text, err := json.Marshal(payload(m))
	if err != nil {
		return fmt.Errorf("push: %w", err)
	}
	body, err := encrypt(text, to.Key, to.Auth)
	if err != nil {
		return fmt.Errorf("push: %w", err)
	}
	proof, err := p.proof(ctx, to.Endpoint)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to.Endpoint, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("push: %w", err)
	}
	req.Header.Set("Authorization", proof)
	req.Header.Set("Content-Encoding", "aes128gcm")
	req.Header.Set("Content-Type", "application/octet-stream")
	req.Header.Set("TTL", strconv.Itoa(int(notification.AlertLife/time.Second)))
	req.Header.Set("Topic", m.Tag)
	req.Header.Set("Urgency", "high")
	answer, err := p.client.Do(req)
	if err != nil {
		return fmt.Errorf("push: %w", err)
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, 4096) // what it says is of no use
	switch {
	case answer.StatusCode == http.StatusNotFound || answer.StatusCode == http.StatusGone:
		return fmt.Errorf("push: %w (%d)", notification.ErrGone, answer.StatusCode)
	case answer.StatusCode < 200 || answer.StatusCode > 299:
		return fmt.Errorf("push: answered %d", answer.StatusCode)
	}
	return nil
}

// proof says to a push service who sends (RFC 8292).
func (p *Pusher) proof(ctx context.Context, endpoint string) (string, error) {
	k, err := p.keys.key(ctx)
	if err != nil {
		return "", err
	}
	u, err := url.Parse(endpoint)
	if err != nil {
		return "", fmt.Errorf("push: %w", err)
	}
	claims := jwt.MapClaims{"aud": u.Scheme + "://" + u.Host, "exp": p.clock.Now().Add(signedFor).Unix(), "sub": p.site}
	signed, err := jwt.NewWithClaims(jwt.SigningMethodES256, claims).SignedString(k.private)
	if err != nil {
		return "", fmt.Errorf("push: %w", err)
	}
	return "vapid t=" + signed + ", k=" + base64.RawURLEncoding.EncodeToString(k.public), nil
}
