package qr

import (
	"encoding/xml"
	"net/url"
	"strings"
	"testing"
)

func TestImageIsAnSVGThatCanBeRead(t *testing.T) {
	a, err := Image("482915")
	if err != nil {
		t.Fatal(err)
	}
	data, found := strings.CutPrefix(a, "data:image/svg+xml,")
	svg, err := url.PathUnescape(data)
	if !found || err != nil || strings.ContainsAny(data, "<>\" #") {
		t.Fatalf("%v: %s", err, a)
	}
	var drawn struct {
		ViewBox string `xml:"viewBox,attr"`
		Path    []struct {
			D string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal([]byte(svg), &drawn); err != nil {
		t.Fatal(err)
	}
	// Version 1 is 21 dots wide, with four of quiet on each side; the first
	// finder pattern begins with seven dark dots.
	if drawn.ViewBox != "0 0 29 29" || len(drawn.Path) != 2 || !strings.HasPrefix(drawn.Path[1].D, "M4 4h7v1H4z") {
		t.Errorf("%+v", drawn)
	}
	if b, err := Image("482916"); err != nil || a == b {
		t.Errorf("two texts look alike: %v", err)
	}
	if _, err := Image(strings.Repeat("x", 5000)); err == nil {
		t.Error("a text too long was drawn")
	}
}
