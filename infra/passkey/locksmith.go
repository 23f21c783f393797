// Package passkey makes and checks passkeys (Web Authentication, W3C) for the
// address that the site is served at. It implements account.Locksmith on
// go-webauthn and keeps nothing: challenges and keys come from the domain. It
// may import the domain and that library.
package passkey

import (
	"net/url"
	"strings"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/protocol/webauthncose"
	"github.com/go-webauthn/webauthn/webauthn"

	"cabas/domain/account"
	"cabas/domain/kernel/ident"
)

// algorithms are the signatures that are accepted, the preferred first: those
// that every device of the last five years makes one of.
var algorithms = []webauthncose.COSEAlgorithmIdentifier{webauthncose.AlgEdDSA, webauthncose.AlgES256, webauthncose.AlgRS256}

// Locksmith makes and checks passkeys for one site.
type Locksmith struct {
	party account.PasskeyParty
	// rp is nil where the site's address allows no passkeys.
	rp *webauthn.WebAuthn
}

// New makes the locksmith of the site at the address, whose scheme and host
// are the only origin accepted. Browsers make passkeys for domains reached by
// https, and for localhost; at any other address all methods answer
// account.ErrPasskeysElsewhere.
func New(site, name string) Locksmith {
	u, err := url.Parse(site)
	if err != nil || u.Scheme != "https" && !local(u.Hostname()) || protocol.ValidateRPID(u.Hostname()) != nil {
		return Locksmith{}
	}
	l := Locksmith{party: account.PasskeyParty{Domain: u.Hostname(), Name: name}}
	for _, a := range algorithms {
		l.party.Algorithms = append(l.party.Algorithms, int(a))
	}
	l.rp, err = webauthn.New(&webauthn.Config{RPID: u.Hostname(), RPDisplayName: name, RPOrigins: []string{u.Scheme + "://" + u.Host}})
	if err != nil {
		return Locksmith{}
	}
	return l
}

func local(host string) bool { return host == "localhost" || strings.HasSuffix(host, ".localhost") }

// Party implements account.Locksmith.
func (l Locksmith) Party() (account.PasskeyParty, error) {
	if l.rp == nil {
		return account.PasskeyParty{}, account.ErrPasskeysElsewhere
	}
	return l.party, nil
}

// holder is somebody as the library sees them: an identifier, and the key that
// is checked.
type holder struct {
	id   ident.ID
	keys []webauthn.Credential
}

func (h holder) WebAuthnID() []byte                         { return []byte(h.id) }
func (h holder) WebAuthnName() string                       { return h.id.String() }
func (h holder) WebAuthnDisplayName() string                { return h.id.String() }
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

// ceremony is what was asked of the device: to sign this, here, having
// verified who holds it.
func (l Locksmith) ceremony(nonce []byte) webauthn.SessionData {
	return webauthn.SessionData{
		Challenge: protocol.URLEncodedBase64(nonce).String(), RelyingPartyID: l.party.Domain, UserVerification: protocol.VerificationRequired,
	}
}

func credential(id []byte) protocol.PublicKeyCredential {
	return protocol.PublicKeyCredential{
		Credential: protocol.Credential{ID: protocol.URLEncodedBase64(id).String(), Type: string(protocol.PublicKeyCredentialType)}, RawID: id,
	}
}

// Made implements account.Locksmith. What the device says of its maker
// (attestation) must be well signed and is not looked into: any will do.
func (l Locksmith) Made(nonce []byte, who ident.ID, answer account.MadePasskey) (account.Passkey, error) {
	if l.rp == nil {
		return account.Passkey{}, account.ErrPasskeysElsewhere
	}
	response := protocol.CredentialCreationResponse{PublicKeyCredential: credential(answer.Credential)}
	response.AttestationResponse.ClientDataJSON = answer.ClientData
	response.AttestationResponse.AttestationObject = answer.Attestation
	response.AttestationResponse.Transports = answer.Transports
	parsed, err := response.Parse()
	if err != nil {
		return account.Passkey{}, account.ErrPasskeyUnfit.Because(err)
	}
	asked := l.ceremony(nonce)
	asked.UserID = []byte(who)
	for _, a := range algorithms {
		asked.CredParams = append(asked.CredParams, protocol.CredentialParameter{Type: protocol.PublicKeyCredentialType, Algorithm: a})
	}
	made, err := l.rp.CreateCredential(holder{id: who}, asked, parsed)
	if err != nil {
		return account.Passkey{}, account.ErrPasskeyUnfit.Because(err)
	}
	return account.Passkey{
		Credential: made.ID, PublicKey: made.PublicKey, Transports: known(answer.Transports),
		Signs: made.Authenticator.SignCount, Synced: made.Flags.BackupEligible,
	}, nil
}

// Signed implements account.Locksmith.
func (l Locksmith) Signed(nonce []byte, p account.Passkey, answer account.PasskeySignature) (uint32, error) {
	if l.rp == nil {
		return 0, account.ErrPasskeysElsewhere
	}
	response := protocol.CredentialAssertionResponse{PublicKeyCredential: credential(answer.Credential)}
	response.AssertionResponse.ClientDataJSON = answer.ClientData
	response.AssertionResponse.AuthenticatorData = answer.Authenticator
	response.AssertionResponse.Signature = answer.Signature
	response.AssertionResponse.UserHandle = answer.Handle
	parsed, err := response.Parse()
	if err != nil {
		return 0, account.ErrPasskeyRefused.Because(err)
	}
	find := func(_, _ []byte) (webauthn.User, error) {
		return holder{p.Account, []webauthn.Credential{{
			ID: p.Credential, PublicKey: p.PublicKey, Flags: webauthn.CredentialFlags{BackupEligible: p.Synced},
			Authenticator: webauthn.Authenticator{SignCount: p.Signs},
		}}}, nil
	}
	if _, err := l.rp.ValidateDiscoverableLogin(find, l.ceremony(nonce), parsed); err != nil {
		return 0, account.ErrPasskeyRefused.Because(err)
	}
	return parsed.Response.AuthenticatorData.Counter, nil
}

// known keeps the ways to reach a device that the standard names.
func known(transports []string) []string {
	var out []string
	for _, t := range transports {
		switch protocol.AuthenticatorTransport(t) {
		case protocol.USB, protocol.NFC, protocol.BLE, protocol.SmartCard, protocol.Hybrid, protocol.Internal:
			out = append(out, t)
		}
	}
	return out
}
