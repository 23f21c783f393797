package db

import "cabas/domain/order"

// OrderStores binds what changing an order touches to a transaction.
func OrderStores(h Handle) order.Stores {
	return order.Stores{Orders: NewOrders(h), Stock: NewStocks(h), Slots: NewSlots(h)}
}
