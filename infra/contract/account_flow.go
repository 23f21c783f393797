package contract

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/work"
)

// AccountFlow is a database under the use cases of accounts.
type AccountFlow struct {
	AccountStores
	Facts interface {
		fact.Recorder
		fact.Log
	}
	Unit work.Unit[account.Stores]
}

// mailbag is a Post that remembers what it was given.
type mailbag struct{ mails []letter }

func (b *mailbag) Notice(_ context.Context, to account.Recipient, notice string, about map[string]string) error {
	b.mails = append(b.mails, letter{to, notice, about["what"] + about["email"]})
	return nil
}

type letter struct {
	to            account.Recipient
	purpose, code string
}

func (b *mailbag) Code(_ context.Context, to account.Recipient, purpose, code string) error {
	b.mails = append(b.mails, letter{to, purpose, code})
	return nil
}

// Warn remembers a warning as a letter whose purpose is its matter.
func (b *mailbag) Warn(_ context.Context, to account.Recipient, matter, name string) error {
	b.mails = append(b.mails, letter{to, matter, name})
	return nil
}

// last gives the code of the last mail, which must be for the purpose.
func (b *mailbag) last(t *testing.T, purpose string) string {
	t.Helper()
	if len(b.mails) == 0 || b.mails[len(b.mails)-1].purpose != purpose {
		t.Fatalf("the last mail is not for %q: %+v", purpose, b.mails)
	}
	return b.mails[len(b.mails)-1].code
}

// plainHash stands in for slow hashing.
type plainHash struct{}

func (plainHash) Hash(_ context.Context, password string) (string, error) { return "#" + password, nil }
func (plainHash) Matches(_ context.Context, password, hash string) (bool, error) {
	return hash == "#"+password, nil
}

type bareSeals struct{}

func (bareSeals) Digest(parts ...string) string { return strings.Join(parts, "|") }

// tokens writes claims as they are.
type bareTokens struct{ account.Tokens }

func (bareTokens) Sign(_ context.Context, c account.Claims) (string, error) {
	return string(c.Account) + " " + string(c.Session), nil
}

func (bareTokens) Read(_ context.Context, bearer string) (account.Claims, error) {
	who, session, ok := strings.Cut(bearer, " ")
	if !ok {
		return account.Claims{}, fault.ErrUnauthenticated
	}
	return account.Claims{Account: ident.ID(who), Session: ident.ID(session)}, nil
}

// accountHouse is the use cases of accounts over one database.
type accountHouse struct {
	*testing.T
	email    string
	phone    account.Origin
	flow     AccountFlow
	clock    *clock.Manual
	post     *mailbag
	service  *account.Service
	entrance *account.Entrance
	profiles *account.Profiles
	identity *account.Identity
	recovery *account.Recovery
	steward  *account.Steward
}

// newAccountHouse gives the n-th story its own person and post.
func newAccountHouse(t *testing.T, n int, open func(account.Post) AccountFlow) *accountHouse {
	h := &accountHouse{
		T: t, clock: clock.NewManual(noon), post: &mailbag{}, email: fmt.Sprintf("camille%d@exemple.fr", n),
		phone: account.Origin{Address: fmt.Sprintf("192.0.2.%d", n), Device: "Téléphone de Camille"},
	}
	h.flow = open(h.post)
	f, rules := h.flow, account.DefaultRules()
	h.service = account.NewService(f.Sessions, f.Sessions, bareTokens{}, false, h.clock)
	h.entrance = account.NewEntrance(h.service, f.Accounts, f.Codes, f.Limits, f.Unit, plainHash{}, bareSeals{}, rules, h.clock)
	h.profiles = account.NewProfiles(f.Accounts, f.Limits, f.Unit, plainHash{}, bareSeals{}, rules, h.clock)
	h.identity = account.NewIdentity(f.Accounts, f.Sessions, f.Codes, f.Proofs, f.Limits, f.Unit, plainHash{}, bareSeals{}, rules, h.clock)
	h.recovery = account.NewRecovery(h.service, f.Accounts, f.Proofs, f.Limits, f.Unit, plainHash{}, bareSeals{}, rules, h.clock)
	h.steward = account.NewSteward(f.Unit, plainHash{}, f.Limits, h.clock)
	return h
}

const cherries = "cerises du Hurepoix"

func (h *accountHouse) register(password string) {
	h.Helper()
	_, err := h.entrance.Register(h.Context(), account.Registration{Email: "C" + h.email[1:] + " ", Name: "Camille", Language: account.French, Password: password}, h.phone)
	must(h.T, err)
}

// open gives a signed-in Camille with a password.
func (h *accountHouse) open() account.SignedIn {
	h.Helper()
	h.register(cherries)
	in, err := h.entrance.WithCode(h.Context(), h.email, h.post.last(h.T, account.PurposeRegister), h.phone)
	must(h.T, err)
	return in
}

func (h *accountHouse) actor(in account.SignedIn) account.Actor {
	h.Helper()
	a, err := h.service.Authenticate(h.Context(), in.Access)
	must(h.T, err)
	return a
}

// ComingIn checks the use cases of accounts on a real database; open binds it
// to a post that its units of work write codes to. Each story has a person of
// its own.
func ComingIn(t *testing.T, open func(account.Post) AccountFlow) {
	n := 0
	for name, story := range map[string]func(h *accountHouse){
		"a code opens the account once":            opensOnce,
		"nothing tells a known e-mail":             tellsNothing,
		"a stranger's password is not kept":        strangersPassword,
		"a code is guessed five times at most":     bruteForce,
		"a code is over after ten minutes":         expiredCode,
		"codes and passwords are limited":          limitedTries,
		"a password signs in":                      signsInByPassword,
		"a refresh token rotates":                  rotates,
		"two refreshes at once both succeed":       refreshTwice,
		"an old refresh token ends the session":    reuseEnds,
		"an invented refresh token ends nothing":   inventedToken,
		"a device is forgotten after ninety days":  forgotten,
		"signing out counts at once":               signsOut,
		"a new password signs out other devices":   newPassword,
		"roles count at once and are in the audit": provisioned,
		"a first password takes a fresh proof":     firstPassword,
		"a password changed meanwhile is refused":  overtaken,
		"a forgotten password is set by a link":    resets,
		"one link sets one password":               resetsAtOnce,
		"an address is proved":                     provesAddress,
		"an address is changed":                    changesEmail,
		"an account writes to few addresses":       writesToFew,
		"changes at once are all kept":             changesAtOnce,
	} {
		n++
		t.Run(name, func(t *testing.T) { story(newAccountHouse(t, n, open)) })
	}
}

func registered(h *accountHouse) int {
	h.Helper()
	_, err := h.flow.Facts.Stamp(h.Context(), 100)
	must(h.T, err)
	due, err := h.flow.Facts.Due(h.Context(), "ear", 100)
	must(h.T, err)
	return len(due)
}

const minute = time.Minute

// changesAtOnce has two devices of one person change different things at the
// same moment: neither may undo what the other changed.
func changesAtOnce(h *accountHouse) {
	who := h.actor(h.open())
	for i := range 20 {
		name, language := fmt.Sprintf("Camille %d", i), []account.Language{account.English, account.French}[i%2]
		done := make(chan error, 2)
		for _, change := range []account.Changes{{Name: &name}, {Language: &language}} {
			go func() {
				_, err := h.profiles.Change(h.Context(), who, change)
				done <- err
			}()
		}
		must(h.T, <-done)
		must(h.T, <-done)
		got, err := h.profiles.Me(h.Context(), who)
		must(h.T, err)
		if got.Name() != name || got.Language() != language {
			h.Fatalf("round %d kept %q, %s", i, got.Name(), got.Language())
		}
	}
}
