package checkout

import (
	"context"
	"errors"
	"strings"

	"cabas/domain/account"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

// RequestLink sends the secret link of a guest's order again, to the address
// the order was placed with, if number and address belong together. The answer,
// the address masked, is the same if they do not; so is fault.ErrTooMany when
// the address was given within the last minute.
func (s *Service) RequestLink(ctx context.Context, number, email string) (string, error) {
	email, err := account.NormalEmail(email, "/email")
	if err != nil {
		return "", err
	}
	now := s.Clock.Now()
	free, err := s.Pauses.Pause(ctx, s.Seal.Digest("order link", email), now, now.Add(-LetterPause))
	switch {
	case err != nil:
		return "", err
	case !free:
		return "", fault.ErrTooMany.After(LetterPause)
	}
	o, err := s.Orders.ByNumber(ctx, strings.ToUpper(strings.TrimSpace(number)))
	switch {
	case errors.Is(err, fault.ErrNotFound):
		return Masked(email), nil
	case err != nil:
		return "", err
	case o.Customer.Account != "" || o.Customer.Email != email:
		return Masked(email), nil
	}
	return Masked(email), s.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		return st.Facts.Record(ctx, fact.New(FactLinkRequested, o.ID, now, map[string]ident.ID{"shop": o.Shop.ID, "checkout": o.Checkout}))
	})
}
