// Package qr draws QR codes (ISO/IEC 18004) as small SVG images that can stand
// in a page as they are. It knows nothing of what they say.
package qr

import (
	"fmt"
	"net/url"
	"strings"

	qrcode "github.com/skip2/go-qrcode"
)

// Image gives a QR code of the text as a "data:image/svg+xml" address. It
// answers an error when the text is too long to be drawn.
func Image(text string) (string, error) {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return "", fmt.Errorf("qr: %w", err)
	}
	dots := code.Bitmap() // with the quiet zone that readers need
	var path strings.Builder
	for y, row := range dots {
		for x := 0; x < len(row); x++ {
			if !row[x] {
				continue
			}
			from := x
			for x < len(row) && row[x] {
				x++
			}
			fmt.Fprintf(&path, "M%d %dh%dv1H%dz", from, y, x-from, from)
		}
	}
	svg := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[1]d" shape-rendering="crispEdges">`+
		`<path fill="#fff" d="M0 0h%[1]dv%[1]dH0z"/><path d="%[2]s"/></svg>`, len(dots), path.String())
	return "data:image/svg+xml," + url.PathEscape(svg), nil
}
