package live

import (
	"context"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
)

// Service opens streams for those who may watch.
type Service struct {
	board  *Board
	orders Orders
	rights Rights
	clock  clock.Clock
}

// NewService makes the use cases of the live board.
func NewService(b *Board, orders Orders, rights Rights, c clock.Clock) *Service {
	return &Service{b, orders, rights, c}
}

// Mine follows the orders of every shop the actor works in, and the actor's
// own. It resumes after a position where one is given.
func (s *Service) Mine(ctx context.Context, actor account.Actor, after *int64) (*Stream, error) {
	if err := actor.RequireSignedIn(); err != nil {
		return nil, err
	}
	shops, err := s.rights.ShopsOf(ctx, []ident.ID{actor.Account})
	if err != nil {
		return nil, err
	}
	return s.board.join(ctx, watch{
		account: actor.Account, shops: shops[actor.Account], actor: actor, staff: true, until: s.until(actor),
	}, position(after))
}

// Order follows one order for those who may see it: its customer is told of
// every order of the same basket, the shop's staff of this one alone.
func (s *Service) Order(ctx context.Context, v order.Viewer, id ident.ID, after *int64) (*Stream, error) {
	seen, err := s.orders.Get(ctx, v, id)
	if err != nil {
		return nil, err
	}
	w := watch{actor: v.Actor, until: s.until(v.Actor)}
	if seen.As == order.ByCustomer {
		w.checkout = seen.Checkout
	} else {
		w.shops, w.only, w.staff = []ident.ID{seen.Shop.ID}, id, true
	}
	return s.board.join(ctx, w, position(after))
}

// until is when the actor's token is over; a guest proves the secret anew as
// often.
func (s *Service) until(actor account.Actor) time.Time {
	if actor.Until.IsZero() {
		return s.clock.Now().Add(account.AccessLife)
	}
	return actor.Until
}

func position(after *int64) int64 {
	if after == nil {
		return unknown
	}
	return *after
}
