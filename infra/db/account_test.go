package db_test

import (
	"testing"

	"cabas/domain/account"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// accountStores binds every store of the rooms account and platform.
func accountStores(h db.Handle) contract.AccountStores {
	return contract.AccountStores{
		Accounts: db.NewAccounts(h), Sessions: db.NewSessions(h), Codes: db.NewCodes(h), Proofs: db.NewProofs(h), Limits: db.NewLimits(h), Keys: db.NewSigningKeys(h),
		Passkeys: db.NewPasskeys(h), Challenges: db.NewChallenges(h),
	}
}

func TestAccountStores(t *testing.T) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			contract.Accounts(t, func(t *testing.T) contract.AccountStores { return accountStores(dbtest.Open(t, engine).Handle()) })
		})
	}
}

func TestComingIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		contract.ComingIn(t, func(post account.Post) contract.AccountFlow {
			return contract.AccountFlow{
				AccountStores: accountStores(d.Handle()),
				Facts:         db.NewFacts(d.Handle()),
				Unit: db.NewUnit(d, func(h db.Handle) account.Stores {
					s := accountStores(h)
					return account.Stores{
						Accounts: s.Accounts, Sessions: s.Sessions, Devices: s.Sessions, Codes: s.Codes, Proofs: s.Proofs,
						Passkeys: s.Passkeys, Post: post, Warnings: post.(account.Warnings), Facts: db.NewFacts(h), Audit: db.NewAudit(h),
					}
				}),
			}
		})
	})
}

func TestPlatformStores(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		contract.Audit(t, db.NewAudit(d.Handle()))
		contract.Settings(t, db.NewSettings(d.Handle()))
	})
}
