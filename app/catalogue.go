package app

import (
	"cabas/domain/catalog"
	"cabas/domain/kernel/clock"
	"cabas/domain/shop"
	"cabas/infra/db"
)

// catalogue is the room catalog, wired.
type catalogue struct {
	products *catalog.Service
	stock    *catalog.StockService
}

// newCatalogue wires the room catalog on a database, or on one transaction of
// it.
func newCatalogue(h db.Handle, now clock.Clock) catalogue {
	products, stocks, shops := db.NewProducts(h), db.NewStocks(h), db.NewShops(h)
	access := shop.NewAccess(shops)
	unit := db.NewUnitOn(h, func(h db.Handle) catalog.Stores {
		return catalog.Stores{
			Shelf: db.NewProducts(h), Ledger: db.NewStocks(h), Facts: db.NewFacts(h), Repeats: db.NewRepeats(h),
		}
	})
	return catalogue{
		products: catalog.NewService(products, shops, access, unit, now),
		stock:    catalog.NewStockService(products, stocks, db.NewAccounts(h), access, unit, now),
	}
}
