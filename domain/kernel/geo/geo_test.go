package geo

import (
	"errors"
	"math"
	"testing"

	"cabas/domain/kernel/fault"
)

func TestDistances(t *testing.T) {
	paris, dourdan := Point{48.85341, 2.3488}, Point{48.52772, 2.01113}
	saintDenis := Point{-20.88231, 55.4504}
	for _, c := range []struct {
		name      string
		a, b      Point
		want, err float64
	}{
		{"to itself", paris, paris, 0, 0},
		{"Paris to Dourdan", paris, dourdan, 43_900, 300},
		{"Paris to Saint-Denis of La Réunion", paris, saintDenis, 9_350_000, 50_000},
		{"one degree of latitude", Point{0, 0}, Point{1, 0}, 111_195, 1},
		{"over the date line", Point{0, 179.5}, Point{0, -179.5}, 111_195, 1},
		{"antipodes", Point{0, 0}, Point{0, 180}, math.Pi * EarthRadiusMetres, 1},
	} {
		got, back := DistanceMetres(c.a, c.b), DistanceMetres(c.b, c.a)
		if math.Abs(got-c.want) > c.err || got != back {
			t.Errorf("%s: %.0f and back %.0f, want %.0f", c.name, got, back, c.want)
		}
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]Point{
		"48.53,2.01":       {48.53, 2.01},
		" -20.88 , 55.45 ": {-20.88, 55.45},
		"0,-180":           {0, -180},
	} {
		got, err := Parse(text)
		if err != nil || got != want {
			t.Errorf("Parse(%q) = %v, %v", text, got, err)
		}
		if again, err := Parse(got.String()); err != nil || again != got {
			t.Errorf("%v does not survive String: %v, %v", got, again, err)
		}
	}
	for _, bad := range []string{"", "48.53", "48,53,2,01", "90.1,0", "0,180.1", "NaN,2", "2,Inf", "a,b", "48.53;2.01"} {
		if p, err := Parse(bad); !errors.Is(err, fault.ErrInvalid) {
			t.Errorf("Parse(%q) = %v, %v", bad, p, err)
		}
	}
}
