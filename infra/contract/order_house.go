package contract

import (
	"context"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/page"
	"cabas/domain/kernel/work"
	"cabas/domain/order"
	"cabas/domain/shop"
)

// OrderHouse is one database with all that the life of an order touches.
type OrderHouse struct {
	Orders  OrderStore
	Shops   order.Shops
	Unit    work.Unit[order.Stores]
	Catalog Catalog
	Slots   fulfilment.Slots
	// Shop and Other are kept already.
	Shop, Other ident.ID
	// Place keeps an order as a checkout does, with what it takes of stock and
	// slot, all in one transaction.
	Place func(ctx context.Context, o order.Order, capacity int) error
}

// counter is a house with one product on its shelf, and people around it.
type counter struct {
	t       *testing.T
	h       OrderHouse
	clock   *clock.Manual
	secrets order.Secrets
	service *order.Service
	desk    *order.Desk
	keeper  *order.Keeper
	variant ident.ID
	staff   account.Actor
	manager account.Actor
}

// employees is who works in the shop of a counter.
type employees map[ident.ID]shop.Role

func (e employees) RoleIn(_ context.Context, _, account ident.ID) (shop.Role, error) {
	return e[account], nil
}

func openCounter(t *testing.T, h OrderHouse, onHand int64) *counter {
	t.Helper()
	c := &counter{t: t, h: h, clock: clock.NewManual(noon), secrets: order.NewSecrets(make([]byte, 32)),
		staff: account.Actor{Account: "acc_preparer"}, manager: account.Actor{Account: "acc_manager"}}
	access := shop.NewAccess(employees{"acc_preparer": shop.Preparer, "acc_manager": shop.Manager})
	c.service = order.NewService(h.Orders, h.Shops, access, h.Unit, c.secrets, c.clock)
	c.desk = order.NewDesk(h.Orders, h.Orders, access, h.Unit, c.secrets, c.clock)
	c.keeper = order.NewKeeper(h.Orders, h.Unit)
	c.variant = stocked(t, h.Catalog, counted(onHand))
	return c
}

// draft is an order of so many jars.
func (c *counter) draft(jars int64) order.Draft {
	d := OrderDraft(c.h.Shop, "acc_customer")
	d.Lines = d.Lines[1:]
	d.Lines[0].Variant, d.Lines[0].Quantity = c.variant, measure.Quantity{Unit: measure.Piece, Amount: jars}
	d.At = c.clock.Now()
	return d
}

func (c *counter) place(d order.Draft) order.Order {
	c.t.Helper()
	o, err := order.New(d)
	must(c.t, err)
	must(c.t, c.h.Place(c.t.Context(), o, 100))
	return o
}

// booked counts the places taken in the slot of the drafts.
func (c *counter) booked() (n int) {
	c.t.Helper()
	all, err := c.h.Slots.Booked(context.Background(), []ident.ID{c.h.Shop, c.h.Other}, noon.Add(-time.Hour))
	must(c.t, err)
	for _, b := range all {
		n += b
	}
	return n
}

func (c *counter) holds(onHand, allocated int64, booked int) {
	c.t.Helper()
	if s, n := stockOf(c.t, c.h.Catalog, c.variant), c.booked(); s.OnHand != onHand || s.Allocated != allocated || n != booked {
		c.t.Errorf("%d on hand, %d reserved, %d places; want %d, %d, %d", s.OnHand, s.Allocated, n, onHand, allocated, booked)
	}
}

func (c *counter) customer() order.Viewer {
	return order.Viewer{Actor: account.Actor{Account: "acc_customer"}}
}

// ready brings an order to where its goods wait for the customer.
func (c *counter) ready(o order.Order) {
	c.t.Helper()
	_, err := c.desk.Accept(c.t.Context(), c.staff, o.ID)
	must(c.t, err)
	_, err = c.desk.Ready(c.t.Context(), c.staff, o.ID)
	must(c.t, err)
}

// events lists what happened to an order.
func events(t *testing.T, c *counter, o order.Order) (kinds []order.EventKind) {
	t.Helper()
	all, err := c.h.Orders.Events(t.Context(), o.ID, page.Request{})
	must(t, err)
	for _, e := range all.Items {
		kinds = append(kinds, e.Kind)
	}
	return kinds
}
