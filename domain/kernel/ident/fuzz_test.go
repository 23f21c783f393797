package ident

import (
	"regexp"
	"testing"
)

// FuzzValid: what passes has the shape that the contract gives identifiers.
func FuzzValid(f *testing.F) {
	shape := regexp.MustCompile(`\Ashp_[0-7][0-9a-hjkmnp-tv-z]{25}\z`)
	for _, s := range []string{New("shp").String(), New("ord").String(), "shp_", "shp_01h455vb4pex5vsknk084sn02q\n", "shp_81h455vb4pex5vsknk084sn02q", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if Valid(ID(s), "shp") != shape.MatchString(s) {
			t.Fatalf("%q", s)
		}
	})
}
