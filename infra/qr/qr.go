// Package qr draws QR codes (ISO/IEC 18004) as small SVG images that can stand
// in a page as they are. It knows nothing of what they say.
package qr

import (
	"fmt"
	"net/url"

	"rsc.io/qr"
)

// quiet is how many light dots stand on each side, for readers need them
// (ISO/IEC 18004, 6.3.8).
const quiet = 4

// Image gives a QR code of the text as a "data:image/svg+xml" address. It
// answers an error when the text is too long to be drawn.
func Image(text string) (string, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", fmt.Errorf("qr: %w", err)
	}
	var path []byte
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x > from {
				path = fmt.Appendf(path, "M%d %dh%dv1H%dz", from+quiet, y+quiet, x-from, from+quiet)
			}
		}
	}
	svg := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[1]d" shape-rendering="crispEdges">`+
		`<path fill="#fff" d="M0 0h%[1]dv%[1]dH0z"/><path d="%[2]s"/></svg>`, code.Size+2*quiet, path)
	return "data:image/svg+xml," + url.PathEscape(svg), nil
}
