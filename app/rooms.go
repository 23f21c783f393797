package app

import (
	"cabas/domain/kernel/clock"
	"cabas/domain/privacy"
	"cabas/domain/town"
	"cabas/infra/db"
	"cabas/infra/token"
)

// rooms are the rooms of the domain, wired.
type rooms struct {
	towns   *town.Service
	telling *telling
	people  *people
	goods   catalogue
	shops   *shops
	orders  orders
	placing checkouts
	photos  photos
	privacy *privacy.Service
}

// newRooms wires every room on a database and its clock, or on one transaction
// of it: the demonstration is loaded so, on a clock that it moves.
func newRooms(c Config, h db.Handle, now clock.Clock, secret token.Secret, towns *town.Service) (*rooms, error) {
	letters, err := newTelling(c, h, now, secret)
	if err != nil {
		return nil, err
	}
	folk := newPeople(c, h, now, secret, letters)
	pictures, err := newPhotos(c, h, now)
	if err != nil {
		return nil, err
	}
	return &rooms{
		towns:   towns,
		telling: letters,
		people:  folk,
		goods:   newCatalogue(h, now),
		shops:   newShops(c, h, now, towns, folk.platform, letters),
		orders:  newOrders(h, now, secret),
		placing: newCheckouts(c, h, now, secret, folk, letters),
		photos:  pictures,
		privacy: newPrivacy(h, now),
	}, nil
}
