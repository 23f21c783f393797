package notification

import (
	"context"
	"fmt"

	"cabas/domain/account"
)

// codeLetters names the letter for each purpose of a code, and the page that
// takes the code where the letter leads to one. A page is given the code after
// the "#", which browsers do not send and servers do not log.
var codeLetters = map[string]struct{ kind, page string }{
	account.PurposeRegister: {AccountRegister, ""},
	account.PurposeSignIn:   {AccountSignIn, ""},
	account.PurposeKnown:    {AccountKnown, ""},
	account.PurposeVerify:   {AccountVerify, "/mon-compte/adresse#verifier="},
	account.PurposeEmail:    {AccountEmail, "/mon-compte/adresse#changer="},
	account.PurposeTaken:    {AccountTaken, ""},
	account.PurposeReset:    {AccountReset, "/mot-de-passe#"},
}

// Code implements account.Post.
func (p Post) Code(ctx context.Context, to account.Recipient, purpose, code string) error {
	letter, ok := codeLetters[purpose]
	if !ok {
		return fmt.Errorf("notification: no letter for a code to %q", purpose)
	}
	data := map[string]string{"code": code}
	if letter.page != "" {
		data["link"] = p.press.site.Address + letter.page + code
	}
	return p.Queue(ctx, Letter{To: to.Email, Name: to.Name, Language: string(to.Language), Kind: letter.kind, Data: data})
}

// noticeLetters names the letter of each notice.
var noticeLetters = map[string]string{
	account.NoticePassword: AccountPassword,
	account.NoticeEmail:    AccountMoved,
	account.NoticeSignedIn: AccountSignedIn,
	account.NoticeActing:   AccountActed,
}

// Notice implements account.Post. Its link leads to where whoever did not want
// what the letter tells of can undo it.
func (p Post) Notice(ctx context.Context, to account.Recipient, notice string, about map[string]string) error {
	kind, ok := noticeLetters[notice]
	if !ok {
		return fmt.Errorf("notification: no letter for the notice %q", notice)
	}
	page := "/mot-de-passe"
	if notice == account.NoticeActing || about["kept"] != "" {
		page = "/mon-compte" // where it can be ended, and where who keeps a passkey changes the password
	}
	data := map[string]string{"link": p.press.site.Address + page}
	for name, value := range about {
		data[name] = value
	}
	return p.Queue(ctx, Letter{To: to.Email, Name: to.Name, Language: string(to.Language), Kind: kind, Data: data})
}
