package passkey_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"testing"

	"github.com/descope/virtualwebauthn"

	"cabas/domain/account"
	"cabas/domain/kernel/ident"
	"cabas/infra/passkey"
)

const site = "https://cabas.exemple.fr"

var (
	party = virtualwebauthn.RelyingParty{ID: "cabas.exemple.fr", Name: "Cabas", Origin: site}
	nonce = []byte("0123456789abcdef0123456789abcdef")
)

// device is a phone with a key.
type device struct {
	auth virtualwebauthn.Authenticator
	key  virtualwebauthn.Credential
}

func newDevice(of ident.ID, kind virtualwebauthn.KeyType) device {
	d := device{auth: virtualwebauthn.NewAuthenticatorWithOptions(virtualwebauthn.AuthenticatorOptions{UserHandle: []byte(of)})}
	// The library drops leading zeros of coordinates, which RFC 9053 (7.1.1)
	// forbids: such a key is drawn again.
	for d.key.Key == nil || kind == virtualwebauthn.KeyTypeEC2 && len(d.key.Key.AttestationData()) != 77 {
		d.key = virtualwebauthn.NewCredential(kind)
	}
	return d
}

// answer is what a browser answers, as JSON, read into bytes.
type answer struct {
	Response struct {
		ClientDataJSON, AttestationObject, AuthenticatorData, Signature, UserHandle string
	}
}

func read(t testing.TB, text string) answer {
	t.Helper()
	var a answer
	if err := json.Unmarshal([]byte(text), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

func raw(text string) []byte {
	b, _ := base64.RawURLEncoding.DecodeString(text)
	return b
}

func (d device) makes(t testing.TB, at virtualwebauthn.RelyingParty, nonce []byte) account.MadePasskey {
	a := read(t, virtualwebauthn.CreateAttestationResponse(at, d.auth, d.key, virtualwebauthn.AttestationOptions{Challenge: nonce}))
	return account.MadePasskey{Credential: d.key.ID, ClientData: raw(a.Response.ClientDataJSON), Attestation: raw(a.Response.AttestationObject),
		Transports: []string{"internal", "carrier-pigeon"}}
}

func (d device) signs(t testing.TB, at virtualwebauthn.RelyingParty, nonce []byte) account.PasskeySignature {
	a := read(t, virtualwebauthn.CreateAssertionResponse(at, d.auth, d.key, virtualwebauthn.AssertionOptions{Challenge: nonce}))
	return account.PasskeySignature{Credential: d.key.ID, ClientData: raw(a.Response.ClientDataJSON), Authenticator: raw(a.Response.AuthenticatorData),
		Signature: raw(a.Response.Signature), Handle: raw(a.Response.UserHandle)}
}

func TestPasskeysAreMadeAndSign(t *testing.T) {
	who := ident.New("acc")
	smith := passkey.New(site, "Cabas")
	for name, kind := range map[string]virtualwebauthn.KeyType{"elliptic curve": virtualwebauthn.KeyTypeEC2, "RSA": virtualwebauthn.KeyTypeRSA} {
		d := newDevice(who, kind)
		d.key.Counter = 7
		p, err := smith.Made(nonce, who, d.makes(t, party, nonce))
		if err != nil || string(p.Credential) != string(d.key.ID) || p.Signs != 7 || p.Synced || len(p.Transports) != 1 {
			t.Fatalf("%s: %+v, %v", name, p, err)
		}
		p.Account = who
		d.key.Counter = 9
		if signs, err := smith.Signed(nonce, p, d.signs(t, party, nonce)); err != nil || signs != 9 {
			t.Errorf("%s: signed %d, %v", name, signs, err)
		}
	}
}

func TestNothingElseMakesAPasskey(t *testing.T) {
	who := ident.New("acc")
	smith := passkey.New(site, "Cabas")
	for name, c := range map[string]struct {
		change func(*device)
		at     virtualwebauthn.RelyingParty
		nonce  []byte
		spoil  func(*account.MadePasskey)
	}{
		"another origin":           {at: virtualwebauthn.RelyingParty{ID: party.ID, Origin: "https://cabas.exemple.com"}},
		"a neighbour's origin":     {at: virtualwebauthn.RelyingParty{ID: party.ID, Origin: "https://mal.cabas.exemple.fr"}},
		"another domain":           {at: virtualwebauthn.RelyingParty{ID: "exemple.fr", Origin: site}},
		"another challenge":        {nonce: []byte("fedcba9876543210fedcba9876543210")},
		"a user nobody verified":   {change: func(d *device) { d.auth.Options.UserNotVerified = true }},
		"nobody there":             {change: func(d *device) { d.auth.Options.UserNotPresent = true }},
		"an altered attestation":   {spoil: func(m *account.MadePasskey) { m.Attestation[len(m.Attestation)-1] ^= 1 }},
		"a credential of no bytes": {spoil: func(m *account.MadePasskey) { m.Credential = nil }},
		"another credential":       {spoil: func(m *account.MadePasskey) { m.Credential = []byte("another one, of sixteen bytes") }},
		"no client data":           {spoil: func(m *account.MadePasskey) { m.ClientData = nil }},
		"noise":                    {spoil: func(m *account.MadePasskey) { m.Attestation = []byte("noise") }},
	} {
		d, at, signed := newDevice(who, virtualwebauthn.KeyTypeEC2), party, nonce
		if c.change != nil {
			c.change(&d)
		}
		if c.at.Origin != "" {
			at = c.at
		}
		if c.nonce != nil {
			signed = c.nonce
		}
		made := d.makes(t, at, signed)
		if c.spoil != nil {
			c.spoil(&made)
		}
		if _, err := smith.Made(nonce, who, made); !errors.Is(err, account.ErrPasskeyUnfit) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNothingElseSigns(t *testing.T) {
	who := ident.New("acc")
	smith := passkey.New(site, "Cabas")
	d := newDevice(who, virtualwebauthn.KeyTypeEC2)
	p, err := smith.Made(nonce, who, d.makes(t, party, nonce))
	if err != nil {
		t.Fatal(err)
	}
	p.Account = who
	stranger := newDevice(who, virtualwebauthn.KeyTypeEC2)
	stranger.key.ID = d.key.ID
	unverified, synced, other := d, d, newDevice(ident.New("acc"), virtualwebauthn.KeyTypeEC2)
	unverified.auth.Options.UserNotVerified, synced.auth.Options.BackupEligible = true, true
	other.key = d.key
	altered := d.signs(t, party, nonce)
	altered.Signature[len(altered.Signature)-1] ^= 1
	for name, s := range map[string]account.PasskeySignature{
		"another key":               stranger.signs(t, party, nonce),
		"a user nobody verified":    unverified.signs(t, party, nonce),
		"a device of another kind":  synced.signs(t, party, nonce),
		"somebody else's handle":    other.signs(t, party, nonce),
		"another origin":            d.signs(t, virtualwebauthn.RelyingParty{ID: party.ID, Origin: "http://cabas.exemple.fr"}, nonce),
		"another domain":            d.signs(t, virtualwebauthn.RelyingParty{ID: "exemple.fr", Origin: site}, nonce),
		"another challenge":         d.signs(t, party, []byte("fedcba9876543210fedcba9876543210")),
		"an altered signature":      altered,
		"nothing":                   {},
		"the answer to another ask": {Credential: d.key.ID, ClientData: d.makes(t, party, nonce).ClientData, Authenticator: altered.Authenticator, Signature: altered.Signature, Handle: []byte(who)},
	} {
		if _, err := smith.Signed(nonce, p, s); !errors.Is(err, account.ErrPasskeyRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPasskeysNeedADomain(t *testing.T) {
	for address, domain := range map[string]string{
		"https://cabas.exemple.fr": "cabas.exemple.fr", "http://localhost:8080": "localhost", "https://cabas.exemple.fr:8443": "cabas.exemple.fr",
		"http://cabas.exemple.fr": "", "https://192.0.2.7": "", "http://127.0.0.1:8080": "", "https://[2001:db8::1]": "", "": "",
	} {
		got, err := passkey.New(address, "Cabas").Party()
		if got.Domain != domain || (domain == "") != errors.Is(err, account.ErrPasskeysElsewhere) {
			t.Errorf("%q: %+v, %v", address, got, err)
		}
	}
	if _, err := (passkey.Locksmith{}).Made(nonce, "acc_1", account.MadePasskey{}); !errors.Is(err, account.ErrPasskeysElsewhere) {
		t.Error(err)
	}
	if _, err := (passkey.Locksmith{}).Signed(nonce, account.Passkey{}, account.PasskeySignature{}); !errors.Is(err, account.ErrPasskeysElsewhere) {
		t.Error(err)
	}
}
