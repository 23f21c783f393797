package ident

import (
	"testing"

	"github.com/google/uuid"
)

func TestEncodeMatchesTypeIDReference(t *testing.T) {
	// The vectors of the TypeID specification 0.3.
	for in, want := range map[string]string{
		"00000000-0000-0000-0000-000000000000": "00000000000000000000000000",
		"00000000-0000-0000-0000-000000000020": "00000000000000000000000010",
		"ffffffff-ffff-ffff-ffff-ffffffffffff": "7zzzzzzzzzzzzzzzzzzzzzzzzz",
		"01890a5d-ac96-774b-bcce-b302099a8057": "01h455vb4pex5vsknk084sn02q",
	} {
		if got := encode(uuid.MustParse(in)); got != want {
			t.Errorf("encode(%s) = %s, want %s", in, got, want)
		}
	}
}

func TestNewIsValidAndSortsInTime(t *testing.T) {
	last := ID("")
	for range 1000 {
		id := New("shp")
		if !Valid(id, "shp") || Valid(id, "prd") {
			t.Fatalf("Valid is wrong about %s", id)
		}
		if id <= last {
			t.Fatalf("%s does not sort after %s", id, last)
		}
		last = id
	}
}

func TestValidRefusesOtherShapes(t *testing.T) {
	for _, bad := range []ID{"", "shp_", "shp_01h455vb4pex5vsknk084sn02", "shp_81h455vb4pex5vsknk084sn02q", "shp_01h455vb4pex5vsknk084sn02U", "shp01h455vb4pex5vsknk084sn02q"} {
		if Valid(bad, "shp") {
			t.Errorf("Valid(%q) = true", bad)
		}
	}
}
