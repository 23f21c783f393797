package account

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
)

// Service looks after those who are signed in: it recognises them, renews
// their tokens, and lists and ends their sessions.
type Service struct {
	sessions Sessions
	devices  Devices
	tokens   Tokens
	shared   bool
	clock    clock.Clock
}

// NewService makes the use cases of sessions. Where accounts are shared, as in
// the demonstration, which prints their passwords, a passkey is not asked of
// administrators: whoever added one would keep all others out.
func NewService(sessions Sessions, devices Devices, tokens Tokens, shared bool, c clock.Clock) *Service {
	return &Service{sessions: sessions, devices: devices, tokens: tokens, shared: shared, clock: c}
}

// SignedIn is what a device is given: a token for the next fifteen minutes and
// one to get the next with.
type SignedIn struct {
	Session       Session
	Access        string
	AccessExpires time.Time
	Refresh       string
}

// Authenticate gives who sends a request with the token;
// fault.ErrUnauthenticated when it is not good (any longer). It takes one query, so that a session ended or a role withdrawn counts at once.
func (s *Service) Authenticate(ctx context.Context, bearer string) (Actor, error) {
	claims, err := s.tokens.Read(ctx, bearer)
	if err != nil {
		return Actor{}, err
	}
	actor, err := s.devices.Actor(ctx, claims.Session, s.clock.Now())
	if errors.Is(err, fault.ErrNotFound) || err == nil && actor.Account != claims.Account {
		return Actor{}, fault.ErrUnauthenticated.Because(err)
	}
	actor.Until = claims.ExpiresAt
	return actor, err
}

// Refresh changes a refresh token for fresh tokens. The token just replaced
// answers its replacement for thirty seconds, because phones lose answers; an
// older one ends the session, for somebody holds a copy.
func (s *Service) Refresh(ctx context.Context, refresh string) (SignedIn, error) {
	id, family, secret, ok := parseToken(refresh)
	if !ok {
		return SignedIn{}, ErrSessionOver
	}
	// A second round is needed when another request rotates in between.
	for range 3 {
		now := s.clock.Now()
		was, err := s.sessions.ByID(ctx, id)
		if errors.Is(err, fault.ErrNotFound) {
			return SignedIn{}, ErrSessionOver
		}
		if err != nil {
			return SignedIn{}, err
		}
		switch was.judge(family, secret, now) {
		case foreign:
			return SignedIn{}, ErrSessionOver
		case reused:
			_, err := s.sessions.End(ctx, was.Account, id)
			return SignedIn{}, both(err, ErrSessionOver)
		case lost:
			return s.grant(ctx, was, token(id, family, was.successor(secret)), now)
		case valid:
			next, nextSecret := was.rotate(secret, now)
			won, err := s.sessions.Rotate(ctx, next, was.Current)
			if err != nil {
				return SignedIn{}, err
			}
			if won {
				return s.grant(ctx, next, token(id, family, nextSecret), now)
			}
		}
	}
	return SignedIn{}, fault.ErrUnavailable.After(time.Second)
}

// grant signs an access token for the session.
func (s *Service) grant(ctx context.Context, in Session, refresh string, now time.Time) (SignedIn, error) {
	out := SignedIn{Session: in, AccessExpires: now.Add(AccessLife), Refresh: refresh}
	var err error
	out.Access, err = s.tokens.Sign(ctx, Claims{Account: in.Account, Session: in.ID, ExpiresAt: out.AccessExpires})
	return out, err
}

// Sessions lists the devices the asker is signed in on, the last used
// first.
func (s *Service) Sessions(ctx context.Context, actor Actor, p page.Request) (page.Page[Session], error) {
	if err := actor.RequireSignedIn(); err != nil {
		return page.Page[Session]{}, err
	}
	return s.devices.Of(ctx, actor.Account, s.clock.Now(), p)
}

// SignOut ends one of the asker's sessions, be it this one or another.
func (s *Service) SignOut(ctx context.Context, actor Actor, session ident.ID) error {
	if err := actor.RequireOwn(); err != nil {
		return err
	}
	ended, err := s.sessions.End(ctx, actor.Account, session)
	if err == nil && !ended {
		return fault.ErrNotFound
	}
	return err
}

// SignOutEverywhere ends all of the asker's sessions, this one included.
func (s *Service) SignOutEverywhere(ctx context.Context, actor Actor) error {
	if err := actor.RequireOwn(); err != nil {
		return err
	}
	return s.devices.EndAll(ctx, actor.Account, "")
}

// PublicKeys lists the keys anybody can check access tokens with.
func (s *Service) PublicKeys(ctx context.Context) ([]PublicKey, error) {
	return s.tokens.PublicKeys(ctx)
}

// deviceName cuts what a device calls itself to a line of at most 80
// characters that can be shown.
func deviceName(text string) string {
	clean := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	runes := []rune(strings.TrimSpace(clean))
	return string(runes[:min(len(runes), maxName)])
}
