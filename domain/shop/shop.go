package shop

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/town"
)

// Shop is one shop of a town. It is visible from the moment it opens; it sells
// once the law's questions are answered (Selling).
type Shop struct {
	ID ident.ID
	// Slug is the shop's name in addresses, unique on the platform, 3 to 80
	// characters; it stays when the name changes, so that printed addresses
	// live on, unless its people choose another.
	Slug string
	Profile
	Policy Policy
	Seller Seller
	// Week holds the usual hours, Exceptions the days that differ, in
	// order, past ones too.
	Week       calendar.Week
	Exceptions []calendar.Exception
	// PausedUntil is the day of reopening; nil when the shop is not paused.
	PausedUntil *calendar.Date
	// ConfirmedAt is when somebody last said "open today as planned"; zero when
	// nobody ever did.
	ConfirmedAt time.Time
	OpenedAt    time.Time
	Versions    Versions
}

// Versions are those of the documents that people edit: a change presents the
// version it edits and counts it up. The seller's is 0 while nothing was given.
type Versions struct{ Shop, Seller, Hours int64 }

// newShop makes a shop that has just opened, with the platform's time to
// accept orders; its slug is still to be chosen.
func newShop(p Profile, within time.Duration, now time.Time) (Shop, error) {
	s := Shop{
		ID: ident.New("shp"), Profile: p.tidied(), Policy: Policy{AcceptWithin: max(within, minAcceptWithin)},
		OpenedAt: now, Versions: Versions{Shop: 1, Hours: 1},
	}
	s.Slug = slugOf(s.Profile)
	return s, s.check()
}

func (s Shop) check() error {
	var c fault.Check
	c.If(!slugForm.MatchString(s.Slug) || len(s.Slug) < 3 || len(s.Slug) > 80, "/slug", fault.FieldMalformed)
	s.Profile.check(&c)
	s.Policy.check(&c)
	return c.Err()
}

// Selling reports whether the law lets the shop sell.
func (s Shop) Selling() bool { return len(s.SellingBlockers()) == 0 }

// SellingBlockers lists what the law still asks for before the first sale, in
// the order in which to ask for it: "phone_missing" and the like.
func (s Shop) SellingBlockers() []string { return s.Seller.blockers() }

// Location is the time zone that the shop's clock shows.
func (s Shop) Location() *time.Location { return location(s.Zone) }

// Schedule is all that decides when the shop is open.
func (s Shop) Schedule() calendar.Schedule {
	return calendar.Schedule{
		Zone: s.Location(), Week: s.Week, Exceptions: calendar.SpansByDate(s.Exceptions), PausedUntil: s.PausedUntil,
	}
}

// mostOpeningDays is where counting opening days ends.
const mostOpeningDays = 99

// OpeningDaysSince counts the days on which the shop opened after the day on
// which its hours were last confirmed, today included, up to 99; false when
// they never were. News ages by them: a shop that rests on Monday has not
// forgotten anything on Monday.
func (s Shop) OpeningDaysSince(now time.Time) (days int, confirmed bool) {
	if s.ConfirmedAt.IsZero() {
		return 0, false
	}
	today := s.Today(now)
	from := calendar.DayOf(s.ConfirmedAt, s.Location()).AddDays(1)
	if oldest := today.AddDays(-365); from.Compare(oldest) < 0 {
		from = oldest
	}
	return min(mostOpeningDays, s.Schedule().OpeningDaysBetween(from, today.AddDays(1))), true
}

// Today is the day that it is in the shop.
func (s Shop) Today(now time.Time) calendar.Date { return calendar.DayOf(now, s.Location()) }

// slugOf is what a name gives for an address. One with too few letters or
// digits is helped by the trade's, and room is left for a number behind it.
func slugOf(p Profile) string {
	slug := foreign.ReplaceAllString(town.Slug(p.Name), "")
	if len(slug) < 3 {
		slug = town.Slug(p.Trade + " " + slug)
	}
	return strings.Trim(slug[:min(len(slug), 70)], "-")
}

// slugChoice lists the slugs that a new shop may have, best first: its name's,
// with a number when others have that, and at last one that nobody else can.
func slugChoice(s Shop) []string {
	base := slugOf(s.Profile)
	out := []string{base}
	for n := 2; n < 50; n++ {
		out = append(out, fmt.Sprintf("%s-%d", base, n))
	}
	return append(out, base[:min(len(base), 50)]+"-"+strings.TrimPrefix(s.ID.String(), "shp_"))
}

// foreign is what a slug cannot hold: letters of other alphabets.
var foreign = regexp.MustCompile(`[^a-z0-9-]+`)
