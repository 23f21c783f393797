package shop

import (
	"context"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

// Declaration is a legal identity as its owner declares it; version is the one
// that was edited.
type Declaration struct {
	Seller Seller
	// Certified says that the seller certifies, in the words of
	// CertificationTerms, to offer only what complies with the law.
	Certified bool
	Version   int64
}

// Declare writes the legal identity, whole; selling opens with it once it is
// certified, and closes when it is declared without. Owners alone may. It
// answers fault.ErrStale when somebody else was faster, fault.ErrInvalid with
// each field that is wrong, platform.ErrNoMailServer when certifying would open
// selling on a server that takes no orders.
func (s *Service) Declare(ctx context.Context, actor account.Actor, id ident.ID, d Declaration) (Shop, error) {
	if err := s.access.Require(ctx, actor, id, Owner); err != nil {
		return Shop{}, err
	}
	shop, err := s.shops.ByRef(ctx, id.String())
	if err != nil {
		return Shop{}, err
	}
	sold, now := shop.Selling(), s.clock.Now()
	if shop.Seller, err = d.seller(now); err != nil {
		return Shop{}, err
	}
	if closed := s.orders.Refusal(); closed != nil && shop.Selling() && !sold {
		return Shop{}, closed
	}
	err = s.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		if err := st.Sellers.SaveSeller(ctx, id, shop.Seller, d.Version); err != nil {
			return err
		}
		by := map[string]ident.ID{"by": actor.Account}
		facts := []fact.Fact{fact.New(IdentityDeclared, id, now, by)}
		if shop.Selling() && !sold {
			facts = append(facts, fact.New(SellingOpened, id, now, by))
		}
		return st.Facts.Record(ctx, facts...)
	})
	shop.Versions.Seller = d.Version + 1
	return shop, err
}

// Identity shows the legal identity in full, to owners alone.
func (s *Service) Identity(ctx context.Context, actor account.Actor, id ident.ID) (Shop, error) {
	if err := s.access.Require(ctx, actor, id, Owner); err != nil {
		return Shop{}, err
	}
	return s.shops.ByRef(ctx, id.String())
}

// seller gives the identity to keep, with the moment of its certification.
func (d Declaration) seller(now time.Time) (Seller, error) {
	s := d.Seller.tidied()
	s.CertifiedAt, s.TermsVersion = time.Time{}, ""
	if d.Certified {
		s.CertifiedAt, s.TermsVersion = now, CertificationTerms
	}
	var c fault.Check
	s.check(&c)
	return s, c.Err()
}
