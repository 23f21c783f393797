package contract

import (
	"context"
	"strings"
	"sync"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/page"
)

func (h *accountHouse) refresh(token string) account.SignedIn {
	h.Helper()
	in, err := h.service.Refresh(h.Context(), token)
	must(h.T, err)
	return in
}

func (h *accountHouse) over(token string) {
	h.Helper()
	_, err := h.service.Refresh(h.Context(), token)
	h.refused(err, account.ErrSessionOver)
}

func rotates(h *accountHouse) {
	in := h.open()
	for range 4 {
		h.clock.Advance(15 * minute)
		next := h.refresh(in.Refresh)
		if next.Refresh == in.Refresh || next.Session.ID != in.Session.ID || !next.AccessExpires.Equal(h.clock.Now().Add(15*minute)) {
			h.Fatalf("refreshed %+v", next)
		}
		h.actor(next)
		in = next
	}
}

func refreshTwice(h *accountHouse) {
	in := h.open()
	h.clock.Advance(15 * minute)
	var got [6]account.SignedIn
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() {
			var err error
			if got[i], err = h.service.Refresh(h.Context(), in.Refresh); err != nil {
				h.Error(err)
			}
		})
	}
	wg.Wait()
	for _, g := range got {
		if g.Refresh != got[0].Refresh {
			h.Fatal("two tokens were given for one")
		}
	}
	// The answer was lost: within thirty seconds the old token answers again.
	h.clock.Advance(30 * time.Second)
	if again := h.refresh(in.Refresh); again.Refresh != got[0].Refresh {
		h.Fatal("another token was given")
	}
	h.refresh(got[0].Refresh)
}

func reuseEnds(h *accountHouse) {
	other := h.open()
	for _, c := range []struct {
		name string
		wait time.Duration
		uses int // how often the session is refreshed before the old token is shown
	}{{"its predecessor after the grace", 31 * time.Second, 1}, {"an older one within the grace", time.Second, 2}} {
		in, err := h.entrance.WithPassword(h.Context(), h.email, cherries, h.phone)
		must(h.T, err)
		last := in
		for range c.uses {
			last = h.refresh(last.Refresh)
		}
		h.clock.Advance(c.wait)
		h.over(in.Refresh)
		h.over(last.Refresh) // the whole family is ended
		if _, err := h.service.Authenticate(h.Context(), last.Access); err == nil {
			h.Errorf("%s: the access token is still good", c.name)
		}
	}
	h.refresh(other.Refresh) // another device is not concerned
}

func inventedToken(h *accountHouse) {
	in := h.open()
	id, _, _ := strings.Cut(in.Refresh, ".")
	for _, token := range []string{id + "." + strings.Repeat("A", 64), id, id + ".", "", "ses_x.y", strings.Repeat("x", 200)} {
		h.over(token)
	}
	h.refresh(in.Refresh)
}

func forgotten(h *accountHouse) {
	in := h.open()
	const day = 24 * time.Hour
	h.clock.Advance(89 * day)
	in = h.refresh(in.Refresh)
	h.clock.Advance(89 * day)
	h.actor(in)
	h.clock.Advance(day)
	h.over(in.Refresh)
	_, err := h.service.Authenticate(h.Context(), in.Access)
	h.refused(err, fault.ErrUnauthenticated)
	must(h.T, h.steward.Sweep(h.Context()))
}

func signsOut(h *accountHouse) {
	one := h.open()
	two, err := h.entrance.WithPassword(h.Context(), h.email, cherries, h.phone)
	must(h.T, err)
	actor := h.actor(one)
	list, err := h.service.Sessions(h.Context(), actor, page.Request{})
	if err != nil || len(list.Items) != 2 {
		h.Fatalf("sessions %+v, %v", list, err)
	}
	h.refused(h.service.SignOut(h.Context(), account.Actor{Account: "acc_other"}, two.Session.ID), fault.ErrNotFound)
	must(h.T, h.service.SignOut(h.Context(), actor, two.Session.ID))
	_, err = h.service.Authenticate(h.Context(), two.Access)
	h.refused(err, fault.ErrUnauthenticated)
	h.over(two.Refresh)
	must(h.T, h.service.SignOutEverywhere(h.Context(), actor))
	_, err = h.service.Authenticate(h.Context(), one.Access)
	h.refused(err, fault.ErrUnauthenticated)
	h.refused(h.service.SignOutEverywhere(h.Context(), account.Actor{}), fault.ErrUnauthenticated)
}

func newPassword(h *accountHouse) {
	one := h.open()
	two, err := h.entrance.WithPassword(h.Context(), h.email, cherries, h.phone)
	must(h.T, err)
	change := func(current, next string) error {
		_, err := h.profiles.Change(h.Context(), h.actor(one), account.Changes{Password: &account.PasswordChange{Current: current, New: next}})
		return err
	}
	h.refused(change("wrong", "fraises de Dourdan"), account.ErrPassword)
	h.refused(change(cherries, "short"), fault.ErrInvalid)
	h.actor(two)
	must(h.T, change(cherries, "fraises de Dourdan"))
	h.actor(one)
	h.over(two.Refresh)
	_, err = h.entrance.WithPassword(h.Context(), h.email, "fraises de Dourdan", h.phone)
	must(h.T, err)
	name, long := "Camille D.", strings.Repeat("a", 81)
	after, err := h.profiles.Change(h.Context(), h.actor(one), account.Changes{Name: &name})
	if err != nil || after.Name() != name || !after.HasPassword() {
		h.Errorf("after %+v, %v", after, err)
	}
	_, err = h.profiles.Change(h.Context(), h.actor(one), account.Changes{Name: &long})
	h.refused(err, fault.ErrInvalid)
}

func provisioned(h *accountHouse) {
	in := h.open()
	give := func(actor account.Actor, roles account.Roles) error {
		id, err := h.steward.Provision(h.Context(), actor, account.Registration{Email: h.email, Name: "Another", Language: account.French}, roles)
		if err == nil && id != in.Session.Account {
			h.Errorf("another account: %s", id)
		}
		return err
	}
	h.refused(give(account.Actor{}, account.Roles{}), fault.ErrUnauthenticated)
	h.refused(give(h.actor(in), account.Roles{Administrator: true}), fault.ErrForbidden)
	must(h.T, give(account.Platform(), account.Roles{Administrator: true, AgentOf: []string{"91200"}}))
	actor := h.actor(in)
	if err := actor.RequireAdministrator(); err != nil || actor.RequireAgentOf("91200") != nil {
		h.Errorf("actor %+v", actor)
	}
	must(h.T, give(actor, account.Roles{}))
	if actor := h.actor(in); actor.Administrator || len(actor.AgentOf) != 0 {
		h.Errorf("the roles stay: %+v", actor)
	}
	acts := 0
	must(h.T, h.flow.Unit.Do(h.Context(), func(ctx context.Context, in account.Stores) error {
		trail, err := in.Audit.(AuditStore).Entries(ctx, actor.Account.String(), page.Request{})
		acts = len(trail.Items)
		return err
	}))
	if acts != 2 {
		h.Errorf("%d entries in the audit trail", acts)
	}
}
