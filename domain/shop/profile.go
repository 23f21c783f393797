package shop

import (
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/geo"
	"cabas/domain/platform"
)

// Profile is what a shop says of itself to everybody.
type Profile struct {
	// Name is the sign over the door, 2 to 80 characters.
	Name string
	// Trade is the key of one of Trades.
	Trade string
	Town  Town
	// Address is nil for a trader without premises, who has a town only.
	Address *Address
	// Position is where a map shows the shop; nil when it shows none.
	Position *geo.Point
	// Description is at most 4000 characters of plain text.
	Description string
	Contact     Contact
	// Colour is the colour of the awning, as in "#1f6b4a".
	Colour string
	// Zone is the name of the time zone that the shop's clock shows, as in
	// "Europe/Paris".
	Zone string
}

// Town is the town of a shop, by its INSEE code, and the name and slug it had
// when the shop chose it.
type Town struct{ INSEE, Name, Slug string }

// Address is a postal address in France; Line2 may be empty.
type Address struct{ Line1, Line2, Postcode, City string }

// Contact is how customers and the platform reach a shop. Language, "fr" or
// "en", is the one that the platform writes to it in.
type Contact struct{ Phone, Email, Website, Language string }

// Policy is how a shop wants its orders handled.
type Policy struct {
	// AutoAccept accepts each order as it comes.
	AutoAccept bool
	// WaiveConfirmation lets guests order without confirming their e-mail.
	WaiveConfirmation bool
	// AcceptWithin is the opening time the shop gives itself to accept an
	// order, from ten minutes to two days, in whole minutes (the bounds are the
	// platform's).
	AcceptWithin time.Duration
}

// The bounds of a shop's acceptance deadline.
const (
	minAcceptWithin = platform.MinAcceptance * time.Minute
	maxAcceptWithin = platform.MaxAcceptance * time.Minute
)

// DefaultColour is the awning of a shop that chose none.
const DefaultColour = "#1f6b4a"

var (
	colourForm   = regexp.MustCompile(`^#[0-9a-f]{6}$`)
	slugForm     = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	phoneForm    = regexp.MustCompile(`^(\+[1-9][0-9]{6,14}|0[1-9][0-9]{8})$`)
	postcodeForm = regexp.MustCompile(`^[0-9]{5}$`)
	phoneGaps    = strings.NewReplacer(" ", "", ".", "", "-", "", "\u00a0", "", "\u202f", "")
)

// tidied gives the profile without stray blanks and with the usual values
// where nothing was chosen.
func (p Profile) tidied() Profile {
	p.Name, p.Description = strings.TrimSpace(p.Name), strings.TrimSpace(p.Description)
	if p.Address != nil {
		p.Address = p.Address.tidied()
	}
	p.Contact.Phone, p.Contact.Email = strings.TrimSpace(p.Contact.Phone), strings.TrimSpace(p.Contact.Email)
	p.Contact.Website = strings.TrimSpace(p.Contact.Website)
	if p.Contact.Language == "" {
		p.Contact.Language = "fr"
	}
	if p.Colour == "" {
		p.Colour = DefaultColour
	}
	if p.Zone == "" {
		p.Zone = ZoneOf(p.Town.INSEE)
	}
	return p
}

// check notes what is wrong, at the pointers of the contract.
func (p Profile) check(c *fault.Check) {
	c.If(utf8.RuneCountInString(p.Name) < 2, "/name", fault.FieldTooShort)
	c.If(utf8.RuneCountInString(p.Name) > 80, "/name", fault.FieldTooLong)
	c.If(!knownTrade(p.Trade), "/trade", fault.FieldUnknown)
	c.If(utf8.RuneCountInString(p.Description) > 4000, "/description", fault.FieldTooLong)
	c.If(!colourForm.MatchString(p.Colour), "/colour", fault.FieldMalformed)
	if _, err := calendar.Zone(p.Zone); err != nil || p.Zone == "Local" {
		c.If(true, "/timeZone", fault.FieldUnknown)
	}
	c.If(p.Position != nil && !p.Position.Valid(), "/position", fault.FieldMalformed)
	if a := p.Address; a != nil {
		a.check(c, "/address")
	}
	p.Contact.check(c)
}

// postcode is that of the address, or empty.
func (p Profile) postcode() string {
	if p.Address == nil {
		return ""
	}
	return p.Address.Postcode
}

func (a Address) tidied() *Address {
	for _, text := range []*string{&a.Line1, &a.Line2, &a.Postcode, &a.City} {
		*text = strings.TrimSpace(*text)
	}
	return &a
}

func (a Address) check(c *fault.Check, pointer string) {
	c.If(a.Line1 == "", pointer+"/line1", fault.FieldRequired)
	c.If(utf8.RuneCountInString(a.Line1) > 120, pointer+"/line1", fault.FieldTooLong)
	c.If(utf8.RuneCountInString(a.Line2) > 120, pointer+"/line2", fault.FieldTooLong)
	c.If(!postcodeForm.MatchString(a.Postcode), pointer+"/postcode", fault.FieldMalformed)
	c.If(a.City == "", pointer+"/city", fault.FieldRequired)
	c.If(utf8.RuneCountInString(a.City) > 80, pointer+"/city", fault.FieldTooLong)
}

func (k Contact) check(c *fault.Check) {
	c.If(k.Phone != "" && !validPhone(k.Phone), "/contact/phone", fault.FieldMalformed)
	c.If(k.Email == "", "/contact/email", fault.FieldRequired)
	c.If(k.Email != "" && !validEmail(k.Email), "/contact/email", fault.FieldMalformed)
	c.If(k.Language != "fr" && k.Language != "en", "/contact/language", fault.FieldUnknown)
	c.If(k.Website != "" && !validWebsite(k.Website), "/contact/website", fault.FieldMalformed)
}

func (p Policy) check(c *fault.Check) {
	const pointer = "/settings/acceptanceMinutes"
	c.If(p.AcceptWithin < minAcceptWithin, pointer, fault.FieldTooSmall)
	c.If(p.AcceptWithin > maxAcceptWithin, pointer, fault.FieldTooLarge)
	c.If(p.AcceptWithin%time.Minute != 0, pointer, fault.FieldMalformed)
}

// validPhone forgives the gaps people write between digits.
func validPhone(phone string) bool { return phoneForm.MatchString(phoneGaps.Replace(phone)) }

func validEmail(email string) bool {
	a, err := mail.ParseAddress(email)
	return err == nil && a.Address == email && len(email) <= 254
}

func validWebsite(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http") && len(address) <= 300
}
