package privacy

import (
	"context"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
	"cabas/domain/platform"
)

// Person is whom something is kept about. Proved is the e-mail when its holder
// proved it, and empty otherwise: what is kept under an address alone, without an
// account, is theirs only then.
type Person struct {
	Account ident.ID
	Email   string
	Proved  string
}

// Letter is a mail that was sent to somebody, without its words.
type Letter struct {
	ID      ident.ID
	Kind    string
	Subject string
	To      string
	At      time.Time
	// SentAt is zero until it was sent.
	SentAt time.Time
}

// Invitation asks somebody to work in a shop.
type Invitation struct {
	ID             ident.ID
	ShopName, Role string
	At, ExpiresAt  time.Time
}

// Records reads what is kept about somebody, one statement a list or two. Lists
// that grow give at most limit entries before a moment, the latest first.
type Records interface {
	Devices(ctx context.Context, p Person, limit int) ([]account.Session, error)
	Invitations(ctx context.Context, p Person, limit int) ([]Invitation, error)
	// Orders are those of the account, and those placed as a guest under the
	// proved address.
	Orders(ctx context.Context, p Person, before time.Time, limit int) ([]order.Order, error)
	Letters(ctx context.Context, p Person, before time.Time, limit int) ([]Letter, error)
	// Acts are what the audit trail tells of the person, done by them or to
	// them.
	Acts(ctx context.Context, p Person, before time.Time, limit int) ([]platform.Entry, error)
}

// Books forget who ordered; numbers, lines and amounts stay, as accounts must
// (Code de commerce, art. L123-22).
type Books interface {
	// Open counts the person's orders under way.
	Open(ctx context.Context, p Person) (int, error)
	// Forget takes the person out of their orders, and out of the letters about
	// them, and forgets the letters to them.
	Forget(ctx context.Context, p Person) error
}

// Owned is a shop that nobody else owns.
type Owned struct {
	ID   ident.ID
	Name string
	// Open is how many orders are under way there.
	Open int
}

// Shops forget who works where.
type Shops interface {
	// OnlyOwned lists the shops that nobody else owns, and makes others who
	// change who works there wait.
	OnlyOwned(ctx context.Context, p Person) ([]Owned, error)
	// Leave forgets that the person works anywhere or was invited to. The shops
	// named sell no more: the seller's declaration and how to reach them go.
	Leave(ctx context.Context, p Person, orphans []ident.ID) error
}

// Accounts gives an account up, with all that hangs on it: sessions, roles,
// codes, passkeys.
type Accounts interface {
	Remove(ctx context.Context, p Person) error
}

// Stores is what forgetting somebody needs in one transaction.
type Stores struct {
	Accounts account.Accounts
	Lodging  Accounts
	Books    Books
	Shops    Shops
	Facts    fact.Recorder
	Audit    platform.Audit
}
