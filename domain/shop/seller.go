package shop

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"cabas/domain/kernel/fault"
)

// Seller is who sells in a shop before the law (Digital Services Act, article
// 30; Code de la consommation, L. 221-5). The zero value has declared nothing.
type Seller struct {
	// Professional is false for a private person.
	Professional bool
	// LegalName and LegalForm read "Fournil des Halles" and "SARL".
	LegalName, LegalForm string
	// SIRET is the establishment's number, without blanks; empty when
	// Exemption says why there is none.
	SIRET string
	// Exemption is the reason why the seller is in no register.
	Exemption string
	// VATNumber is the intra-community number; empty when VATExempt.
	VATNumber string
	// VATExempt says "TVA non applicable, art. 293 B du CGI".
	VATExempt bool
	// Address is the seller's own, which may differ from the shop's.
	Address Address
	// Phone and Email reach the seller; they are for the platform, the public
	// ones are the shop's contact.
	Phone, Email string
	// Mediator is the consumer mediator; nil when none is named.
	Mediator *Mediator
	// CertifiedAt is when the seller certified to offer only what complies
	// with the law; zero when it has not. TermsVersion is the wording that was
	// certified, as CertificationTerms was then.
	CertifiedAt  time.Time
	TermsVersion string
}

// Mediator is a consumer mediator (Code de la consommation, L. 612-1).
type Mediator struct{ Name, Website string }

// CertificationTerms names the wording that sellers certify at present.
const CertificationTerms = "2026-11"

// What may still keep a shop from selling, in the order in which to ask for it.
const (
	NoPhone         = "phone_missing"
	NoSIRET         = "siret_missing"
	NoLegalName     = "legal_name_missing"
	NoLegalAddress  = "legal_address_missing"
	NoCertification = "self_certification_missing"
)

var vatForm = regexp.MustCompile(`^FR[0-9A-Z]{2}[0-9]{9}$`)

// blockers lists what the law still asks for before the first sale.
func (s Seller) blockers() []string {
	out := []string{}
	for _, b := range []struct {
		missing bool
		blocker string
	}{
		{s.Phone == "", NoPhone},
		{s.SIRET == "" && s.Exemption == "", NoSIRET},
		{s.LegalName == "", NoLegalName},
		{s.Address == Address{}, NoLegalAddress},
		{s.CertifiedAt.IsZero(), NoCertification},
	} {
		if b.missing {
			out = append(out, b.blocker)
		}
	}
	return out
}

func (s Seller) tidied() Seller {
	for _, text := range []*string{&s.LegalName, &s.LegalForm, &s.Exemption, &s.Phone, &s.Email} {
		*text = strings.TrimSpace(*text)
	}
	s.Address = *s.Address.tidied()
	s.SIRET = phoneGaps.Replace(s.SIRET)
	s.VATNumber = strings.ToUpper(phoneGaps.Replace(s.VATNumber))
	return s
}

// check notes what is wrong, at the pointers of the contract.
func (s Seller) check(c *fault.Check) {
	c.If(utf8.RuneCountInString(s.LegalName) < 2, "/legalName", fault.FieldTooShort)
	c.If(utf8.RuneCountInString(s.LegalName) > 160, "/legalName", fault.FieldTooLong)
	c.If(utf8.RuneCountInString(s.LegalForm) > 80, "/legalForm", fault.FieldTooLong)
	c.If(s.SIRET == "" && s.Exemption == "", "/siret", fault.FieldRequired)
	c.If(s.SIRET != "" && !ValidSIRET(s.SIRET), "/siret", FieldNotSIRET)
	c.If(s.SIRET != "" && s.Exemption != "", "/siretExemption", FieldContradicts)
	c.If(s.Exemption != "" && utf8.RuneCountInString(s.Exemption) < 10, "/siretExemption", fault.FieldTooShort)
	c.If(utf8.RuneCountInString(s.Exemption) > 300, "/siretExemption", fault.FieldTooLong)
	c.If(s.VATNumber != "" && !s.validVATNumber(), "/vatNumber", fault.FieldMalformed)
	c.If(s.VATNumber != "" && s.VATExempt, "/vatNumber", FieldContradicts)
	c.If(!validPhone(s.Phone), "/phone", fault.FieldMalformed)
	c.If(!validEmail(s.Email), "/email", fault.FieldMalformed)
	s.Address.check(c, "/address")
	if m := s.Mediator; m != nil {
		c.If(m.Name == "", "/mediator/name", fault.FieldRequired)
		c.If(utf8.RuneCountInString(m.Name) > 160, "/mediator/name", fault.FieldTooLong)
		c.If(!validWebsite(m.Website), "/mediator/website", fault.FieldMalformed)
	}
}

// validVATNumber asks that a French number hold the seller's own SIREN.
func (s Seller) validVATNumber() bool {
	return vatForm.MatchString(s.VATNumber) && (s.SIRET == "" || !ValidSIRET(s.SIRET) || s.VATNumber[4:] == s.SIRET[:9])
}
