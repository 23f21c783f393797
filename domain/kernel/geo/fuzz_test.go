package geo

import (
	"errors"
	"testing"

	"cabas/domain/kernel/fault"
)

// FuzzParse: what is read is a place on the Earth, and is read again as written.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"48.53,2.01", " -90 , 180 ", "0x1p-2,1e2", "NaN,0", "1,2,3", "Inf,Inf", "1_0,2", "", ",", "48.53", "٤,٥"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Parse(text)
		if err != nil {
			if !errors.Is(err, fault.ErrInvalid) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if again, err := Parse(p.String()); !p.Valid() || err != nil || again != p {
			t.Fatalf("%q is %v, then %v: %v", text, p, again, err)
		}
		if d := DistanceMetres(p, Point{}); !(d >= 0 && d < 20_100_000) {
			t.Fatalf("%q is %v metres away", text, d)
		}
	})
}
