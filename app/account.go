package app

import (
	"context"
	"log/slog"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/platform"
	"cabas/infra/db"
	"cabas/infra/passkey"
	"cabas/infra/password"
	"cabas/infra/token"
)

// people is the rooms platform and account, wired.
type people struct {
	service  *account.Service
	entrance *account.Entrance
	profiles *account.Profiles
	identity *account.Identity
	recovery *account.Recovery
	steward  *account.Steward
	acting   *account.Acting
	passkeys *account.PasskeyDesk
	platform *platform.Service
	accounts db.Accounts
	keys     *token.Keyring
}

// newPeople wires the rooms platform and account on a database, or on one
// transaction of it.
func newPeople(c Config, h db.Handle, now clock.Clock, secret token.Secret, letters *telling) *people {
	rules, seals, hasher := account.DefaultRules(), token.NewSeals(secret), password.New()
	accounts, sessions, limits := db.NewAccounts(h), db.NewSessions(h), db.NewLimits(h)
	codes, proofs := db.NewCodes(h), db.NewProofs(h)
	keys := token.NewKeyring(db.NewSigningKeys(h), secret, now)
	unit := db.NewUnitOn(h, func(h db.Handle) account.Stores {
		sessions := db.NewSessions(h)
		return account.Stores{
			Accounts: db.NewAccounts(h), Sessions: sessions, Devices: sessions, Codes: db.NewCodes(h), Proofs: db.NewProofs(h), Facts: db.NewFacts(h), Audit: db.NewAudit(h),
			Post: letters.post(h), Passkeys: db.NewPasskeys(h), Warnings: letters.post(h),
		}
	})
	settings := db.NewUnitOn(h, func(h db.Handle) platform.Stores {
		return platform.Stores{Values: db.NewSettings(h), Audit: db.NewAudit(h)}
	})
	service := account.NewService(sessions, sessions, token.NewTokens(keys, c.site()), c.Demo, now)
	entrance := account.NewEntrance(service, accounts, codes, limits, unit, hasher, seals, rules, now)
	return &people{
		service:  service,
		entrance: entrance,
		passkeys: account.NewPasskeyDesk(entrance, db.NewPasskeys(h), db.NewChallenges(h), passkey.New(c.site(), siteName), limits, unit, seals,
			account.DefaultPasskeyRules(), now),
		profiles: account.NewProfiles(accounts, limits, unit, hasher, seals, rules, now),
		identity: account.NewIdentity(accounts, sessions, codes, proofs, limits, unit, hasher, seals, rules, now),
		recovery: account.NewRecovery(service, accounts, proofs, limits, unit, hasher, seals, rules, now),
		acting:   account.NewActing(service, accounts, unit, now),
		steward:  account.NewSteward(unit, hasher, limits, now),
		platform: platform.NewService(db.NewSettings(h), db.NewAudit(h), settings, now),
		accounts: accounts,
		keys:     keys,
	}
}

// keep publishes signing keys in time: at start, then every hour.
func (p *people) keep(log *slog.Logger) func(context.Context) {
	return func(ctx context.Context) {
		tick := time.NewTicker(time.Hour)
		defer tick.Stop()
		for {
			if err := p.keys.Turn(ctx); err != nil && ctx.Err() == nil {
				log.Error("signing keys", "error", err)
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}
}
