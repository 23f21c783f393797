package catalog

import (
	"context"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/kernel/repeat"
	"cabas/domain/kernel/work"
	"cabas/domain/shop"
)

// Service holds what people do with products.
type Service struct {
	products Products
	shops    Shops
	access   shop.Access
	unit     work.Unit[Stores]
	clock    clock.Clock
}

// NewService makes the use cases of products.
func NewService(products Products, shops Shops, access shop.Access, unit work.Unit[Stores], c clock.Clock) *Service {
	return &Service{products: products, shops: shops, access: access, unit: unit, clock: c}
}

// View is a product as it is shown.
type View struct {
	Product
	Sign Sign
	// Staff says that the reader works in the shop.
	Staff bool
}

// Create adds a product to the shop with that identifier or slug; its managers
// may. An attempt that was made before answers the product it led to.
func (s *Service) Create(ctx context.Context, actor account.Actor, shopRef string, d Details, attempt repeat.Key) (View, error) {
	sign, err := s.door(ctx, actor, shopRef)
	if err != nil {
		return View{}, err
	}
	p, change, err := NewProduct(sign.ID, d, actor.Account, s.clock.Now())
	if err != nil {
		return View{}, err
	}
	err = s.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		earlier, err := st.Repeats.Claim(ctx, attempt, p.ID, p.Created)
		switch {
		case err != nil:
			return err
		case earlier != "":
			p, err = st.Shelf.Get(ctx, earlier)
			return err
		}
		switch listed, err := st.Shelf.Listed(ctx, sign.ID, MaxProducts); {
		case err != nil:
			return err
		case listed >= MaxProducts:
			return ErrEnough
		}
		if err := st.Shelf.Insert(ctx, p, change); err != nil {
			return err
		}
		return st.Facts.Record(ctx, about(FactChanged, p, p.Created))
	})
	return View{p, sign, true}, err
}

// Edit rewrites the product's details with what change makes of them; the
// shop's managers may. Version is the one the editor saw: another answers
// fault.ErrStale.
func (s *Service) Edit(ctx context.Context, actor account.Actor, id ident.ID, version int64, change func(Details) (Details, error)) (View, error) {
	p, err := s.managed(ctx, actor, id)
	if err != nil {
		return View{}, err
	}
	sign, err := s.shops.Sign(ctx, p.Shop.String())
	if err != nil {
		return View{}, err
	}
	err = s.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		if p, err = st.Shelf.Get(ctx, id); err != nil {
			return err
		}
		if p.Version != version {
			return fault.ErrStale
		}
		d, err := change(p.Details())
		if err != nil {
			return err
		}
		books, err := p.Edit(d, actor.Account, s.clock.Now())
		if err != nil {
			return err
		}
		if err := st.Shelf.Update(ctx, p, books); err != nil {
			return err
		}
		facts := []fact.Fact{about(FactChanged, p, p.Updated)}
		for _, r := range books.Restated {
			told, err := r.restate(ctx, st.Ledger, &p, actor.Account, p.Updated)
			if err != nil {
				return err
			}
			facts = append(facts, told...)
		}
		return st.Facts.Record(ctx, facts...)
	})
	return View{p, sign, true}, err
}

// Delete takes a product away for good; the shop's managers may. Orders keep
// what they copied.
func (s *Service) Delete(ctx context.Context, actor account.Actor, id ident.ID) error {
	p, err := s.managed(ctx, actor, id)
	if err != nil {
		return err
	}
	now := s.clock.Now()
	return s.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		if err := st.Shelf.Delete(ctx, id, now); err != nil {
			return err
		}
		return st.Facts.Record(ctx, about(FactDeleted, p, now))
	})
}

// Get shows a product: a published one to everybody, any to the shop's staff.
// All else is fault.ErrNotFound.
func (s *Service) Get(ctx context.Context, actor account.Actor, id ident.ID) (View, error) {
	p, err := s.products.Get(ctx, id)
	if err != nil {
		return View{}, err
	}
	staff, err := s.isStaff(ctx, actor, p.Shop)
	if err != nil {
		return View{}, err
	}
	if !staff && !p.Published {
		return View{}, fault.ErrNotFound
	}
	sign, err := s.shops.Sign(ctx, p.Shop.String())
	return View{p, sign, staff}, err
}

// List shows the products of the shop with that identifier or slug, by category
// and name: the published ones to everybody, those that are hidden to the
// shop's staff, when they ask for them too. A shop that is not there is
// fault.ErrNotFound. The query's Shop is ignored.
func (s *Service) List(ctx context.Context, actor account.Actor, shopRef string, q Query, r page.Request) (page.Page[View], error) {
	sign, err := s.shops.Sign(ctx, shopRef)
	if err != nil {
		return page.Page[View]{}, err
	}
	staff, err := s.isStaff(ctx, actor, sign.ID)
	if err != nil {
		return page.Page[View]{}, err
	}
	q.Shop, q.Published = sign.ID, q.Published || !staff
	list, err := s.products.List(ctx, q, r)
	return page.Map(list, func(p Product) View { return View{p, sign, staff} }), err
}

// door finds a shop whose products the actor may change.
func (s *Service) door(ctx context.Context, actor account.Actor, ref string) (Sign, error) {
	if err := actor.RequireSignedIn(); err != nil {
		return Sign{}, err
	}
	sign, err := s.shops.Sign(ctx, ref)
	if err != nil {
		return Sign{}, err
	}
	return sign, s.access.Require(ctx, actor, sign.ID, shop.Manager)
}

// managed reads a product that the actor may change.
func (s *Service) managed(ctx context.Context, actor account.Actor, id ident.ID) (Product, error) {
	if err := actor.RequireSignedIn(); err != nil {
		return Product{}, err
	}
	p, err := s.products.Get(ctx, id)
	if err != nil {
		return Product{}, err
	}
	return p, s.access.Require(ctx, actor, p.Shop, shop.Manager)
}

// isStaff reports whether the actor works in the shop.
func (s *Service) isStaff(ctx context.Context, actor account.Actor, shopID ident.ID) (bool, error) {
	err := s.access.Require(ctx, actor, shopID, shop.Preparer)
	switch {
	case err == nil:
		return true, nil
	case fault.KindOf(err) == fault.Unauthenticated, fault.KindOf(err) == fault.NotFound:
		return false, nil
	}
	return false, err
}
