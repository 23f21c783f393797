package town

import (
	"fmt"
	"strconv"
	"strings"
)

// divided is a commune in arrondissements, which have postcodes and INSEE codes
// of their own without being communes (law 82-1169 of 31 December 1982, "PLM").
type divided struct {
	insee    string
	many     int
	postcode int // of arrondissement 0
	code     int // INSEE, of arrondissement 0
}

var inArrondissements = map[string]divided{
	"paris":     {"75056", 20, 75000, 75100},
	"lyon":      {"69123", 9, 69000, 69380},
	"marseille": {"13055", 16, 13000, 13200},
}

// arrondissement understands the words "paris 13", "lyon 3e" or "marseille 1er
// arrondissement": it answers the name alone and the postcode, and false for
// everything else.
func arrondissement(words []string) (name, postcode string, ok bool) {
	if len(words) == 3 && strings.HasPrefix("arrondissement", words[2]) {
		words = words[:2]
	}
	if len(words) != 2 {
		return "", "", false
	}
	digits := strings.TrimRight(words[1], "abcdefghijklmnopqrstuvwxyz")
	switch words[1][len(digits):] {
	case "", "e", "er", "eme":
	default:
		return "", "", false
	}
	city, known := inArrondissements[words[0]]
	n, err := strconv.Atoi(digits)
	if !known || err != nil || len(digits) > 2 || n < 1 || n > city.many {
		return "", "", false
	}
	return words[0], fmt.Sprintf("%05d", city.postcode+n), true
}

// whole gives the INSEE code of the commune that an arrondissement's code
// belongs to; any other code stands for itself.
func whole(code string) string {
	n, err := strconv.Atoi(code)
	if err != nil {
		return code
	}
	for _, city := range inArrondissements {
		if n > city.code && n <= city.code+city.many {
			return city.insee
		}
	}
	return code
}
