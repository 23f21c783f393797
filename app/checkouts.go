package app

import (
	"cabas/api/handler"
	"cabas/domain/basket"
	"cabas/domain/checkout"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/clock"
	"cabas/domain/order"
	"cabas/infra/db"
	"cabas/infra/token"
)

// checkouts prices baskets and places them, wired.
type checkouts struct {
	quotes  *basket.Service
	service *checkout.Service
}

// newCheckouts wires pricing and placing on a database, or on one transaction
// of it.
func newCheckouts(c Config, h db.Handle, now clock.Clock, secret token.Secret, folk *people, letters *telling) checkouts {
	kept, guests := db.NewCheckouts(h), db.NewGuests(h)
	quotes := basket.NewService(db.NewShops(h), db.NewProducts(h), fulfilment.NewPlanner(db.NewWays(h), db.NewSlots(h)), c.ordering(), now)
	unit := db.NewUnitOn(h, func(h db.Handle) checkout.Stores {
		kept := db.NewCheckouts(h)
		return checkout.Stores{
			Checkouts: kept, Codes: kept, Guests: db.NewGuests(h), Offers: db.NewProducts(h), Stock: db.NewStocks(h),
			Slots: db.NewSlots(h), Orders: db.OrderStores(h), Facts: db.NewFacts(h), Post: letters.post(h),
		}
	})
	return checkouts{quotes: quotes, service: checkout.NewService(checkout.Ports{
		Quotes: quotes, Checkouts: kept, Codes: kept, Orders: db.NewOrders(h), Pauses: guests, People: folk.accounts,
		Settings: folk.platform, Seal: token.NewSeals(secret), Secrets: order.NewSecrets(secret.Key("orders")), Clock: now,
	}, unit)}
}

// handlers answer the operations on quotes and checkouts.
func (c checkouts) handlers(site string, orders orders) (handler.Quotes, handler.Checkouts) {
	return handler.Quotes{Baskets: c.quotes},
		handler.Checkouts{Service: c.service, Sheet: orders.sheet, Clock: orders.clock, Site: site}
}
