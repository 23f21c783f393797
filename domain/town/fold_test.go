package town

import (
	"slices"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"L’Haÿ-les-Roses":            "l hay les roses",
		"  ÉVRY--Courcouronnes ":     "evry courcouronnes",
		"Œuilly":                     "oeuilly",
		"E\u0301vry":                 "evry",
		"Saint-Germain-en-Laye":      "saint germain en laye",
		"Beaumont (ancien)":          "beaumont ancien",
		"Le Mesnil, 2e":              "le mesnil 2e",
		"…":                          "",
		"Ÿ Æ ç":                      "y ae c",
		"Provence-Alpes-Côte d'Azur": "provence alpes cote d azur",
	} {
		if got := strings.Join(Words(text), " "); got != want {
			t.Errorf("Words(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestStarts(t *testing.T) {
	for text, want := range map[string][]string{
		"":             nil,
		"dourdan":      {"dourdan"},
		"St Germain":   {"saintgermain"},
		"st":           {"st", "saint"},
		"l'h":          {"lh"},
		"les stes":     {"lesstes", "lessaintes"},
		"Ste-Mère-Égl": {"saintemereegl"},
	} {
		if got := starts(Words(text)); !slices.Equal(got, want) {
			t.Errorf("starts of %q = %q, want %q", text, got, want)
		}
	}
}

func TestDepartment(t *testing.T) {
	for insee, want := range map[string]string{"91200": "91", "2A004": "2A", "97411": "974", "98818": "988", "01001": "01"} {
		if got := Department(insee); got != want {
			t.Errorf("Department(%s) = %s, want %s", insee, got, want)
		}
	}
}
