package shop

import "testing"

func TestSIRETIsCheckedByItsDigits(t *testing.T) {
	for siret, want := range map[string]bool{
		"73282932000074": true,
		"73282932000075": false,
		"35600000000048": true, // La Poste's seat satisfies Luhn
		"35600000049837": true, // an office whose digits add up to a multiple of five only
		"35600000049838": false,
		"00000000000000": false,
		"7328293200007":  false,
		"7328293200007A": false,
		"":               false,
	} {
		if ValidSIRET(siret) != want {
			t.Errorf("%q: not %v", siret, want)
		}
	}
}
