package app

import (
	"context"
	"log/slog"
	"time"

	"cabas/api/handler"
	"cabas/domain/kernel/clock"
	"cabas/domain/order"
	"cabas/domain/rehearsal"
	"cabas/domain/shop"
	"cabas/infra/db"
	"cabas/infra/qr"
	"cabas/infra/schedule"
	"cabas/infra/token"
)

// sweepEvery is how often a server looks for deadlines that have passed.
const sweepEvery = time.Second

// orders is the life of orders, wired.
type orders struct {
	service *order.Service
	desk    *order.Desk
	keeper  *order.Keeper
	sheet   handler.OrderSheet
	clock   clock.Clock
	// rehearsals are practice, beside the life of orders.
	rehearsals *rehearsal.Service
}

// newOrders wires the life of orders on a database, or on one transaction of
// it.
func newOrders(h db.Handle, now clock.Clock, secret token.Secret) orders {
	kept, shops, secrets := db.NewOrders(h), db.NewShops(h), order.NewSecrets(secret.Key("orders"))
	access := shop.NewAccess(shops)
	unit := db.NewUnitOn(h, db.OrderStores)
	return orders{
		service:    order.NewService(kept, shops, access, unit, secrets, now),
		desk:       order.NewDesk(kept, kept, access, unit, secrets, now),
		keeper:     order.NewKeeper(kept, unit),
		sheet:      handler.OrderSheet{Secrets: secrets, QR: qr.Image},
		clock:      now,
		rehearsals: rehearsal.NewService(db.NewRehearsals(h), db.NewProducts(h), shops, access, now),
	}
}

// keep minds the deadlines until the context ends.
func (o orders) keep(log *slog.Logger) func(context.Context) {
	return schedule.Every(sweepEvery, "order deadlines", o.clock, log, o.keeper.Sweep)
}
