package notification

import (
	"strings"

	"cabas/domain/kernel/speak"
	"cabas/domain/order"
)

// sellerNotice says who sold (Code de la consommation, art. L221-5 and
// L616-1): one line for each thing to know.
func sellerNotice(l speak.Language, s order.Seller) []string {
	say := func(fr, en string) string {
		if l == speak.French {
			return fr
		}
		return en
	}
	kind := say("Vendeur professionnel", "Professional seller")
	if !s.Professional {
		kind = say("Vendeur particulier", "Private seller")
	}
	labelled := func(fr, en, value string) string {
		if value == "" {
			return ""
		}
		return l.Typeset(say(fr+" : ", en+": ")) + value
	}
	lines := []string{
		list(", ", list(" ", s.LegalName, s.LegalForm), place(&s.Address)),
		list(", ", kind, labelled("SIRET", "SIRET", s.SIRET), labelled("TVA", "VAT number", s.VATNumber)),
		list(", ", s.Phone, s.Email),
		labelled("Médiateur de la consommation", "Consumer mediator", list(", ", s.Mediator.Name, s.Mediator.Website)),
	}
	if s.VATExempt {
		lines = append(lines, l.Typeset(say("TVA non applicable, art. 293 B du CGI", "VAT not applicable, art. 293 B of the CGI")))
	}
	var said []string
	for _, line := range lines {
		if line != "" {
			said = append(said, line)
		}
	}
	return said
}

// exceptions are the reasons of article L221-28 of the Code de la consommation
// for which a purchase cannot be withdrawn from.
var exceptions = []struct{ code, fr, en string }{
	{"perishable", "denrées périssables", "perishable goods"},
	{"made_to_measure", "fabriqué sur mesure", "made to measure"},
	{"hygiene", "descellé, pour l'hygiène", "unsealed, for hygiene"},
	{"press", "presse", "newspapers and magazines"},
	{"sealed_media", "enregistrements descellés", "unsealed recordings"},
}

// withdrawalTerms says which lines can be withdrawn from and how, and which
// cannot and why: a part of the durable confirmation (art. L221-13).
func withdrawalTerms(l speak.Language, a order.Agreed) []string {
	names := map[string][]string{}
	for _, line := range a.Lines {
		names[line.Withdrawal] = append(names[line.Withdrawal], lineName(line))
	}
	and := "; "
	if l == speak.French {
		and = l.Typeset(" ;") + " "
	}
	var terms []string
	say := func(fr, en, what string) {
		if l == speak.French {
			terms = append(terms, l.Typeset(fr)+what)
		} else {
			terms = append(terms, l.Typeset(en)+what)
		}
	}
	switch free := strings.Join(names["fourteen_days"], and); {
	case !a.Seller.Professional:
		say("Le vendeur est un particulier : le droit de rétractation des consommateurs ne s'applique pas.",
			"The seller is a private person: the consumers' right of withdrawal does not apply.", "")
		return termsVersion(l, a, terms)
	case free != "":
		say("Pendant 14 jours après la remise, vous pouvez renoncer à ces articles sans donner de motif, depuis la page de votre commande ou par tout message clair au vendeur : ",
			"For 14 days after the hand-over you can withdraw from these items without giving a reason, from the page of your order or by any clear message to the seller: ", free)
	}
	for _, e := range exceptions {
		if what := strings.Join(names[e.code], and); what != "" {
			say("Sans droit de rétractation ("+e.fr+") : ", "Without a right of withdrawal ("+e.en+"): ", what)
		}
	}
	return termsVersion(l, a, terms)
}

func termsVersion(l speak.Language, a order.Agreed, terms []string) []string {
	switch {
	case a.TermsVersion == "":
		return terms
	case l == speak.French:
		return append(terms, l.Typeset("Conditions de vente acceptées : version ")+a.TermsVersion)
	}
	return append(terms, "Terms of sale accepted: version "+a.TermsVersion)
}
