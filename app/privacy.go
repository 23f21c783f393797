package app

import (
	"cabas/domain/kernel/clock"
	"cabas/domain/privacy"
	"cabas/infra/db"
)

// newPrivacy wires what people may ask of what is kept about them, on a database
// or on one transaction of it.
func newPrivacy(h db.Handle, now clock.Clock) *privacy.Service {
	unit := db.NewUnitOn(h, func(h db.Handle) privacy.Stores {
		persons := db.NewPersons(h)
		return privacy.Stores{
			Accounts: db.NewAccounts(h), Lodging: persons, Books: persons, Shops: persons, Facts: db.NewFacts(h), Audit: db.NewAudit(h),
		}
	})
	return privacy.NewService(db.NewAccounts(h), db.NewPasskeys(h), db.NewPersons(h), unit, now)
}
