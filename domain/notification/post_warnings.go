package notification

import (
	"context"
	"fmt"

	"cabas/domain/account"
)

// warningLetters names the letter for each matter that account holders are
// warned of.
var warningLetters = map[string]string{
	account.WarnPasskeyAdded:   AccountPasskeyAdded,
	account.WarnPasskeyRemoved: AccountPasskeyRemoved,
	account.WarnPasskeySuspect: AccountPasskeySuspect,
}

// Warn implements account.Warnings.
func (p Post) Warn(ctx context.Context, to account.Recipient, matter, name string) error {
	kind, ok := warningLetters[matter]
	if !ok {
		return fmt.Errorf("notification: no letter to warn of %q", matter)
	}
	return p.Queue(ctx, Letter{To: to.Email, Name: to.Name, Language: string(to.Language), Kind: kind,
		Data: map[string]string{"name": name, "link": p.press.site.Address + "/mon-compte"}})
}
