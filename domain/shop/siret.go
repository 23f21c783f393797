package shop

import "strings"

// laPoste is the SIREN whose establishments, too many for the Luhn formula,
// have digits that add up to a multiple of five instead.
const laPoste = "356000000"

// ValidSIRET reports whether the text is the number of an establishment by its
// digits: fourteen of them that satisfy the Luhn formula (INSEE, SIRENE), with
// La Poste's exception. Whether the establishment exists is not asked.
func ValidSIRET(siret string) bool {
	if len(siret) != 14 || strings.Trim(siret, "0123456789") != "" || strings.Trim(siret, "0") == "" {
		return false
	}
	sum, plain := 0, 0
	for i := range siret {
		d := int(siret[i] - '0')
		plain += d
		if i%2 == 0 { // every second digit counted from the right
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0 || strings.HasPrefix(siret, laPoste) && plain%5 == 0
}
