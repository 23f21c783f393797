// Package card draws the pictures that stand beside a link to a page: an awning
// in the shop's colour, names in ink on linen, the price in chalk on a slate.
// The letters are the Go fonts, which come as Go. It may import its own
// libraries and nothing of Cabas.
package card

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Width and Height are what previews of links show whole, in pixels.
const (
	Width  = 1200
	Height = 630
)

// The colours of web/DESIGN.md.
var (
	linen = color.RGBA{0xfb, 0xf7, 0xef, 0xff}
	ink   = color.RGBA{0x26, 0x22, 0x1c, 0xff}
	soft  = color.RGBA{0x67, 0x5e, 0x50, 0xff}
	slate = color.RGBA{0x2e, 0x3a, 0x3b, 0xff}
	wood  = color.RGBA{0xc6, 0x9a, 0x6a, 0xff}
	chalk = color.RGBA{0xf6, 0xf3, 0xea, 0xff}
	cloth = color.RGBA{0xff, 0xfa, 0xf0, 0xff}
	basil = color.RGBA{0x1f, 0x6b, 0x4a, 0xff}
)

// Painter draws one card at a time, so that a hundred links shared at once cost
// one core's time and the memory of one card.
type Painter struct{ one sync.Mutex }

// Draw gives a card as PNG: a title of up to three lines, what stands under it,
// the awning's colour ("#1f6b4a"), and on a slate a price with its unit, if any.
func (p *Painter) Draw(title, under, colour, price, unit string) ([]byte, error) {
	p.one.Lock()
	defer p.one.Unlock()
	img := image.NewRGBA(image.Rect(0, 0, Width, Height))
	draw.Draw(img, img.Bounds(), image.NewUniform(linen), image.Point{}, draw.Src)
	awning(img, parsed(colour))
	wide := Width - 160
	if price != "" {
		wide -= 420
		if err := tag(img, price, unit); err != nil {
			return nil, err
		}
	}
	big, err := face(gobold.TTF, 72)
	if err != nil {
		return nil, err
	}
	small, err := face(goregular.TTF, 36)
	if err != nil {
		return nil, err
	}
	y := 270
	for _, line := range wrapped(big, title, wide, 3) {
		write(img, big, ink, 80, y, line)
		y += 84
	}
	for _, line := range wrapped(small, under, wide, 1) {
		write(img, small, soft, 80, y, line)
	}
	mark, err := face(gobold.TTF, 40)
	if err != nil {
		return nil, err
	}
	write(img, mark, basil, 80, Height-50, "Cabas")
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, img)
	return out.Bytes(), err
}

// awning draws twelve stripes with round ends, every other in the shop's colour.
func awning(img draw.Image, c color.RGBA) {
	const stripe, deep = Width / 12, 110
	for i := range 12 {
		fill := cloth
		if i%2 == 0 {
			fill = c
		}
		x := float32(i * stripe)
		v := vector.NewRasterizer(Width, Height)
		v.MoveTo(x, 0)
		v.LineTo(x+stripe, 0)
		v.LineTo(x+stripe, deep)
		v.CubeTo(x+stripe, deep+66, x, deep+66, x, deep)
		v.ClosePath()
		v.Draw(img, img.Bounds(), image.NewUniform(fill), image.Point{})
	}
}

// tag draws the slate with a price.
func tag(img draw.Image, price, unit string) error {
	box := image.Rect(760, 250, 1120, 470)
	draw.Draw(img, box.Inset(-8), image.NewUniform(wood), image.Point{}, draw.Src)
	draw.Draw(img, box, image.NewUniform(slate), image.Point{}, draw.Src)
	big, err := face(gobold.TTF, 68)
	if err != nil {
		return err
	}
	small, err := face(goregular.TTF, 34)
	if err != nil {
		return err
	}
	middle := (box.Min.X + box.Max.X) / 2
	write(img, big, chalk, middle-font.MeasureString(big, price).Round()/2, 370, price)
	write(img, small, chalk, middle-font.MeasureString(small, unit).Round()/2, 430, unit)
	return nil
}

func face(ttf []byte, size float64) (font.Face, error) {
	f, err := opentype.Parse(ttf)
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
}

func write(img draw.Image, f font.Face, c color.Color, x, y int, text string) {
	d := font.Drawer{Dst: img, Src: image.NewUniform(c), Face: f, Dot: fixed.P(x, y)}
	d.DrawString(text)
}

// wrapped breaks a text into lines no wider than that; what is too much ends in
// an ellipsis.
func wrapped(f font.Face, text string, wide, most int) []string {
	fits := func(s string) bool { return font.MeasureString(f, s).Ceil() <= wide }
	var lines []string
	for _, word := range strings.Fields(text) {
		if n := len(lines); n > 0 && fits(lines[n-1]+" "+word) {
			lines[n-1] += " " + word
			continue
		}
		if len(lines) == most {
			lines[most-1] += " …"
			break
		}
		lines = append(lines, word)
	}
	for i, line := range lines {
		letters := []rune(line)
		for len(letters) > 1 && !fits(string(letters)) {
			letters = append(letters[:len(letters)-2], '…')
		}
		lines[i] = string(letters)
	}
	return lines
}

// parsed reads "#1f6b4a"; anything else is basil.
func parsed(colour string) color.RGBA {
	n, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil || len(colour) != 7 {
		return basil
	}
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 0xff}
}
