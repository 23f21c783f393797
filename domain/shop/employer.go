package shop

import (
	"context"
	"errors"
	"strings"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/work"
)

// invitationsADay is how many letters one person may have sent so to people who
// never heard of us: a shop's name must not become a way to write to the world.
const invitationsADay = 30

// Employer is where owners decide who works in their shop, and where people
// accept to.
type Employer struct {
	staff  Staff
	asked  Invitations
	unit   work.Unit[Stores]
	access Access
	people account.People
	limits account.Limits
	clock  clock.Clock
}

// NewEmployer makes the service.
func NewEmployer(staff Staff, asked Invitations, unit work.Unit[Stores], access Access, people account.People, limits account.Limits, c clock.Clock) *Employer {
	return &Employer{staff, asked, unit, access, people, limits, c}
}

// List gives the staff and the open invitations, the highest role first.
// Owners and managers may see it.
func (e *Employer) List(ctx context.Context, actor account.Actor, id ident.ID) ([]Member, error) {
	if err := e.access.Require(ctx, actor, id, Manager); err != nil {
		return nil, err
	}
	return e.list(ctx, id)
}

func (e *Employer) list(ctx context.Context, id ident.ID) ([]Member, error) {
	members, err := e.staff.List(ctx, id)
	if err != nil {
		return nil, err
	}
	var accounts []ident.ID
	for _, m := range members {
		if m.Joined() {
			accounts = append(accounts, m.Account)
		}
	}
	people, err := e.people.Recipients(ctx, accounts)
	for i, m := range members {
		if p, known := people[m.Account]; known {
			members[i].Name, members[i].Email = p.Name, p.Email
		}
	}
	return members, err
}

// Invite asks somebody by e-mail to join with a role. Owners may. Nothing tells
// whether the address has an account. It answers ErrAlreadyStaff for somebody
// who works in the shop or holds an invitation that has not ended, and
// fault.ErrTooMany to whoever invited thirty people within a day.
func (e *Employer) Invite(ctx context.Context, actor account.Actor, id ident.ID, email string, role Role) (Member, error) {
	if err := e.access.Require(ctx, actor, id, Owner); err != nil {
		return Member{}, err
	}
	email = strings.ToLower(strings.TrimSpace(email))
	var c fault.Check
	c.If(!validEmail(email), "/email", fault.FieldMalformed)
	c.If(role < Preparer || role > Owner, "/role", fault.FieldUnknown)
	if err := c.Err(); err != nil {
		return Member{}, err
	}
	members, err := e.list(ctx, id)
	if err != nil {
		return Member{}, err
	}
	inviter := ""
	for _, m := range members {
		if m.Joined() && strings.EqualFold(m.Email, email) {
			return Member{}, ErrAlreadyStaff.At("/email", fault.FieldTaken)
		}
		if m.Account == actor.Account {
			inviter = m.Name
		}
	}
	if err := e.count(ctx, actor.Account); err != nil {
		return Member{}, err
	}
	return e.invite(ctx, actor, id, email, inviter, role)
}

// count notes one more invitation of somebody, whatever became of those before.
func (e *Employer) count(ctx context.Context, who ident.ID) error {
	now := e.clock.Now()
	n, until, err := e.limits.Count(ctx, fingerprint("invitations of "+who.String()), now, now.Add(24*time.Hour))
	if err == nil && n > invitationsADay {
		return fault.ErrTooMany.After(until.Sub(now))
	}
	return err
}

func (e *Employer) invite(ctx context.Context, actor account.Actor, id ident.ID, email, inviter string, role Role) (Member, error) {
	now, token := e.clock.Now(), newToken()
	m := Member{ID: ident.New("mem"), Shop: id, Role: role, Email: email, InvitedAt: now, ExpiresAt: now.Add(InvitationLasts)}
	err := e.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		shop, err := st.Shops.ByRef(ctx, id.String())
		if err != nil {
			return err
		}
		if err := st.Invitations.Invite(ctx, m, fingerprint(token)); errors.Is(err, fault.ErrDuplicate) {
			return ErrAlreadyStaff.At("/email", fault.FieldTaken)
		} else if err != nil {
			return err
		}
		if err := st.Post.Invite(ctx, Invitation{
			Email: email, Language: shop.Contact.Language, Shop: id, ShopName: shop.Name, Inviter: inviter,
			Role: role, Token: token, ExpiresAt: m.ExpiresAt,
		}); err != nil {
			return err
		}
		return st.Facts.Record(ctx, e.happened(StaffInvited, actor, id, m.ID))
	})
	return m, err
}

// Accept makes the actor a member with the token of an invitation sent to the
// actor's own address; a repeat answers the same. It answers ErrInvitation when
// it was sent to another one, or is over, and ErrAlreadyStaff when the actor
// works there otherwise.
func (e *Employer) Accept(ctx context.Context, actor account.Actor, token string) (Member, error) {
	if err := actor.RequireOwn(); err != nil {
		return Member{}, err
	}
	now := e.clock.Now()
	m, err := e.asked.Invited(ctx, fingerprint(token))
	switch {
	case errors.Is(err, fault.ErrNotFound):
		return Member{}, ErrInvitation
	case err != nil:
		return Member{}, err
	case m.Joined() && m.Account == actor.Account:
		return e.member(ctx, m.Shop, m.ID)
	case m.Joined(), !now.Before(m.ExpiresAt):
		return Member{}, ErrInvitation
	}
	people, err := e.people.Recipients(ctx, []ident.ID{actor.Account})
	if err != nil {
		return Member{}, err
	}
	me := people[actor.Account]
	if !strings.EqualFold(me.Email, m.Email) {
		return Member{}, ErrInvitation
	}
	err = e.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		if err := st.Invitations.Join(ctx, m.ID, actor.Account, now); err != nil {
			return err
		}
		return st.Facts.Record(ctx, e.happened(StaffJoined, actor, m.Shop, m.ID))
	})
	switch {
	case errors.Is(err, fault.ErrDuplicate):
		return Member{}, ErrAlreadyStaff
	case errors.Is(err, fault.ErrNotFound):
		return Member{}, ErrInvitation
	}
	m.Account, m.Name, m.JoinedAt = actor.Account, me.Name, now
	return m, err
}

// SetRole changes what a member may do, at once. Owners may. It answers
// ErrLastOwner rather than leave the shop without one.
func (e *Employer) SetRole(ctx context.Context, actor account.Actor, id, member ident.ID, role Role) (Member, error) {
	if err := e.access.Require(ctx, actor, id, Owner); err != nil {
		return Member{}, err
	}
	if role < Preparer || role > Owner {
		return Member{}, fault.ErrInvalid.At("/role", fault.FieldUnknown)
	}
	if err := e.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		if err := st.Staff.SetRole(ctx, id, member, role); err != nil {
			return err
		}
		return st.Facts.Record(ctx, e.happened(StaffRoleChanged, actor, id, member))
	}); err != nil {
		return Member{}, err
	}
	return e.member(ctx, id, member)
}

func (e *Employer) member(ctx context.Context, id, member ident.ID) (Member, error) {
	members, err := e.list(ctx, id)
	if err != nil {
		return Member{}, err
	}
	for _, m := range members {
		if m.ID == member {
			return m, nil
		}
	}
	return Member{}, fault.ErrNotFound
}

// Remove takes a member's access away at once, or withdraws an invitation.
// Owners may, and members may leave by themselves. It answers ErrLastOwner
// rather than leave the shop without one.
func (e *Employer) Remove(ctx context.Context, actor account.Actor, id, member ident.ID) error {
	if err := e.access.Require(ctx, actor, id, Owner); err != nil && !e.self(ctx, actor, id, member, err) {
		return err
	}
	return e.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		if err := st.Staff.Remove(ctx, id, member); err != nil {
			return err
		}
		return st.Facts.Record(ctx, e.happened(StaffRemoved, actor, id, member))
	})
}

// self reports whether the member is the actor, refused only for a low role.
func (e *Employer) self(ctx context.Context, actor account.Actor, id, member ident.ID, refused error) bool {
	if !errors.Is(refused, fault.ErrForbidden) {
		return false
	}
	members, err := e.staff.List(ctx, id)
	for _, m := range members {
		if m.ID == member {
			return err == nil && m.Account == actor.Account
		}
	}
	return false
}

// Places lists the shops that the actor works in.
func (e *Employer) Places(ctx context.Context, actor account.Actor) ([]Place, error) {
	if err := actor.RequireSignedIn(); err != nil {
		return nil, err
	}
	return e.asked.PlacesOf(ctx, actor.Account)
}

func (e *Employer) happened(kind string, actor account.Actor, shop, member ident.ID) fact.Fact {
	return fact.New(kind, shop, e.clock.Now(), map[string]ident.ID{"member": member, "by": actor.Account})
}
