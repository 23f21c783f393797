package privacy

import (
	"context"
	"strings"

	"cabas/domain/account"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
	"cabas/domain/platform"
)

// Erase deletes the asker's account for good: all at once, or not at all. The
// asker must have proved lately who they are. It answers ErrOpenOrders while
// orders of theirs are under way, and ErrLastOwner while they alone own a shop
// that has some. What the law wants kept of their orders stays, without them.
func (s *Service) Erase(ctx context.Context, actor account.Actor) error {
	now := s.clock.Now()
	if err := actor.RequireFresh(now); err != nil {
		return err
	}
	return s.unit.Do(ctx, func(ctx context.Context, in Stores) error {
		if err := in.Accounts.Hold(ctx, actor.Account); err != nil {
			return err
		}
		a, err := in.Accounts.ByID(ctx, actor.Account)
		if err != nil {
			return err
		}
		p := personOf(a)
		orphans, err := free(ctx, in, p)
		if err != nil {
			return err
		}
		acts := []platform.Entry{platform.NewEntry(p.Account, ActErased, p.Account.String(), "", now)}
		for _, shop := range orphans {
			acts = append(acts, platform.NewEntry(p.Account, ActOrphaned, shop.String(), "", now))
		}
		for _, step := range []func() error{
			func() error { return in.Shops.Leave(ctx, p, orphans) },
			func() error { return in.Books.Forget(ctx, p) },
			func() error { return in.Lodging.Remove(ctx, p) },
			func() error { return in.Facts.Record(ctx, fact.New(FactErased, p.Account, now, nil)) },
			func() error { return in.Audit.Record(ctx, acts...) },
		} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
}

// free answers a fault while the person is needed, and else the shops that they
// leave without an owner.
func free(ctx context.Context, in Stores, p Person) ([]ident.ID, error) {
	owned, err := in.Shops.OnlyOwned(ctx, p)
	if err != nil {
		return nil, err
	}
	var orphans []ident.ID
	var busy []string
	for _, o := range owned {
		orphans = append(orphans, o.ID)
		if o.Open > 0 {
			busy = append(busy, o.Name)
		}
	}
	if len(busy) > 0 {
		return nil, ErrLastOwner.With(map[string]any{"shops": strings.Join(busy, ", ")})
	}
	switch open, err := in.Books.Open(ctx, p); {
	case err != nil:
		return nil, err
	case open > 0:
		return nil, ErrOpenOrders.With(map[string]any{"open": open})
	}
	return orphans, nil
}

func personOf(a account.Account) Person {
	p := Person{Account: a.ID(), Email: a.Email()}
	if a.Verified() {
		p.Proved = a.Email()
	}
	return p
}
