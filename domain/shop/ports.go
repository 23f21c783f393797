package shop

import (
	"context"
	"time"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/repeat"
	"cabas/domain/platform"
	"cabas/domain/town"
)

// Shops keeps shops. A shop is read whole, with all its exceptions, in at most
// three statements.
type Shops interface {
	// Add keeps a new shop; fault.ErrDuplicate when its slug is taken.
	Add(ctx context.Context, s Shop) error
	// ByRef reads the shop with that identifier or slug, or fault.ErrNotFound.
	ByRef(ctx context.Context, ref string) (Shop, error)
	// Taken lists those of the slugs that shops have.
	Taken(ctx context.Context, slugs []string) ([]string, error)
	// Save writes slug, profile and policy when the stored version is still
	// that of s, and counts it up; fault.ErrStale otherwise, fault.ErrDuplicate
	// when the slug is another shop's.
	Save(ctx context.Context, s Shop) error
}

// Sellers keeps the legal identities.
type Sellers interface {
	// SaveSeller writes s when the stored version is still the given one, and
	// counts it up; fault.ErrStale otherwise.
	SaveSeller(ctx context.Context, shop ident.ID, s Seller, version int64) error
}

// Hours keeps when shops are open.
type Hours interface {
	// SaveWeek writes the usual hours when the stored version is still the
	// given one, and counts it up; fault.ErrStale otherwise.
	SaveWeek(ctx context.Context, shop ident.ID, w calendar.Week, version int64) error
	// SetException writes one day, over what stood there.
	SetException(ctx context.Context, shop ident.ID, e calendar.Exception) error
	// DropException forgets one day; fault.ErrNotFound when it was usual.
	DropException(ctx context.Context, shop ident.ID, d calendar.Date) error
}

// Days keeps what a shop says of the days to come.
type Days interface {
	// SetPause pauses the shop until a day, or resumes with nil.
	SetPause(ctx context.Context, shop ident.ID, until *calendar.Date) error
	// Confirm notes that today's hours hold.
	Confirm(ctx context.Context, shop ident.ID, at time.Time) error
}

// Window reads shops for those who look at many, in at most three statements
// however many there are.
type Window interface {
	// InTown reads all shops of a town, or those of one trade, in any order.
	InTown(ctx context.Context, insee, trade string) ([]Shop, error)
	// CountByTown counts the shops of towns; those without any are left out.
	CountByTown(ctx context.Context, insee []string) (map[string]int, error)
	// Busiest counts the shops of the towns with most, in that order.
	Busiest(ctx context.Context, limit int) ([]TownCount, error)
	// ForOrdering reads shops by their identifiers; unknown ones are left out.
	ForOrdering(ctx context.Context, ids []ident.ID) (map[ident.ID]ForOrdering, error)
}

// Staff keeps who works where; it also answers Members.
type Staff interface {
	// Add keeps a member who works in the shop from now on; fault.ErrDuplicate
	// when the account works there already.
	Add(ctx context.Context, m Member) error
	// Owned counts the shops that an account owns; others who count the same
	// wait until the transaction ends, so that it stays true.
	Owned(ctx context.Context, account ident.ID) (int, error)
	// List gives members and invitations, the highest role first.
	List(ctx context.Context, shop ident.ID) ([]Member, error)
	// SetRole changes a role; ErrLastOwner when the shop would have none left,
	// fault.ErrNotFound when nobody in the shop has that identifier.
	SetRole(ctx context.Context, shop, member ident.ID, r Role) error
	// Remove forgets a member or an invitation; faults as SetRole.
	Remove(ctx context.Context, shop, member ident.ID) error
}

// Invitations keeps who was asked to join.
type Invitations interface {
	// Invite keeps an invitation, in place of one to the same address that
	// ended before m was invited; fault.ErrDuplicate when one is still open.
	// Only the token's fingerprint is kept.
	Invite(ctx context.Context, m Member, fingerprint string) error
	// Invited reads the invitation with that fingerprint, or the member it
	// became, or fault.ErrNotFound.
	Invited(ctx context.Context, fingerprint string) (Member, error)
	// Join turns the invitation into a member, once: fault.ErrNotFound when it
	// is none any more, fault.ErrDuplicate when the account works there.
	Join(ctx context.Context, member, account ident.ID, at time.Time) error
	// PlacesOf lists the shops that an account works in, by slug.
	PlacesOf(ctx context.Context, account ident.ID) ([]Place, error)
}

// Stores are what changes together.
type Stores struct {
	Shops       Shops
	Sellers     Sellers
	Hours       Hours
	Days        Days
	Staff       Staff
	Invitations Invitations
	Repeats     repeat.Book
	Facts       fact.Recorder
	Post        Post
}

// Post sends what holds a secret; bound to the transaction, so that nothing is
// sent for what did not happen.
type Post interface {
	Invite(ctx context.Context, i Invitation) error
}

// Invitation is the letter to somebody asked to join a shop's staff.
type Invitation struct {
	Email, Language   string
	Shop              ident.ID
	ShopName, Inviter string
	Role              Role
	Token             string
	ExpiresAt         time.Time
}

// Settings knows the thresholds of the platform; platform.Service is one.
type Settings interface {
	Settings(ctx context.Context) (platform.Settings, error)
}

// Towns knows the towns; town.Service is one.
type Towns interface {
	ByRef(ctx context.Context, ref string) (town.Town, error)
}
