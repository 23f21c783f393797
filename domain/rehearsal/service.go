package rehearsal

import (
	"context"
	"time"

	"cabas/domain/account"
	"cabas/domain/catalog"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/order"
	"cabas/domain/shop"
)

// View is a rehearsal and the zone of its shop.
type View struct {
	Rehearsal
	Zone *time.Location
}

// Service lets a shop's staff rehearse, and nobody else know of it.
type Service struct {
	store Store
	goods Goods
	shops Shops
	staff Staff
	clock clock.Clock
}

// NewService makes the service of rehearsals.
func NewService(store Store, goods Goods, shops Shops, staff Staff, c clock.Clock) *Service {
	return &Service{store, goods, shops, staff, c}
}

// Start places a rehearsal at the shop, named by identifier or slug. It answers
// ErrEnough when there are Most already, and ErrNoGoods when the shop shows no
// product.
func (s *Service) Start(ctx context.Context, actor account.Actor, ref string) (View, error) {
	at, err := s.enter(ctx, actor, ref)
	if err != nil {
		return View{}, err
	}
	goods, err := s.goods.List(ctx, catalog.Query{Shop: at.ID, Published: true}, page.Request{Limit: mostLines})
	if err != nil {
		return View{}, err
	}
	now := s.clock.Now()
	r, err := New(at.ID, goods.Items, now)
	if err != nil {
		return View{}, err
	}
	return View{r, at.Location()}, s.store.Add(ctx, r, now.Add(-Lasts))
}

// List gives the shop's rehearsals, the oldest first.
func (s *Service) List(ctx context.Context, actor account.Actor, ref string) ([]View, error) {
	at, err := s.enter(ctx, actor, ref)
	if err != nil {
		return nil, err
	}
	found, err := s.store.Of(ctx, at.ID, s.clock.Now().Add(-Lasts))
	views := make([]View, len(found))
	for i, r := range found {
		views[i] = View{r, at.Location()}
	}
	return views, err
}

// Step moves a rehearsal; see Rehearsal.Do. The code matters at hand-over
// alone.
func (s *Service) Step(ctx context.Context, actor account.Actor, ref string, id ident.ID, c order.Command, code string) (View, error) {
	at, err := s.enter(ctx, actor, ref)
	if err != nil {
		return View{}, err
	}
	now := s.clock.Now()
	r, err := s.store.Get(ctx, at.ID, id, now.Add(-Lasts))
	if err != nil {
		return View{}, err
	}
	before := r.State
	moved, err := r.Do(c, code, now)
	if err == nil && moved {
		err = s.store.Save(ctx, r, before)
	}
	return View{r, at.Location()}, err
}

// Remove takes a rehearsal away, wherever it stands.
func (s *Service) Remove(ctx context.Context, actor account.Actor, ref string, id ident.ID) error {
	at, err := s.enter(ctx, actor, ref)
	if err != nil {
		return err
	}
	return s.store.Remove(ctx, at.ID, id)
}

// enter finds the shop for somebody who works there.
func (s *Service) enter(ctx context.Context, actor account.Actor, ref string) (shop.Shop, error) {
	if err := actor.RequireSignedIn(); err != nil {
		return shop.Shop{}, err
	}
	at, err := s.shops.ByRef(ctx, ref)
	if err != nil {
		return shop.Shop{}, err
	}
	return at, s.staff.Require(ctx, actor, at.ID, shop.Preparer)
}
