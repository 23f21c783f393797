package shop

import (
	"context"

	"cabas/domain/account"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

// Role is what a member of staff may do in one shop. Each role includes the
// one before it.
type Role int

// The roles of a shop's staff; zero is nobody.
const (
	Stranger Role = iota
	Preparer      // sees and prepares orders
	Manager       // also edits the shop, its products and its hours
	Owner         // also its staff and its legal identity
)

// Members is what Access needs to know.
type Members interface {
	// RoleIn gives the account's role in the shop, Stranger when none. It is
	// asked at every request, so that a removal works at once.
	RoleIn(ctx context.Context, shop, account ident.ID) (Role, error)
}

// Access answers whether somebody may act for a shop.
type Access struct{ members Members }

// NewAccess makes the guard of the shops' doors.
func NewAccess(members Members) Access { return Access{members} }

// Require answers nil when the actor holds at least the role in the shop:
// fault.ErrUnauthenticated for somebody unknown, fault.ErrNotFound for a
// stranger to the shop (who may not learn what it holds), fault.ErrForbidden
// for staff of a lower role.
func (a Access) Require(ctx context.Context, actor account.Actor, shop ident.ID, least Role) error {
	if err := actor.RequireSignedIn(); err != nil {
		return err
	}
	role, err := a.members.RoleIn(ctx, shop, actor.Account)
	switch {
	case err != nil:
		return err
	case role == Stranger:
		return fault.ErrNotFound
	case role < least:
		return fault.ErrForbidden
	}
	return nil
}
