package passkey_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/descope/virtualwebauthn"

	"cabas/domain/account"
	"cabas/domain/kernel/ident"
	"cabas/infra/passkey"
)

// FuzzMade: whatever a browser says it made is a passkey with a key in it, or
// none.
func FuzzMade(f *testing.F) {
	who, smith := ident.New("acc"), passkey.New(site, "Cabas")
	for _, kind := range []virtualwebauthn.KeyType{virtualwebauthn.KeyTypeEC2, virtualwebauthn.KeyTypeRSA} {
		d := newDevice(who, kind)
		made := d.makes(f, party, nonce)
		f.Add(made.Credential, made.ClientData, made.Attestation)
		f.Add(made.Credential, made.ClientData, made.Attestation[:len(made.Attestation)/2])
	}
	f.Add([]byte("id"), []byte(`{"type":"webauthn.create"}`), []byte("\xa3cfmtdnone"))
	f.Add([]byte{}, []byte("{}"), []byte("\x9f\xff"))
	f.Fuzz(func(t *testing.T, id, client, attestation []byte) {
		p, err := smith.Made(nonce, who, account.MadePasskey{Credential: id, ClientData: client, Attestation: attestation})
		if err != nil && !errors.Is(err, account.ErrPasskeyUnfit) {
			t.Fatalf("%q: %v", attestation, err)
		}
		if err == nil && (!bytes.Equal(p.Credential, id) || len(p.PublicKey) == 0) {
			t.Fatalf("%q made %+v", attestation, p)
		}
	})
}

// FuzzSigned: nothing signs but the passkey, whatever is sent in its name.
func FuzzSigned(f *testing.F) {
	who, smith := ident.New("acc"), passkey.New(site, "Cabas")
	d := newDevice(who, virtualwebauthn.KeyTypeEC2)
	p, err := smith.Made(nonce, who, d.makes(f, party, nonce))
	if err != nil {
		f.Fatal(err)
	}
	p.Account = who
	// Signed for another challenge: no change of the bytes may make it pass.
	old := d.signs(f, party, []byte("fedcba9876543210fedcba9876543210"))
	f.Add(old.ClientData, old.Authenticator, old.Signature, old.Handle)
	f.Add([]byte(`{"type":"webauthn.get"}`), old.Authenticator[:20], []byte{}, []byte("acc_"))
	f.Add([]byte{}, []byte{}, []byte{0x30, 0x80}, []byte{})
	f.Fuzz(func(t *testing.T, client, authenticator, signature, handle []byte) {
		_, err := smith.Signed(nonce, p, account.PasskeySignature{Credential: p.Credential, ClientData: client, Authenticator: authenticator, Signature: signature, Handle: handle})
		if !errors.Is(err, account.ErrPasskeyRefused) {
			t.Fatalf("%q signed with %q: %v", client, signature, err)
		}
	})
}
