package card

import (
	"bytes"
	"image/color"
	"image/png"
	"os"
	"strings"
	"testing"
)

func TestACardShowsTheAwningTheNameAndThePrice(t *testing.T) {
	var p Painter
	body, err := p.Draw("Baguette de tradition", "La Mie Buissonnière · Dourdan", "#b23a1e", "1,30 €", "la pièce")
	if err != nil {
		t.Fatal(err)
	}
	if name := os.Getenv("CARD"); name != "" { // to look at it
		if err := os.WriteFile(name, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	img, err := png.Decode(bytes.NewReader(body))
	if err != nil || img.Bounds().Dx() != Width || img.Bounds().Dy() != Height {
		t.Fatalf("%v, %v", img.Bounds(), err)
	}
	for at, want := range map[[2]int]color.RGBA{{10, 10}: {0xb2, 0x3a, 0x1e, 0xff}, {110, 10}: cloth, {770, 460}: slate, {40, 600}: linen} {
		if got := color.RGBAModel.Convert(img.At(at[0], at[1])); got != want {
			t.Errorf("at %v is %v, want %v", at, got, want)
		}
	}
	without, err := p.Draw("Baguette de tradition", "", "red", "", "")
	if err != nil || bytes.Equal(without, body) {
		t.Errorf("without a price: %v", err)
	}
}

func TestNoNameIsTooLongForACard(t *testing.T) {
	f, err := face([]byte(nil), 1)
	if err == nil {
		t.Errorf("no letters are a face: %v", f)
	}
	var p Painter
	for _, name := range []string{"", strings.Repeat("x", 5000), strings.Repeat("un mot ", 900), "\u202e\x00\uffff"} {
		if _, err := p.Draw(name, name, "#000000", name, name); err != nil {
			t.Errorf("%.20q: %v", name, err)
		}
	}
}
