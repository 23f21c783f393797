package checkout

import (
	"context"
	"crypto/subtle"
	"errors"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
)

// MaxGuesses is how many codes may be tried for one checkout, over all letters;
// MaxLetters how many letters it gets; LetterPause the time between two.
const (
	MaxGuesses  = 5
	MaxLetters  = 4
	LetterPause = time.Minute
)

// Confirm proves a guest's e-mail by the code sent there; the shops see the
// orders from now on. A checkout that is confirmed already is answered as it
// is. It answers ErrCodeWrong; ErrCodeExpired when the time is over or too many
// codes were tried, and then nothing is reserved any more; and Get's faults.
func (s *Service) Confirm(ctx context.Context, v Viewer, basket ident.ID, code string) (Placed, error) {
	p, err := s.awaiting(ctx, v, basket)
	if err != nil || p.State() != Awaiting {
		return p, err
	}
	kept, left, err := s.Codes.Try(ctx, p.ID, MaxGuesses)
	if err != nil {
		return Placed{}, err
	}
	right := left && subtle.ConstantTimeCompare([]byte(kept.Digest), []byte(s.digest(p.ID, code))) == 1
	if !right && left && kept.Tried < MaxGuesses {
		return Placed{}, ErrCodeWrong.At("/code", fault.FieldMalformed)
	}
	now := s.Clock.Now()
	if !right {
		return s.meanwhile(ctx, v, basket, s.lapse(ctx, p.ID, now))
	}
	err = s.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		if err := st.Codes.Settle(ctx, p.ID, now); err != nil {
			return err
		}
		p.Orders, err = st.Orders.Confirm(ctx, p.ID, now)
		return err
	})
	if err != nil {
		return s.meanwhile(ctx, v, basket, err)
	}
	return p, nil
}

// lapse gives everything back before its time, and answers ErrCodeExpired.
func (s *Service) lapse(ctx context.Context, id ident.ID, now time.Time) error {
	err := s.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		_, err := st.Orders.Lapse(ctx, id, now)
		return err
	})
	if err == nil {
		return ErrCodeExpired
	}
	return err
}

// meanwhile answers for a checkout that could not be settled because it is
// settled already: as it is, when another request confirmed it a moment ago, or
// ErrCodeExpired.
func (s *Service) meanwhile(ctx context.Context, v Viewer, basket ident.ID, err error) (Placed, error) {
	if !errors.Is(err, order.ErrState) && !errors.Is(err, order.ErrDeadline) {
		return Placed{}, err
	}
	p, err := s.Get(ctx, v, basket)
	if err == nil && p.Code.ConfirmedAt.IsZero() {
		return Placed{}, ErrCodeExpired
	}
	return p, err
}

// Resend sends the guest another code in place of the one before; the time to
// confirm stays. It answers fault.ErrTooMany when a letter was sent within the
// last minute, or four were, ErrCodeExpired when the time is over, and Get's
// faults. A checkout that is confirmed already is answered as it is.
func (s *Service) Resend(ctx context.Context, v Viewer, basket ident.ID) (Placed, error) {
	p, err := s.awaiting(ctx, v, basket)
	if err != nil || p.State() != Awaiting {
		return p, err
	}
	now, code := s.Clock.Now(), newCode()
	if !now.Before(p.ConfirmBy()) {
		return Placed{}, ErrCodeExpired
	}
	return p, s.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		renewed, err := st.Codes.Renew(ctx, p.ID, Code{Digest: s.digest(p.ID, code), SentAt: now}, MaxLetters, now.Add(-LetterPause))
		switch {
		case err != nil:
			return err
		case !renewed:
			return tooSoon(p.Code, now)
		}
		return st.Post.Confirmation(ctx, p.confirmation(code, now))
	})
}

// awaiting gives a checkout that its guest can still confirm, or has confirmed.
// What was read before its orders may be older than they are: a checkout that
// looks over is read again.
func (s *Service) awaiting(ctx context.Context, v Viewer, basket ident.ID) (Placed, error) {
	p, err := s.Get(ctx, v, basket)
	if err == nil && p.Code.Digest != "" && p.Code.ConfirmedAt.IsZero() && p.State() != Awaiting {
		return s.meanwhile(ctx, v, basket, order.ErrState)
	}
	return p, err
}

// digest is all that is kept of a code; it is of no use for another checkout.
func (s *Service) digest(checkout ident.ID, code string) string {
	return s.Seal.Digest("checkout code", string(checkout), code)
}

// tooSoon says when another letter may be asked for.
func tooSoon(c Code, now time.Time) error {
	return fault.ErrTooMany.After(max(time.Second, c.SentAt.Add(LetterPause).Sub(now)))
}

// confirmation is the letter with the code, as of now.
func (p Placed) confirmation(code string, now time.Time) Confirmation {
	c := p.Orders[0].Customer
	return Confirmation{
		To:   account.Recipient{Email: c.Email, Language: account.Language(c.Language)}, // who has not proved the address yet
		Code: code, Within: p.ConfirmBy().Sub(now), Basket: p.Basket, Secret: p.Secret, Orders: p.Orders,
	}
}
