package app

import (
	"cabas/api/handler"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/clock"
	"cabas/domain/media"
	"cabas/domain/shop"
	"cabas/infra/db"
)

// shops are the rooms of the shops, wired.
type shops struct {
	service   *shop.Service
	browser   *shop.Browser
	timetable *shop.Timetable
	employer  *shop.Employer
	ways      *fulfilment.Service
	window    shop.Window
	access    shop.Access
	clock     clock.Clock
}

// newShops wires shops, their staff and the ways goods leave them, on a database
// or on one transaction of it.
func newShops(c Config, h db.Handle, now clock.Clock, towns shop.Towns, limits shop.Settings, letters *telling) *shops {
	kept, staff, people := db.NewShops(h), db.NewStaff(h), db.NewAccounts(h)
	access := shop.NewAccess(kept)
	unit := db.NewUnitOn(h, func(h db.Handle) shop.Stores {
		in := db.NewShops(h)
		return shop.Stores{
			Shops: in, Sellers: in, Hours: in, Days: in, Staff: db.NewStaff(h), Invitations: db.NewStaff(h),
			Repeats: db.NewRepeats(h), Facts: db.NewFacts(h), Post: letters.post(h),
		}
	})
	waysUnit := db.NewUnitOn(h, func(h db.Handle) fulfilment.Stores {
		return fulfilment.Stores{Ways: db.NewWays(h), Facts: db.NewFacts(h)}
	})
	return &shops{
		service:   shop.NewService(kept, unit, access, people, towns, limits, c.ordering(), now),
		browser:   shop.NewBrowser(kept, towns, now),
		timetable: shop.NewTimetable(unit, access, now),
		employer:  shop.NewEmployer(staff, staff, unit, access, people, db.NewLimits(h), now),
		ways:      fulfilment.NewService(kept, db.NewWays(h), db.NewSlots(h), db.NewOrders(h), waysUnit, access, now),
		window:    kept, access: access, clock: now,
	}
}

// handlers answer the operations on shops, their hours, ways and staff.
func (s *shops) handlers(photos *media.Service) (handler.ShopHours, handler.Staff) {
	all := handler.Shops{Service: s.service, Browser: s.browser, Ways: s.ways, Photos: photos, Clock: s.clock}
	return handler.ShopHours{Shops: all, Timetable: s.timetable}, handler.Staff{Shops: s.service, Employer: s.employer}
}
