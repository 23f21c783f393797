package contract

import (
	"errors"
	"fmt"
	"strings"

	"cabas/domain/account"
	"cabas/domain/kernel/fault"
)

// refused fails the test unless err is the fault wanted.
func (h *accountHouse) refused(err, want error) {
	h.Helper()
	if !errors.Is(err, want) {
		h.Errorf("got %v, want %v", err, want)
	}
}

func opensOnce(h *accountHouse) {
	before := registered(h)
	h.register("")
	code := h.post.last(h.T, account.PurposeRegister)
	if n := registered(h) - before; n != 0 {
		h.Errorf("%d accounts before the address was proved", n)
	}
	in, err := h.entrance.WithCode(h.Context(), " "+strings.ToUpper(h.email), code, h.phone)
	must(h.T, err)
	me, err := h.profiles.Me(h.Context(), h.actor(in))
	if err != nil || me.Email() != h.email || me.Name() != "Camille" || me.HasPassword() || in.Session.Device != h.phone.Device {
		h.Errorf("me %+v, %v", me, err)
	}
	if n := registered(h) - before; n != 1 {
		h.Errorf("%d facts", n)
	}
	_, err = h.entrance.WithCode(h.Context(), h.email, code, h.phone)
	h.refused(err, account.ErrRefused)

	// The same address comes back: the same account.
	_, err = h.entrance.SendCode(h.Context(), h.email, account.English, h.phone)
	must(h.T, err)
	again, err := h.entrance.WithCode(h.Context(), h.email, h.post.last(h.T, account.PurposeSignIn), h.phone)
	if err != nil || again.Session.Account != in.Session.Account || h.post.mails[1].to.Language != account.English {
		h.Errorf("again %+v, %v", again, err)
	}
}

func tellsNothing(h *accountHouse) {
	unknown, err1 := h.entrance.SendCode(h.Context(), h.email, "", h.phone)
	if len(h.post.mails) != 0 {
		h.Fatalf("a stranger was written to: %+v", h.post.mails)
	}
	before, err2 := h.entrance.Register(h.Context(), account.Registration{Email: h.email, Name: "C", Language: account.French}, h.phone)
	_, err3 := h.entrance.WithCode(h.Context(), h.email, h.post.last(h.T, account.PurposeRegister), h.phone)
	known, err4 := h.entrance.SendCode(h.Context(), h.email, "", h.phone)
	after, err5 := h.entrance.Register(h.Context(), account.Registration{Email: h.email, Name: "Mallory", Language: account.English, Password: cherries}, h.phone)
	must(h.T, errors.Join(err1, err2, err3, err4, err5))
	if unknown != known || before != after || unknown.To != "c•••@exemple.fr" {
		h.Errorf("the answers differ: %+v %+v %+v %+v", unknown, known, before, after)
	}
	// The holder is told, by the name they gave, and the password is not theirs.
	h.post.last(h.T, account.PurposeKnown)
	if to := h.post.mails[2].to; to.Name != "C" {
		h.Errorf("written to %+v", to)
	}
	_, errKnown := h.entrance.WithPassword(h.Context(), h.email, cherries, h.phone)
	_, errUnknown := h.entrance.WithPassword(h.Context(), "nobody@exemple.fr", cherries, h.phone)
	h.refused(errKnown, account.ErrRefused)
	h.refused(errUnknown, account.ErrRefused)
}

func strangersPassword(h *accountHouse) {
	for _, c := range []struct {
		name         string
		first, then  string
		byCode, keep bool
	}{
		{"the same person again", cherries, cherries, false, true},
		{"a stranger after", "", "the stranger's", false, false},
		{"a stranger before", "the stranger's", cherries, false, false},
		{"confirmed by another code", cherries, "", true, false},
	} {
		h.clock.Advance(24 * 60 * minute)
		email := strings.ReplaceAll(c.name, " ", "") + "@exemple.fr"
		register := func(password string) {
			_, err := h.entrance.Register(h.Context(), account.Registration{Email: email, Name: "C", Language: account.French, Password: password}, h.phone)
			must(h.T, err)
		}
		register(c.first)
		purpose := account.PurposeRegister
		if c.byCode {
			_, err := h.entrance.SendCode(h.Context(), email, "", h.phone)
			must(h.T, err)
			purpose = account.PurposeSignIn
		} else {
			register(c.then)
		}
		in, err := h.entrance.WithCode(h.Context(), email, h.post.last(h.T, purpose), h.phone)
		must(h.T, err)
		if me, err := h.profiles.Me(h.Context(), h.actor(in)); err != nil || me.HasPassword() != c.keep {
			h.Errorf("%s: a password is kept: %v, %v", c.name, me.HasPassword(), err)
		}
	}
}

func bruteForce(h *accountHouse) {
	h.register("")
	code := h.post.last(h.T, account.PurposeRegister)
	for i := range 5 {
		wrong := fmt.Sprintf("%06d", i)
		if wrong == code {
			wrong = "999999"
		}
		_, err := h.entrance.WithCode(h.Context(), h.email, wrong, h.phone)
		h.refused(err, account.ErrRefused)
	}
	_, err := h.entrance.WithCode(h.Context(), h.email, code, h.phone)
	h.refused(err, account.ErrRefused)
	h.register("") // a fresh code bears five guesses again
	_, err = h.entrance.WithCode(h.Context(), h.email, h.post.last(h.T, account.PurposeRegister), h.phone)
	must(h.T, err)
}

func expiredCode(h *accountHouse) {
	h.register("")
	code := h.post.last(h.T, account.PurposeRegister)
	h.clock.Advance(10 * minute)
	_, err := h.entrance.WithCode(h.Context(), h.email, code, h.phone)
	h.refused(err, account.ErrRefused)

	// The registration waits a day for another code, and only the last counts.
	for range 2 {
		_, err = h.entrance.SendCode(h.Context(), h.email, "", h.phone)
		must(h.T, err)
	}
	_, err = h.entrance.WithCode(h.Context(), h.email, h.post.mails[1].code, h.phone)
	if h.post.mails[1].code != h.post.mails[2].code {
		h.refused(err, account.ErrRefused)
		_, err = h.entrance.WithCode(h.Context(), h.email, h.post.last(h.T, account.PurposeSignIn), h.phone)
	}
	must(h.T, err)
}

func limitedTries(h *accountHouse) {
	ask := func(email string) error {
		_, err := h.entrance.SendCode(h.Context(), email, "", h.phone)
		return err
	}
	for range 10 {
		must(h.T, ask(h.email))
	}
	h.refused(ask(h.email), fault.ErrTooMany)
	must(h.T, ask("other@exemple.fr"))
	var f *fault.Error
	if err := ask(h.email); !errors.As(err, &f) || f.RetryAfter != 360*minute {
		h.Errorf("when to try again: %v", err)
	}
	h.clock.Advance(360 * minute)
	must(h.T, ask(h.email))

	for range 10 {
		_, err := h.entrance.WithPassword(h.Context(), h.email, "wrong", h.phone)
		h.refused(err, account.ErrRefused)
	}
	_, err := h.entrance.WithPassword(h.Context(), h.email, "wrong", h.phone)
	h.refused(err, fault.ErrTooMany)
}

func signsInByPassword(h *accountHouse) {
	first := h.open()
	in, err := h.entrance.WithPassword(h.Context(), h.email, cherries, account.Origin{Device: "Ordinateur\x00\n"})
	must(h.T, err)
	if in.Session.ID == first.Session.ID || in.Session.Device != "Ordinateur" || in.Session.Account != first.Session.Account {
		h.Errorf("signed in %+v", in)
	}
	_, err = h.entrance.WithPassword(h.Context(), h.email, "cerises", h.phone)
	h.refused(err, account.ErrRefused)
}
