package front

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// ofTown is a town after "de": "de Dourdan", "d’Étampes", "du Havre", "des Ulis".
func ofTown(name string) string {
	if rest, ok := strings.CutPrefix(name, "Le "); ok {
		return "du " + rest
	}
	if rest, ok := strings.CutPrefix(name, "Les "); ok {
		return "des " + rest
	}
	if first, _ := utf8.DecodeRuneInString(name); strings.ContainsRune("AEIOUYÀÂÉÈÊÎÔÛŒ", first) {
		return "d’" + name
	}
	return "de " + name
}

// atTown is a town after "à": "à Dourdan", "au Havre", "aux Ulis".
func atTown(name string) string {
	if rest, ok := strings.CutPrefix(name, "Le "); ok {
		return "au " + rest
	}
	if rest, ok := strings.CutPrefix(name, "Les "); ok {
		return "aux " + rest
	}
	return "à " + name
}

// several counts things: "1 boutique", "12 boutiques", "0 boutique", "0 shops".
func several(n int, what string) string {
	if n > 1 || n == 0 && what == "shop" {
		what += "s"
	}
	return fmt.Sprint(n, " ", what)
}
