package account

import (
	"slices"
	"time"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

// Actor is who asks for something: the account of a signed-in person with its
// global roles, nobody (the zero value), or the platform itself. Who works in
// a shop is the shop's knowledge, not the actor's.
type Actor struct {
	// Account is empty for somebody who is not signed in.
	Account ident.ID
	// Session is the session that the request came with.
	Session ident.ID
	// ProvedAt is when whoever holds the session last proved who they are.
	ProvedAt time.Time
	// Until is when the token that the request came with is over.
	Until time.Time
	// Administrator runs the platform.
	Administrator bool
	// AgentOf lists the INSEE codes of the towns the person acts for.
	AgentOf []string
	// ActedBy is the administrator who acts on behalf of the account; empty for
	// everybody who acts for themselves. Such an actor has no global role.
	ActedBy ident.ID
	// System marks the platform acting by itself (a deadline, a job).
	System bool
}

// Platform is the actor of what nobody asked for: deadlines and jobs.
func Platform() Actor { return Actor{System: true} }

// SignedIn reports whether a person is known.
func (a Actor) SignedIn() bool { return a.Account != "" }

// RequireSignedIn answers fault.ErrUnauthenticated unless a person is known.
func (a Actor) RequireSignedIn() error {
	if !a.SignedIn() {
		return fault.ErrUnauthenticated
	}
	return nil
}

// RequireOwn answers a fault unless a person is known who acts for themselves:
// what concerns the account itself nobody does on another's behalf.
func (a Actor) RequireOwn() error {
	if err := a.RequireSignedIn(); err != nil {
		return err
	}
	if a.ActedBy != "" {
		return ErrActing
	}
	return nil
}

// freshFor is how long a proof of who somebody is lasts, before what cannot be
// undone.
const freshFor = 10 * time.Minute

// RequireFresh answers a fault unless the person proved who they are within the
// last ten minutes, by signing in or by Identity.Confirm: an unlocked phone must
// not be enough to take an account over (ASVS 4.0.3, 3.7.1).
func (a Actor) RequireFresh(now time.Time) error {
	if err := a.RequireOwn(); err != nil {
		return err
	}
	if a.ProvedAt.IsZero() || now.Sub(a.ProvedAt) > freshFor {
		return ErrNotFresh
	}
	return nil
}

// RequireAdministrator answers a fault unless the person runs the platform.
func (a Actor) RequireAdministrator() error {
	if err := a.RequireSignedIn(); err != nil {
		return err
	}
	if !a.Administrator {
		return fault.ErrForbidden
	}
	return nil
}

// RequireAgentOf answers a fault unless the person acts for the town with the
// given INSEE code.
func (a Actor) RequireAgentOf(insee string) error {
	if err := a.RequireSignedIn(); err != nil {
		return err
	}
	if !slices.Contains(a.AgentOf, insee) {
		return fault.ErrForbidden
	}
	return nil
}

// Who is the account that acts; empty for nobody and for the platform itself.
func (a Actor) Who() ident.ID { return a.Account }
