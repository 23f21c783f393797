package account

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/speak"
)

// Language is the language a person is written to in.
type Language = speak.Language

// The languages of the platform.
const (
	French  = speak.French
	English = speak.English
)

// spoken reports whether the platform speaks the language.
func spoken(l Language) bool { return l == French || l == English }

const (
	maxName     = 80
	minPassword = 10 // characters, with bounded tries (CNIL, recommendation of 2022 on passwords)
	maxPassword = 200
)

// Account is a person, known by an e-mail address. Whoever registers proves the
// address first; whoever is given an account proves it by signing in with a code.
type Account struct {
	id            ident.ID
	email         string
	name          string
	language      Language
	passwordHash  string
	administrator bool
	agentOf       []string
	createdAt     time.Time
	verifiedAt    time.Time
}

// State is every field of an account, for storage alone.
type State struct {
	ID            ident.ID
	Email         string
	Name          string
	Language      Language
	PasswordHash  string
	Administrator bool
	AgentOf       []string
	CreatedAt     time.Time
	// VerifiedAt is when the holder first proved the address; zero until then.
	VerifiedAt time.Time
}

// Restore makes an account from what storage kept.
func Restore(s State) Account {
	return Account{s.ID, s.Email, s.Name, s.Language, s.PasswordHash, s.Administrator, s.AgentOf, s.CreatedAt, s.VerifiedAt}
}

// State gives every field, for storage alone.
func (a Account) State() State {
	return State{a.id, a.email, a.name, a.language, a.passwordHash, a.administrator, a.agentOf, a.createdAt, a.verifiedAt}
}

// ID identifies the account.
func (a Account) ID() ident.ID { return a.id }

// Email is the normalised address.
func (a Account) Email() string { return a.email }

// Name is what the person wants to be called.
func (a Account) Name() string { return a.name }

// Language is the language the person is written to in.
func (a Account) Language() Language { return a.language }

// HasPassword reports whether the person can sign in without a code.
func (a Account) HasPassword() bool { return a.passwordHash != "" }

// Administrator reports whether the person runs the platform.
func (a Account) Administrator() bool { return a.administrator }

// AgentOf lists the INSEE codes of the towns the person acts for, sorted.
func (a Account) AgentOf() []string { return slices.Clone(a.agentOf) }

// CreatedAt is when the account was opened.
func (a Account) CreatedAt() time.Time { return a.createdAt }

// Verified reports whether the holder has proved the address.
func (a Account) Verified() bool { return !a.verifiedAt.IsZero() }

// Recipient is the person as somebody to write to.
func (a Account) Recipient() Recipient {
	return Recipient{Email: a.email, Name: a.name, Language: a.language}
}

// Recipient is somebody to write to: an account's holder or a guest. Who has not
// proved the address is written to without a name: anybody may have typed both,
// and would have us send their words to a stranger.
type Recipient struct {
	Email    string
	Name     string
	Language Language
}

// checkProfile notes what is wrong with a name, a language and an optional
// password (empty for none), which stands at pointer.
func checkProfile(c *fault.Check, name string, language Language, password, pointer string) {
	c.If(name == "", "/displayName", fault.FieldRequired)
	c.If(utf8.RuneCountInString(name) > maxName, "/displayName", fault.FieldTooLong)
	c.If(strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }), "/displayName", fault.FieldMalformed)
	c.If(!spoken(language), "/language", fault.FieldUnknown)
	n := utf8.RuneCountInString(password)
	c.If(n > 0 && n < minPassword, pointer, fault.FieldTooShort)
	c.If(n > maxPassword, pointer, fault.FieldTooLong)
	c.If(n >= minPassword && guessable(password), pointer, FieldGuessable)
}
