package photo

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
)

// shrink gives the picture on white in the sides asked for, which are not
// larger: each pixel is the mean of the area it covers. It holds one row of the
// source at a time, so that a large picture takes no memory twice.
func shrink(src image.Image, w, h int) *image.RGBA {
	b := src.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	line := make([]uint8, 3*b.Dx())
	row, sum := make([]float32, 3*w), make([]float32, 3*w)
	columns := spans(b.Dx(), w)
	down := float64(b.Dy()) / float64(h)
	y, filled := 0, 0.0 // the row being filled, and how much of it is
	for sy := range b.Dy() {
		read(src, b.Min.Y+sy, line)
		squeeze(line, row, columns)
		for left := 1.0; left > 1e-9 && y < h; {
			part := math.Min(left, down-filled)
			weight := float32(part / down)
			for i, v := range row {
				sum[i] += v * weight
			}
			left, filled = left-part, filled+part
			if filled > down-1e-9 {
				flush(out, y, sum)
				y, filled = y+1, 0
			}
		}
	}
	if y < h {
		flush(out, y, sum)
	}
	return out
}

// span is the part of a row that one pixel covers: whole pixels from From to
// before To, of which the first and the last may count in part.
type span struct {
	from, to    int
	first, last float32
}

func spans(from, to int) []span {
	out := make([]span, to)
	across := float64(from) / float64(to)
	for i := range out {
		a, z := float64(i)*across, float64(i+1)*across
		lo, hi := int(a+1e-9), min(from, int(math.Ceil(z-1e-9)))
		out[i] = span{lo, hi, float32((1 - (a - float64(lo))) / across), float32((1 - (float64(hi) - z)) / across)}
		if hi-lo == 1 {
			out[i].first = 1
		}
	}
	return out
}

func squeeze(line []uint8, row []float32, columns []span) {
	full := float32(len(columns)) / float32(len(line)/3)
	for i, s := range columns {
		var r, g, b float32
		for x := s.from; x < s.to; x++ {
			weight := full
			switch x {
			case s.from:
				weight = s.first
			case s.to - 1:
				weight = s.last
			}
			r += weight * float32(line[3*x])
			g += weight * float32(line[3*x+1])
			b += weight * float32(line[3*x+2])
		}
		row[3*i], row[3*i+1], row[3*i+2] = r, g, b
	}
}

func flush(out *image.RGBA, y int, sum []float32) {
	to := out.Pix[y*out.Stride:]
	for x := range len(sum) / 3 {
		for c := range 3 {
			to[4*x+c] = uint8(min(255, sum[3*x+c]+0.5))
			sum[3*x+c] = 0
		}
		to[4*x+3] = 255
	}
}

// read writes a row of the source, on white, as red, green and blue.
func read(src image.Image, y int, line []uint8) {
	b := src.Bounds()
	switch m := src.(type) {
	case *image.YCbCr:
		for x := range b.Dx() {
			yi, ci := m.YOffset(b.Min.X+x, y), m.COffset(b.Min.X+x, y)
			line[3*x], line[3*x+1], line[3*x+2] = color.YCbCrToRGB(m.Y[yi], m.Cb[ci], m.Cr[ci])
		}
	case *image.RGBA:
		for x, i := 0, m.PixOffset(b.Min.X, y); x < b.Dx(); x, i = x+1, i+4 {
			white := 255 - m.Pix[i+3]
			line[3*x], line[3*x+1], line[3*x+2] = m.Pix[i]+white, m.Pix[i+1]+white, m.Pix[i+2]+white
		}
	default:
		for x := range b.Dx() {
			r, g, bl, a := src.At(b.Min.X+x, y).RGBA() // premultiplied
			white := 0xffff - a
			line[3*x], line[3*x+1], line[3*x+2] = uint8((r+white)>>8), uint8((g+white)>>8), uint8((bl+white)>>8)
		}
	}
}

// placeholderWidth is in pixels; enough for a blur.
const placeholderWidth = 8

// placeholder is a data URI of the picture in a few pixels of few colours.
func placeholder(m *image.RGBA) (string, error) {
	b := m.Bounds()
	w := min(placeholderWidth, b.Dx())
	tiny := shrink(m, w, max(1, min(2*placeholderWidth, w*b.Dy()/b.Dx())))
	for i := range tiny.Pix {
		if i%4 != 3 {
			tiny.Pix[i] &= 0xf0 // compresses better
			tiny.Pix[i] |= tiny.Pix[i] >> 4
		}
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, tiny); err != nil {
		return "", fmt.Errorf("photo: placeholder: %w", err)
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(out.Bytes()), nil
}
