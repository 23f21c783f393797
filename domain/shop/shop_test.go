package shop

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/fault"
)

func goodProfile() Profile {
	return Profile{
		Name: "L’Épi d’Or", Trade: "bakery", Town: Town{INSEE: "91200", Name: "Dourdan"},
		Contact: Contact{Email: "epi@example.org"},
	}
}

// pointers lists where the fault points at.
func pointers(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return ""
	}
	var out []string
	for _, field := range f.Fields {
		out = append(out, field.Pointer+" "+field.Code)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

func TestAShopOpensWithTheUsualValues(t *testing.T) {
	s, err := newShop(goodProfile(), 2*time.Hour, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if s.Slug != "l-epi-d-or" || s.Zone != "Europe/Paris" || s.Colour != DefaultColour || s.Policy.AcceptWithin != 2*time.Hour ||
		s.Contact.Language != "fr" || s.Selling() || s.Address != nil {
		t.Errorf("opened %+v", s)
	}
}

func TestAProfileSaysWhatIsWrongWithIt(t *testing.T) {
	for want, spoil := range map[string]func(*Profile){
		"/name too_short":         func(p *Profile) { p.Name = " x " },
		"/trade unknown":          func(p *Profile) { p.Trade = "boulangerie" },
		"/contact/email required": func(p *Profile) { p.Contact.Email = "" },
		"/contact/phone malformed, /contact/website malformed": func(p *Profile) {
			p.Contact.Phone, p.Contact.Website = "12", "javascript:alert(1)"
		},
		"/address/line1 required, /address/postcode malformed": func(p *Profile) {
			p.Address = &Address{Line1: " ", Postcode: "9141", City: "Dourdan"}
		},
		"/colour malformed":     func(p *Profile) { p.Colour = "red" },
		"/timeZone unknown":     func(p *Profile) { p.Zone = "Europe/Dourdan" },
		"/description too_long": func(p *Profile) { p.Description = strings.Repeat("é", 4001) },
	} {
		p := goodProfile()
		spoil(&p)
		if _, err := newShop(p, 2*time.Hour, time.Now()); pointers(err) != want {
			t.Errorf("got %q, want %q", pointers(err), want)
		}
	}
}

func TestSlugs(t *testing.T) {
	for name, want := range map[string]string{
		"Chez Œuvre & Ça":           "chez-oeuvre-ca",
		"Le 7":                      "le-7",
		"Ô":                         "bakery-o",
		"店":                         "bakery",
		strings.Repeat("long ", 30): "long" + strings.Repeat("-long", 13),
	} {
		p := goodProfile()
		p.Name = name
		if got := slugOf(p); got != want {
			t.Errorf("%s gives %q, want %q", name, got, want)
		}
	}
	s, _ := newShop(goodProfile(), 2*time.Hour, time.Now())
	choice := slugChoice(s)
	if choice[0] != "l-epi-d-or" || choice[1] != "l-epi-d-or-2" || !strings.HasSuffix(choice[len(choice)-1], s.ID.String()[4:]) {
		t.Errorf("the choice is %v", choice)
	}
}

func TestZonesOfTowns(t *testing.T) {
	for insee, want := range map[string]string{"91200": "Europe/Paris", "2A004": "Europe/Paris", "97411": "Indian/Reunion", "98735": "Pacific/Tahiti"} {
		if got := ZoneOf(insee); got != want || location(got).String() != want {
			t.Errorf("%s lies in %s", insee, got)
		}
	}
	for _, zone := range overseas {
		if _, err := time.LoadLocation(zone); err != nil {
			t.Error(err)
		}
	}
}

func goodSeller() Seller {
	return Seller{
		Professional: true, LegalName: "Épi d’Or", LegalForm: "SARL", SIRET: "73282932000074", VATNumber: "FR44732829320",
		Address: Address{Line1: "1 rue Haute", Postcode: "91410", City: "Dourdan"}, Phone: "01 99 00 12 34", Email: "a@example.org",
	}
}

func TestSellingOpensWithACompleteAndCertifiedIdentity(t *testing.T) {
	now := time.Now()
	if got := (Seller{}).blockers(); !slices.Equal(got, []string{NoPhone, NoSIRET, NoLegalName, NoLegalAddress, NoCertification}) {
		t.Errorf("nothing declared leaves %v", got)
	}
	s, err := Declaration{Seller: goodSeller()}.seller(now)
	if err != nil || !slices.Equal(s.blockers(), []string{NoCertification}) {
		t.Errorf("uncertified leaves %v, %v", s.blockers(), err)
	}
	exempt := goodSeller()
	exempt.SIRET, exempt.VATNumber, exempt.Exemption, exempt.VATExempt = "", "", "Vente occasionnelle de ses récoltes", true
	for _, d := range []Seller{goodSeller(), exempt} {
		s, err := Declaration{Seller: d, Certified: true}.seller(now)
		if err != nil || len(s.blockers()) > 0 || !s.CertifiedAt.Equal(now) || s.TermsVersion != CertificationTerms {
			t.Errorf("certified leaves %v, %v: %+v", s.blockers(), err, s)
		}
	}
}

func TestAnIdentitySaysWhatIsWrongWithIt(t *testing.T) {
	for want, spoil := range map[string]func(*Seller){
		"/siret required":             func(s *Seller) { s.SIRET = "" },
		"/siret not_a_siret":          func(s *Seller) { s.SIRET = "73282932000075" },
		"/siretExemption contradicts": func(s *Seller) { s.Exemption = "Vente occasionnelle" },
		"/vatNumber malformed":        func(s *Seller) { s.VATNumber = "FR44123456789" },
		"/vatNumber contradicts":      func(s *Seller) { s.VATExempt = true },
		"/legalName too_short":        func(s *Seller) { s.LegalName = "" },
		"/phone malformed":            func(s *Seller) { s.Phone = "" },
		"/address/city required":      func(s *Seller) { s.Address.City = "" },
		"/mediator/website malformed": func(s *Seller) { s.Mediator = &Mediator{Name: "M", Website: "m"} },
	} {
		s := goodSeller()
		spoil(&s)
		if _, err := (Declaration{Seller: s, Certified: true}).seller(time.Now()); pointers(err) != want {
			t.Errorf("got %q, want %q", pointers(err), want)
		}
	}
}

func TestTheShopsDayIsItsOwn(t *testing.T) {
	midnight := time.Date(2026, 11, 28, 23, 30, 0, 0, time.UTC)
	s := Shop{Profile: Profile{Zone: "Europe/Paris"}}
	if s.Today(midnight) != (calendar.Date{Year: 2026, Month: 11, Day: 29}) {
		t.Error("it is the 29th in Paris")
	}
}

// TestNewsAgesByOpeningDays counts from a Saturday in a shop that rests on
// Sunday and Monday.
func TestNewsAgesByOpeningDays(t *testing.T) {
	at := func(text string) time.Time {
		moment, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	day := calendar.Span{From: 9 * 60, To: 19 * 60}
	week := calendar.Week{}
	for _, d := range []time.Weekday{time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday} {
		week[d] = []calendar.Span{day}
	}
	s := Shop{Week: week, ConfirmedAt: at("2026-11-28T07:42:00Z")}
	s.Zone = "Europe/Paris"
	for now, want := range map[string]int{
		"2026-11-28T18:00:00Z": 0,
		"2026-11-30T12:00:00Z": 0, // Monday: calendar days passed, nothing was missed
		"2026-11-30T23:30:00Z": 1, // already Tuesday in Paris
		"2026-12-04T08:00:00Z": 4,
		"2026-12-08T08:00:00Z": 6,
		"2029-01-01T08:00:00Z": 99,
	} {
		if got, confirmed := s.OpeningDaysSince(at(now)); got != want || !confirmed {
			t.Errorf("at %s: %d opening days, want %d", now, got, want)
		}
	}
	s.Exceptions = []calendar.Exception{{Date: calendar.Date{Year: 2026, Month: 12, Day: 2}}}
	if got, _ := s.OpeningDaysSince(at("2026-12-04T08:00:00Z")); got != 3 {
		t.Errorf("a closure is no opening day: %d", got)
	}
	if _, confirmed := (Shop{Week: week}).OpeningDaysSince(at("2026-12-04T08:00:00Z")); confirmed {
		t.Error("what was never confirmed has an age")
	}
}
