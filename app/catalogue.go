package app

import (
	"cabas/api/handler"
	"cabas/domain/catalog"
	"cabas/domain/kernel/clock"
	"cabas/domain/shop"
	"cabas/infra/db"
)

// catalogue wires what shops sell.
func (s *Server) catalogue(now clock.Clock) (handler.Products, handler.Stock) {
	h := s.db.Handle()
	products, stocks, shops := db.NewProducts(h), db.NewStocks(h), db.NewShops(h)
	access := shop.NewAccess(shops)
	unit := db.NewUnit(s.db, func(h db.Handle) catalog.Stores {
		return catalog.Stores{
			Shelf: db.NewProducts(h), Ledger: db.NewStocks(h), Facts: db.NewFacts(h), Repeats: db.NewRepeats(h),
		}
	})
	return handler.Products{Service: catalog.NewService(products, shops, access, unit, now)},
		handler.Stock{Service: catalog.NewStockService(products, stocks, db.NewAccounts(h), access, unit, now)}
}
