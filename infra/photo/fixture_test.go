package photo

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// painted is a picture whose left upper quarter is red, on blue.
func painted(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{20, 40, 200, 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{220, 30, 30, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func asJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// segment puts a segment of metadata behind a JPEG's start.
func segment(file []byte, marker byte, body []byte) []byte {
	head := []byte{0xff, marker, 0, 0}
	binary.BigEndian.PutUint16(head[2:], uint16(len(body)+2))
	return append(append(append([]byte{}, file[:2]...), append(head, body...)...), file[2:]...)
}

// exif is what a telephone writes: how it was held, whose it is, and where.
func exif(turn uint16) []byte {
	var b bytes.Buffer
	put := func(v any) { _ = binary.Write(&b, binary.LittleEndian, v) }
	entry := func(tag, kind uint16, count, value uint32) { put(tag); put(kind); put(count); put(value) }
	b.WriteString("Exif\x00\x00II*\x00")
	put(uint32(8))
	put(uint16(3))
	entry(0x010f, 2, 12, 200)         // Make
	entry(0x0112, 3, 1, uint32(turn)) // Orientation
	entry(0x8825, 4, 1, 8+2+3*12+4)   // GPS
	put(uint32(0))                    // no further directory
	put(uint16(2))                    // GPS: latitude
	entry(1, 2, 2, uint32('N'))       // N
	entry(2, 5, 3, 160)               // 48° 31' 43"
	put(uint32(0))
	for b.Len() < 6+160 {
		b.WriteByte(0)
	}
	for _, v := range []uint32{48, 1, 31, 1, 43, 1} {
		put(v)
	}
	for b.Len() < 6+200 {
		b.WriteByte(0)
	}
	b.WriteString("SECRET-MAKE\x00")
	return b.Bytes()
}

// displayP3 is a profile of three primaries with the curve of sRGB.
func displayP3() []byte {
	fixed := func(v float64) []byte { return binary.BigEndian.AppendUint32(nil, uint32(int32(v*65536))) }
	xyz := func(v ...float64) []byte {
		out := []byte("XYZ \x00\x00\x00\x00")
		for _, c := range v {
			out = append(out, fixed(c)...)
		}
		return out
	}
	curve := []byte("para\x00\x00\x00\x00\x00\x03\x00\x00")
	for _, v := range []float64{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045} {
		curve = append(curve, fixed(v)...)
	}
	tags := []struct {
		name string
		body []byte
	}{
		{"rXYZ", xyz(0.51512, 0.24120, -0.00105)}, {"gXYZ", xyz(0.29198, 0.69225, 0.04189)}, {"bXYZ", xyz(0.15710, 0.06657, 0.78407)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	out := make([]byte, 128)
	copy(out[16:], "RGB XYZ ")
	out = binary.BigEndian.AppendUint32(out, uint32(len(tags)))
	at := len(out) + 12*len(tags)
	var bodies []byte
	for _, tag := range tags {
		out = append(out, tag.name...)
		out = binary.BigEndian.AppendUint32(out, uint32(at+len(bodies)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(tag.body)))
		bodies = append(bodies, tag.body...)
	}
	return append(out, bodies...)
}

// chunk puts a chunk behind a PNG's header.
func chunk(file []byte, name string, body []byte) []byte {
	c := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	c = append(append(c, name...), body...)
	c = binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
	const head = 8 + 25
	return append(append(append([]byte{}, file[:head]...), c...), file[head:]...)
}

func deflated(b []byte) []byte {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	_, _ = z.Write(b)
	_ = z.Close()
	return out.Bytes()
}

// claiming is a PNG of a few bytes that says it has these sides.
func claiming(t testing.TB, w, h uint32) []byte {
	t.Helper()
	file := asPNG(t, image.NewGray(image.Rect(0, 0, 20, 20)))
	binary.BigEndian.PutUint32(file[16:], w)
	binary.BigEndian.PutUint32(file[20:], h)
	binary.BigEndian.PutUint32(file[29:], crc32.ChecksumIEEE(file[12:29]))
	return file
}
