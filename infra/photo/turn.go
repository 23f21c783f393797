package photo

import (
	"bytes"
	"image"

	"github.com/bep/imagemeta"
)

// orientation reads how the camera was held (Exif 2.32, tag 0x0112): 1 to 8,
// and 1 when nothing or nonsense is said.
func orientation(kind string, upload []byte) (turn int) {
	turn = 1
	defer func() {
		if recover() != nil { // metadata is a guest, never a reason to fail
			turn = 1
		}
	}()
	_, err := imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(upload), Sources: imagemeta.EXIF, LimitNumTags: 200, LimitTagSize: 1000,
		ImageFormat:     map[string]imagemeta.ImageFormat{"jpeg": imagemeta.JPEG, "png": imagemeta.PNG, "webp": imagemeta.WebP}[kind],
		ShouldHandleTag: func(t imagemeta.TagInfo) bool { return t.Tag == "Orientation" },
		HandleTag: func(t imagemeta.TagInfo) error {
			if v, ok := t.Value.(uint16); ok && v >= 1 && v <= 8 {
				turn = int(v)
			}
			return imagemeta.ErrStopWalking
		},
	})
	if err != nil {
		return 1
	}
	return turn
}

// turned reports whether height and width change places.
func turned(turn int) bool { return turn >= 5 }

// upright gives the picture as it was seen.
func upright(m *image.RGBA, turn int) *image.RGBA {
	if turn == 1 {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if turned(turn) {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			tx, ty := x, y
			switch turn {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			copy(out.Pix[out.PixOffset(tx, ty):][:4], m.Pix[m.PixOffset(x, y):][:4])
		}
	}
	return out
}
