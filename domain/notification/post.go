package notification

import (
	"context"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/speak"
)

// The letters that rooms send by Post because they hold a secret, which no
// fact may carry, or concern an account alone. Beside each stand the data it
// needs.
const (
	AccountRegister       = "account.register"           // code
	AccountSignIn         = "account.sign_in"            // code
	AccountKnown          = "account.already_registered" // code
	AccountPasskeyAdded   = "account.passkey_added"      // name of the passkey, link
	AccountPasskeyRemoved = "account.passkey_removed"    // name of the passkey, link
	AccountPasskeySuspect = "account.passkey_suspect"    // name of the passkey, link
	CheckoutCode          = "checkout.code"              // code, minutes it is good for, orders, link
	StaffInvited          = "staff.invited"              // shop, inviter, role (owner, manager, preparer), link
	AccountVerify         = "account.verify"             // code, link
	AccountEmail          = "account.change_email"       // code, link
	AccountTaken          = "account.email_taken"        // nothing
	AccountReset          = "account.reset"              // link
	AccountPassword       = "account.password_changed"   // what (set, changed, removed, reset), link
	AccountSignedIn       = "account.signed_in"          // device (may be empty), kept ("out" or empty), link
	AccountActed          = "account.acted_for"          // who, reason, link
	AccountMoved          = "account.email_changed"      // email, masked
)

// Letter asks for one mail. Language is "fr" or "en".
type Letter struct {
	To, Name string
	Language string
	Kind     string
	Data     map[string]string
}

// Post queues letters. It is made anew for each unit of work, on the
// transaction's outbox.
type Post struct {
	outbox Outbox
	press  *Press
	clock  clock.Clock
}

// NewPost makes a post office on an outbox.
func NewPost(outbox Outbox, press *Press, clk clock.Clock) Post {
	return Post{outbox, press, clk}
}

// Queue words the letter and puts it into the outbox. It answers an error when
// there is no such letter or its data are incomplete: a mistake of ours.
func (p Post) Queue(ctx context.Context, l Letter) error {
	language := speak.Of(l.Language)
	words, err := p.press.letter(language, l)
	if err != nil {
		return err
	}
	m := newMail(words, language, l.Kind, l.To, l.Name, p.clock)
	m.Source = m.ID
	return p.outbox.Add(ctx, m)
}

func newMail(w Words, language speak.Language, kind, to, name string, clk clock.Clock) Mail {
	now := clk.Now()
	return Mail{
		ID: ident.New("mal"), To: to, Name: oneLine(name), Language: language, Kind: kind,
		Subject: w.Subject, Text: w.Text, HTML: w.HTML, CreatedAt: now, NextTry: now, State: Queued,
	}
}
