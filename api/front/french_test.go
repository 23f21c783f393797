package front

import "testing"

func TestTownsAreNamedAsFrenchPeopleNameThem(t *testing.T) {
	for name, want := range map[string][2]string{
		"Dourdan": {"de Dourdan", "à Dourdan"}, "Étampes": {"d’Étampes", "à Étampes"}, "Yerres": {"d’Yerres", "à Yerres"}, "Le Havre": {"du Havre", "au Havre"},
		"Les Ulis": {"des Ulis", "aux Ulis"}, "La Rochelle": {"de La Rochelle", "à La Rochelle"}, "L'Isle-Adam": {"de L'Isle-Adam", "à L'Isle-Adam"}, "Leuville": {"de Leuville", "à Leuville"}, "": {"de ", "à "},
	} {
		if of, at := ofTown(name), atTown(name); of != want[0] || at != want[1] {
			t.Errorf("%q is %q, %q", name, of, at)
		}
	}
}

func TestThingsAreCounted(t *testing.T) {
	for want, got := range map[string]string{"0 boutique": several(0, "boutique"), "1 boutique": several(1, "boutique"), "2 boutiques": several(2, "boutique"), "0 shops": several(0, "shop"), "1 shop": several(1, "shop")} {
		if got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
