package contract

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"cabas/domain/account"
	"cabas/domain/kernel/fault"
)

const berries = "fraises de Dourdan"

func (h *accountHouse) setPassword(in account.SignedIn, current, next string) error {
	h.Helper()
	_, err := h.profiles.Change(h.Context(), h.actor(in), account.Changes{Password: &account.PasswordChange{Current: current, New: next}})
	return err
}

// byCode signs Camille in with a code sent to an address.
func (h *accountHouse) byCode(email string) account.SignedIn {
	h.Helper()
	_, err := h.entrance.SendCode(h.Context(), email, "", h.phone)
	must(h.T, err)
	in, err := h.entrance.WithCode(h.Context(), email, h.post.last(h.T, account.PurposeSignIn), h.phone)
	must(h.T, err)
	return in
}

// firstPassword sets a password where there is none, and removes it.
func firstPassword(h *accountHouse) {
	h.register("")
	in, err := h.entrance.WithCode(h.Context(), h.email, h.post.last(h.T, account.PurposeRegister), h.phone)
	must(h.T, err)
	h.clock.Advance(11 * minute) // an unlocked phone, found on a bench
	h.refused(h.setPassword(in, "", cherries), account.ErrNotFresh)
	_, err = h.entrance.SendCode(h.Context(), h.email, "", h.phone)
	must(h.T, err)
	code := h.post.last(h.T, account.PurposeSignIn)
	_, err = h.identity.Confirm(h.Context(), h.actor(in), "", other(code))
	h.refused(err, account.ErrCode)
	until, err := h.identity.Confirm(h.Context(), h.actor(in), "", code)
	if err != nil || !until.Equal(h.clock.Now().Add(10*minute)) {
		h.Fatalf("proved until %v, %v", until, err)
	}
	must(h.T, h.setPassword(in, "", cherries))
	if what := h.post.last(h.T, account.NoticePassword); what != "set" {
		h.Errorf("told that it was %s", what)
	}
	h.refused(h.setPassword(in, "", berries), account.ErrPassword)
	h.refused(h.setPassword(in, "", ""), account.ErrPassword)
	must(h.T, h.setPassword(in, cherries, ""))
	if what := h.post.last(h.T, account.NoticePassword); what != "removed" {
		h.Errorf("told that it was %s", what)
	}
	_, err = h.entrance.WithPassword(h.Context(), h.email, cherries, h.phone)
	h.refused(err, account.ErrRefused)
	must(h.T, h.setPassword(in, "", "")) // there is none to remove
}

// meanwhile is a hasher that lets something happen while it is slow.
type meanwhile struct {
	plainHash
	do func()
}

func (m *meanwhile) Matches(ctx context.Context, password, hash string) (bool, error) {
	if do := m.do; do != nil {
		m.do = nil
		do()
	}
	return m.plainHash.Matches(ctx, password, hash)
}

// overtaken has the password change between the moment it is found right and the
// moment it opens something.
func overtaken(h *accountHouse) {
	in, slow, f := h.open(), &meanwhile{}, h.flow
	entrance := account.NewEntrance(h.service, f.Accounts, f.Codes, f.Limits, f.Unit, slow, bareSeals{}, account.DefaultRules(), h.clock)
	slow.do = func() { must(h.T, h.setPassword(in, cherries, berries)) }
	_, err := entrance.WithPassword(h.Context(), h.email, cherries, h.phone)
	h.refused(err, account.ErrRefused)

	profiles := account.NewProfiles(f.Accounts, f.Limits, f.Unit, slow, bareSeals{}, account.DefaultRules(), h.clock)
	actor := h.actor(in)
	slow.do = func() { must(h.T, h.setPassword(in, berries, cherries)) }
	_, err = profiles.Change(h.Context(), actor, account.Changes{Password: &account.PasswordChange{Current: berries, New: "the thief's own"}})
	h.refused(err, account.ErrPassword)
	_, err = h.entrance.WithPassword(h.Context(), h.email, cherries, h.phone)
	must(h.T, err)
}

func (h *accountHouse) forgot(email string) account.Sent {
	h.Helper()
	sent, err := h.recovery.Forgot(h.Context(), email, "", h.phone)
	must(h.T, err)
	return sent
}

func (h *accountHouse) resets(link, password string) error {
	_, err := h.recovery.Reset(h.Context(), link, password, h.phone)
	return err
}

func resets(h *accountHouse) {
	unknown := h.forgot("n" + h.email)
	in := h.open()
	before := len(h.post.mails)
	known := h.forgot(strings.ToUpper(h.email))
	if unknown.To != "n•••@exemple.fr" || known.To != "c•••@exemple.fr" || known.ExpiresAt != unknown.ExpiresAt || len(h.post.mails) != before+1 {
		h.Errorf("the answers differ: %+v %+v", unknown, known)
	}
	first := h.post.last(h.T, account.PurposeReset)
	h.forgot(h.email)
	second := h.post.last(h.T, account.PurposeReset)
	h.refused(h.resets(first, berries), account.ErrLink) // replaced
	h.refused(h.resets(strings.Repeat("a", len(second)), berries), account.ErrLink)
	h.refused(h.resets("", berries), account.ErrLink)
	h.refused(h.resets(second, "short"), fault.ErrInvalid)
	now, err := h.recovery.Reset(h.Context(), second, berries, h.phone)
	must(h.T, err)
	if what := h.post.last(h.T, account.NoticePassword); what != "reset" {
		h.Errorf("told that it was %s", what)
	}
	h.over(in.Refresh) // everywhere
	h.actor(now)
	h.refused(h.resets(second, cherries), account.ErrLink) // once
	_, err = h.entrance.WithPassword(h.Context(), h.email, cherries, h.phone)
	h.refused(err, account.ErrRefused)

	h.forgot(h.email)
	h.clock.Advance(60 * minute)
	h.refused(h.resets(h.post.last(h.T, account.PurposeReset), cherries), account.ErrLink)
	h.forgot(h.email)
	link := h.post.last(h.T, account.PurposeReset)
	must(h.T, h.setPassword(h.byCode(h.email), berries, cherries))
	h.refused(h.resets(link, berries), account.ErrLink) // the password was changed otherwise
}

// resetsAtOnce follows one link twice at the same moment.
func resetsAtOnce(h *accountHouse) {
	h.open()
	for i := range 5 {
		h.forgot(h.email)
		link := h.post.last(h.T, account.PurposeReset)
		done := make(chan error, 2)
		for n := range 2 {
			go func() { done <- h.resets(link, fmt.Sprintf("mot de passe %d-%d", i, n)) }()
		}
		if a, b := <-done, <-done; (a == nil) == (b == nil) {
			h.Fatalf("round %d: %v, %v", i, a, b)
		}
	}
}

func provesAddress(h *accountHouse) {
	_, err := h.steward.Provision(h.Context(), account.Platform(), account.Registration{Email: h.email, Name: "Camille", Language: account.French, Password: cherries}, account.Roles{})
	must(h.T, err)
	in, err := h.entrance.WithPassword(h.Context(), h.email, cherries, h.phone)
	must(h.T, err)
	if me, err := h.profiles.Me(h.Context(), h.actor(in)); err != nil || me.Verified() {
		h.Fatalf("verified before: %v", err)
	}
	_, err = h.identity.SendVerification(h.Context(), h.actor(in), h.phone)
	must(h.T, err)
	code := h.post.last(h.T, account.PurposeVerify)
	for range 5 {
		_, err = h.identity.Verify(h.Context(), h.actor(in), other(code))
		h.refused(err, account.ErrCode)
	}
	_, err = h.identity.Verify(h.Context(), h.actor(in), code) // guessed too often
	h.refused(err, account.ErrCode)
	_, err = h.identity.SendVerification(h.Context(), h.actor(in), h.phone)
	must(h.T, err)
	me, err := h.identity.Verify(h.Context(), h.actor(in), h.post.last(h.T, account.PurposeVerify))
	if err != nil || !me.Verified() {
		h.Errorf("not verified: %v", err)
	}

	// A code to sign in with proves the address as well.
	email := "s" + h.email
	_, err = h.steward.Provision(h.Context(), account.Platform(), account.Registration{Email: email, Name: "S", Language: account.French}, account.Roles{})
	must(h.T, err)
	if me, err := h.profiles.Me(h.Context(), h.actor(h.byCode(email))); err != nil || !me.Verified() {
		h.Errorf("not verified by signing in: %v", err)
	}
}

// other is a code that is not this one.
func other(code string) string {
	return strings.Map(func(r rune) rune { return '0' + (r-'0'+1)%10 }, code)
}

func changesEmail(h *accountHouse) {
	in := h.open()
	away, err := h.entrance.WithPassword(h.Context(), h.email, cherries, h.phone)
	must(h.T, err)
	before, after, taken := h.email, "new."+h.email, "taken."+h.email
	_, err = h.steward.Provision(h.Context(), account.Platform(), account.Registration{Email: taken, Name: "T", Language: account.English}, account.Roles{})
	must(h.T, err)
	ask := func(email string) (account.Sent, error) {
		return h.identity.ChangeEmail(h.Context(), h.actor(in), email, h.phone)
	}
	confirm := func(code string) error {
		_, err := h.identity.ConfirmEmail(h.Context(), h.actor(in), code)
		return err
	}
	h.clock.Advance(11 * minute)
	_, err = ask(after)
	h.refused(err, account.ErrNotFresh)
	_, err = h.identity.Confirm(h.Context(), h.actor(in), berries, "")
	h.refused(err, account.ErrPassword)
	_, err = h.identity.Confirm(h.Context(), h.actor(in), cherries, "")
	must(h.T, err)

	mine, err1 := ask(taken)
	code := h.post.last(h.T, account.PurposeTaken)
	free, err2 := ask(after)
	must(h.T, errors.Join(err1, err2))
	if code != "" || mine.To != "t•••@exemple.fr" || free.To != "n•••@exemple.fr" || mine.ExpiresAt != free.ExpiresAt {
		h.Errorf("the answers differ: %+v %+v", mine, free)
	}
	code = h.post.last(h.T, account.PurposeEmail)
	if me, err := h.profiles.Me(h.Context(), h.actor(in)); err != nil || me.Email() != before {
		h.Errorf("changed before it was confirmed: %v, %v", me.Email(), err)
	}
	h.forgot(before)
	link := h.post.last(h.T, account.PurposeReset)
	h.refused(confirm(other(code)), account.ErrCode)
	must(h.T, confirm(code))
	if to := h.post.mails[len(h.post.mails)-1]; to.to.Email != before || to.purpose != account.NoticeEmail || to.code != "n•••@exemple.fr" {
		h.Errorf("told %+v", to)
	}
	h.over(away.Refresh)
	h.refused(h.resets(link, berries), account.ErrLink) // it was sent to the address of before
	h.refused(confirm(code), account.ErrCode)
	_, err = h.entrance.WithPassword(h.Context(), before, cherries, h.phone)
	h.refused(err, account.ErrRefused)
	h.byCode(after)

	// Over after an hour, and not for an address that has got an account meanwhile.
	_, err = ask("late." + h.email)
	must(h.T, err)
	h.clock.Advance(60 * minute)
	h.refused(confirm(h.post.last(h.T, account.PurposeEmail)), account.ErrCode)
	in = h.byCode(after)
	_, err = ask("late." + h.email)
	must(h.T, err)
	_, err = h.steward.Provision(h.Context(), account.Platform(), account.Registration{Email: "late." + h.email, Name: "L", Language: account.French}, account.Roles{})
	must(h.T, err)
	h.refused(confirm(h.post.last(h.T, account.PurposeEmail)), account.ErrCode)
}

// writesToFew: one account does not write to the whole town.
func writesToFew(h *accountHouse) {
	in := h.open()
	for i := range 10 {
		_, err := h.identity.ChangeEmail(h.Context(), h.actor(in), fmt.Sprintf("voisin%d.%s", i, h.email), h.phone)
		must(h.T, err)
	}
	_, err := h.identity.ChangeEmail(h.Context(), h.actor(in), "voisin."+h.email, h.phone)
	h.refused(err, fault.ErrTooMany)
}
