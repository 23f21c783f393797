package account

import (
	"context"
	"time"

	"cabas/domain/kernel/fault"
)

// Allowance is how often something may be done within a window.
type Allowance struct {
	Most   int
	Window time.Duration
}

// Rules bound how often codes are sent and doors are tried. A code bears five
// guesses and ten codes in six hours go to one e-mail, so that guessing around
// the clock (with forty mails a day to warn the holder) opens a given account
// once in some thirteen years on average.
type Rules struct {
	CodesPerEmail, CodesPerAddress         Allowance
	PasswordsPerEmail, PasswordsPerAddress Allowance
	GuessesPerEmail, GuessesPerAddress     Allowance
}

// DefaultRules are the limits in force unless configured otherwise. Those per
// network address are wide: a whole school or town hall may share one.
func DefaultRules() Rules {
	return Rules{
		CodesPerEmail: Allowance{10, 6 * time.Hour}, CodesPerAddress: Allowance{60, time.Hour},
		PasswordsPerEmail: Allowance{10, 15 * time.Minute}, PasswordsPerAddress: Allowance{100, 15 * time.Minute},
		GuessesPerEmail: Allowance{20, 15 * time.Minute}, GuessesPerAddress: Allowance{100, 15 * time.Minute},
	}
}

// gate counts what is tried and refuses what is too much. Counters are kept
// under keyed digests: they name nobody.
type gate struct {
	limits Limits
	seals  Seals
}

// pass counts one more try of act for the e-mail and for the network address.
// It answers fault.ErrTooMany with the time to wait.
func (g gate) pass(ctx context.Context, act, email string, perEmail Allowance, address string, perAddress Allowance, now time.Time) error {
	for _, c := range []struct {
		kind, value string
		Allowance
	}{{"address", address, perAddress}, {"email", email, perEmail}} {
		if c.value == "" {
			continue
		}
		key := g.seals.Digest("limit", act, c.kind, c.value)
		n, until, err := g.limits.Count(ctx, key, now, now.Add(c.Window))
		if err != nil {
			return err
		}
		if n > c.Most {
			return fault.ErrTooMany.After(until.Sub(now))
		}
	}
	return nil
}
