package account

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/work"
	"cabas/domain/platform"
)

const (
	// minReason and maxReason bound why somebody is acted for, in characters.
	minReason, maxReason = 5, 300
	// actingDevice is what a session on behalf is called among the person's
	// devices, who may end it as any other.
	actingDevice = "Administration"
)

// Acting lets administrators find an account and act on its holder's behalf, who
// is told. All of it stands in the audit trail, under the administrator's name.
type Acting struct {
	accounts Accounts
	unit     work.Unit[Stores]
	sessions *Service
	clock    clock.Clock
}

// NewActing makes the use cases. Sessions are opened through s.
func NewActing(s *Service, accounts Accounts, unit work.Unit[Stores], c clock.Clock) *Acting {
	return &Acting{accounts, unit, s, c}
}

// Find gives the account of an e-mail to an administrator; fault.ErrNotFound when
// there is none. That somebody looked is in the audit trail.
func (s *Acting) Find(ctx context.Context, actor Actor, email string) (Account, error) {
	if err := actor.RequireAdministrator(); err != nil {
		return Account{}, err
	}
	email, err := NormalEmail(email, "/email")
	if err != nil {
		return Account{}, err
	}
	a, err := s.accounts.ByEmail(ctx, email)
	if err != nil {
		return Account{}, err
	}
	return a, s.unit.Do(ctx, func(ctx context.Context, in Stores) error {
		return in.Audit.Record(ctx, platform.NewEntry(actor.Account, ActViewed, a.id.String(), "", s.clock.Now()))
	})
}

// Begin opens a session in which an administrator acts for the holder of an
// account, for a quarter of an hour and not longer: it has no refresh token. The
// administrator must have proved lately who they are, and says why; the holder
// is told both by mail. Nobody acts for an administrator, for an agent of a town
// only as a person, and nobody from within such a session.
func (s *Acting) Begin(ctx context.Context, actor Actor, whom ident.ID, reason string) (SignedIn, error) {
	now := s.clock.Now()
	if err := actor.RequireAdministrator(); err != nil {
		return SignedIn{}, err
	}
	if err := actor.RequireFresh(now); err != nil {
		return SignedIn{}, err
	}
	reason = strings.Join(strings.Fields(reason), " ")
	var c fault.Check
	n := utf8.RuneCountInString(reason)
	c.If(n < minReason, "/reason", fault.FieldTooShort)
	c.If(n > maxReason, "/reason", fault.FieldTooLong)
	if err := c.Err(); err != nil {
		return SignedIn{}, err
	}
	var opened Session
	err := s.unit.Do(ctx, func(ctx context.Context, in Stores) error {
		if err := in.Accounts.Hold(ctx, whom); err != nil {
			return err
		}
		person, err := in.Accounts.ByID(ctx, whom)
		if err != nil {
			return err
		}
		if person.administrator {
			return fault.ErrForbidden
		}
		me, err := in.Accounts.ByID(ctx, actor.Account)
		if err != nil {
			return err
		}
		opened, _ = newSession(whom, actingDevice, now)
		opened.ActedBy, opened.ProvedAt, opened.ExpiresAt = me.id, time.Time{}, now.Add(AccessLife)
		if err := in.Sessions.Add(ctx, opened); err != nil {
			return err
		}
		if err := in.Audit.Record(ctx, platform.NewEntry(me.id, ActBegun, whom.String(), reason, now)); err != nil {
			return err
		}
		return in.Post.Notice(ctx, person.Recipient(), NoticeActing, map[string]string{"who": me.name, "reason": reason})
	})
	if err != nil {
		return SignedIn{}, err
	}
	return s.sessions.grant(ctx, opened, "", now)
}

// Note writes into the audit trail what an administrator does on behalf of
// somebody: a line, cut at 200 bytes.
func (s *Acting) Note(ctx context.Context, actor Actor, what string) error {
	what = strings.ToValidUTF8(what[:min(len(what), 200)], "")
	return s.unit.Do(ctx, func(ctx context.Context, in Stores) error {
		return in.Audit.Record(ctx, platform.NewEntry(actor.ActedBy, ActDone, actor.Account.String(), what, s.clock.Now()))
	})
}
