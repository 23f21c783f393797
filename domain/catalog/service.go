package catalog

import (
	"context"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
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

// Create adds a product to a shop; its managers may. An attempt that was made
// before answers the product it led to.
func (s *Service) Create(ctx context.Context, actor account.Actor, shopID ident.ID, d Details, attempt repeat.Key) (Product, error) {
	if err := s.access.Require(ctx, actor, shopID, shop.Manager); err != nil {
		return Product{}, err
	}
	p, change, err := NewProduct(shopID, d, actor.Account, s.clock.Now())
	if err != nil {
		return Product{}, err
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
		if err := st.Shelf.Insert(ctx, p, change); err != nil {
			return err
		}
		return st.Facts.Record(ctx, about(FactChanged, p, p.Created))
	})
	return p, err
}

// Edit rewrites the product's details with what change makes of them; the
// shop's managers may. Version is the one the editor saw: another answers
// fault.ErrStale.
func (s *Service) Edit(ctx context.Context, actor account.Actor, id ident.ID, version int64, change func(Details) (Details, error)) (Product, error) {
	p, err := s.managed(ctx, actor, id)
	if err != nil {
		return Product{}, err
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
		return st.Facts.Record(ctx, about(FactChanged, p, p.Updated))
	})
	return p, err
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

// Get shows a product: a published one of a visible shop to everybody, any to
// the shop's staff, of whom staff tells. All else is fault.ErrNotFound.
func (s *Service) Get(ctx context.Context, actor account.Actor, id ident.ID) (p Product, staff bool, err error) {
	if p, err = s.products.Get(ctx, id); err != nil {
		return Product{}, false, err
	}
	if staff, err = s.isStaff(ctx, actor, p.Shop); err != nil || staff {
		return p, staff, err
	}
	visible, err := s.shops.Visible(ctx, p.Shop)
	if err == nil && !(visible && p.Published) {
		err = fault.ErrNotFound
	}
	return p, false, err
}

// List shows a shop's products by category and name: the published ones to
// everybody, and those that are hidden to the shop's staff, of whom staff
// tells, when they want them too. A shop that the asker may not see is
// fault.ErrNotFound.
func (s *Service) List(ctx context.Context, actor account.Actor, q Query, r page.Request) (list page.Page[Product], staff bool, err error) {
	if staff, err = s.isStaff(ctx, actor, q.Shop); err != nil {
		return list, false, err
	}
	if !staff {
		visible, err := s.shops.Visible(ctx, q.Shop)
		if err != nil {
			return list, false, err
		}
		if !visible {
			return list, false, fault.ErrNotFound
		}
	}
	q.Published = q.Published || !staff
	list, err = s.products.List(ctx, q, r)
	return list, staff, err
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
