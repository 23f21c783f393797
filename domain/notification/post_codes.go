package notification

import (
	"context"
	"fmt"

	"cabas/domain/account"
)

// codeLetters names the letter for each purpose of a code.
var codeLetters = map[string]string{
	account.PurposeRegister: AccountRegister,
	account.PurposeSignIn:   AccountSignIn,
	account.PurposeKnown:    AccountKnown,
}

// Code implements account.Post.
func (p Post) Code(ctx context.Context, to account.Recipient, purpose, code string) error {
	kind, ok := codeLetters[purpose]
	if !ok {
		return fmt.Errorf("notification: no letter for a code to %q", purpose)
	}
	return p.Queue(ctx, Letter{To: to.Email, Name: to.Name, Language: string(to.Language), Kind: kind, Data: map[string]string{"code": code}})
}
