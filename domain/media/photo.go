package media

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

// Limits of what people upload.
const (
	// MaxBytes bounds an upload: 15 MiB.
	MaxBytes = 15 << 20
	// MaxPixels bounds a picture's surface.
	MaxPixels = 40_000_000
	// MinSide is the shortest a side may be, in pixels.
	MinSide = 16
	// MaxRatio is how many times longer than the other a side may be.
	MaxRatio = 6
	// MaxPerProduct is how many photos a product shows; a shop shows one.
	MaxPerProduct = 8
	// MaxAlt bounds the words that stand for a photo, in characters.
	MaxAlt = 200
)

// Sizes are the widths, in pixels, in which a photo is kept. A picture is never
// made larger: the first size that holds all of it is the last one kept.
var Sizes = []int{320, 800, 1600}

// Photo is a picture shown by a subject: a product or a shop.
type Photo struct {
	ID ident.ID
	// Subject shows it; Shop is whose managers may change it.
	Subject, Shop ident.ID
	Picture
	// Alt says what is seen, for those who do not see it; it may be empty.
	Alt     string
	Created time.Time
}

// Picture is what was uploaded, upright; the same bytes are one picture however
// many subjects show it.
type Picture struct {
	// Hash names the picture: 32 hexadecimal digits made from the bytes that
	// were uploaded and from Recipe.
	Hash string
	// Width and Height are in pixels, as seen.
	Width, Height int
	// Placeholder is a data URI of a few hundred bytes: the picture in a
	// handful of pixels, to be shown blurred until the real one is there.
	Placeholder string
}

// Recipe names the way pictures are made from uploads. It is a part of their
// hash, so that a better recipe writes to other addresses: those in use are
// cached for ever.
const Recipe = "1"

// Rendition is a picture in one size, a JPEG in sRGB.
type Rendition struct {
	// Size is one of Sizes; Width, at most as large, is what it has.
	Size, Width, Height int
}

// Renditions lists the sizes in which the picture is kept, the smallest first.
func (p Picture) Renditions() []Rendition {
	var out []Rendition
	for _, size := range Sizes {
		width := min(size, p.Width)
		out = append(out, Rendition{Size: size, Width: width, Height: max(1, (p.Height*width+p.Width/2)/p.Width)})
		if width == p.Width {
			break
		}
	}
	return out
}

// FileName is the name of the file that holds a rendition, and the end of its
// address.
func (p Picture) FileName(size int) string { return fmt.Sprintf("%s-%d.jpg", p.Hash, size) }

// Fits answers nil when a picture of these sides may be kept: ErrTooManyPixels
// or ErrShape.
func Fits(width, height int) error {
	long, short := max(width, height), min(width, height)
	switch {
	case short < MinSide, long > MaxRatio*short:
		return ErrShape.With(map[string]any{"width": width, "height": height})
	case width*height > MaxPixels:
		return ErrTooManyPixels.With(map[string]any{"width": width, "height": height})
	}
	return nil
}

// limit is how many photos a subject shows.
func limit(subject ident.ID) int {
	if strings.HasPrefix(subject.String(), "shp_") {
		return 1
	}
	return MaxPerProduct
}

// tidyAlt answers the words without space around them, or which field is wrong.
func tidyAlt(alt, pointer string) (string, error) {
	alt = strings.TrimSpace(alt)
	var c fault.Check
	c.If(utf8.RuneCountInString(alt) > MaxAlt, pointer, fault.FieldTooLong)
	return alt, c.Err()
}
