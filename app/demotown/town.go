// Package demotown brings the demonstration town to life: it opens the
// accounts, shops and products that package demo describes, and places and
// prepares its orders, all through the use cases that everybody else uses, on a
// clock that it moves through the last weeks. It writes nothing by itself. It
// may import demo and the domain.
package demotown

import (
	"context"
	"fmt"
	"time"

	"cabas/demo"
	"cabas/domain/account"
	"cabas/domain/basket"
	"cabas/domain/catalog"
	"cabas/domain/checkout"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/ident"
	"cabas/domain/media"
	"cabas/domain/notification"
	"cabas/domain/order"
	"cabas/domain/shop"
)

// founded is how long before today the town begins.
const founded = 40 * 24 * time.Hour

// Rooms are the use cases that the town is made with. All of them read Clock.
type Rooms struct {
	Clock     *clock.Manual
	Steward   *account.Steward
	Shops     *shop.Service
	Timetable *shop.Timetable
	Employer  *shop.Employer
	Ways      *fulfilment.Service
	Products  *catalog.Service
	Photos    *media.Service
	Baskets   *basket.Service
	Checkouts *checkout.Service
	Counter   *order.Desk
	Orders    *order.Service
	Keeper    *order.Keeper
	Secrets   order.Secrets
	// Mails reads what was sent, for the codes and links in it.
	Mails *notification.Desk
	// Tell tells people, at the moment of Clock, of what happened since the
	// last call.
	Tell func(ctx context.Context) error
}

// loader is one loading of the town.
type loader struct {
	Rooms
	data   demo.Data
	now    time.Time
	zone   *time.Location // the town's
	story  []act
	people map[string]person
	shops  map[string]opened // by slug
}

// person is somebody of the town who can act.
type person struct {
	demo.Person
	Actor account.Actor
}

// opened is a shop that opened, with what orders refer to.
type opened struct {
	ID       ident.ID
	Data     demo.Shop
	owner    account.Actor
	products map[string]catalog.Product // by key
}

// Load makes the town as it stands at now. The database must be empty, and the
// caller sees to it that all of it is kept, or nothing.
func Load(ctx context.Context, rooms Rooms, data demo.Data, now time.Time) error {
	zone, err := time.LoadLocation(shop.ZoneOf(home(data)))
	if err != nil {
		return fmt.Errorf("demonstration: %w", err)
	}
	l := &loader{Rooms: rooms, data: data, now: now, zone: zone, people: map[string]person{}, shops: map[string]opened{}}
	l.Clock.Set(now.Add(-founded))
	for _, step := range []func(context.Context) error{l.settle, l.openShops, l.Tell, l.planOrders, l.tellStory} {
		if err := step(ctx); err != nil {
			return fmt.Errorf("demonstration: %w", err)
		}
	}
	return nil
}

// settle opens everybody's account.
func (l *loader) settle(ctx context.Context) error {
	for _, p := range l.data.People {
		roles := account.Roles{Administrator: p.Role == "admin"}
		if p.Role == "agent" {
			roles.AgentOf = []string{p.Town}
		}
		id, err := l.Steward.Provision(ctx, account.Platform(), account.Registration{
			Email: p.Email, Name: p.Name, Language: account.Language(p.Language), Password: l.data.Passwords[p.Role], Proved: true,
		}, roles)
		if err != nil {
			return fmt.Errorf("%s: %w", p.Key, err)
		}
		l.people[p.Key] = person{p, account.Actor{Account: id, Administrator: roles.Administrator, AgentOf: roles.AgentOf}}
	}
	return nil
}
