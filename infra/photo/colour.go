package photo

import (
	"encoding/binary"
	"image"
	"math"
)

// matrix converts colours of a profile to sRGB.
type matrix struct {
	linear [3][256]float32 // each channel's curve
	to     [3][3]float32
}

// fromXYZ turns the profile connection space (XYZ under D50) into linear sRGB
// (IEC 61966-2-1, adapted by Bradford).
var fromXYZ = [3][3]float64{
	{3.1338561, -1.6168667, -0.4906146},
	{-0.9787684, 1.9161415, 0.0334540},
	{0.0719453, -0.2289914, 1.4052427},
}

// conversion reads a profile of three primaries and their curves (ICC.1:2022),
// such as Display P3 or Adobe RGB. It is nil when the colours are those of
// sRGB already, or when the profile is of another kind or broken: sRGB is then
// assumed.
func conversion(profile []byte) *matrix {
	if len(profile) < 132 || string(profile[16:20]) != "RGB " || string(profile[20:24]) != "XYZ " {
		return nil
	}
	tags := map[string][]byte{}
	for i := range min(100, int(binary.BigEndian.Uint32(profile[128:]))) {
		at := 132 + 12*i
		if at+12 > len(profile) {
			return nil
		}
		from, size := uint64(binary.BigEndian.Uint32(profile[at+4:])), uint64(binary.BigEndian.Uint32(profile[at+8:]))
		if from+size > uint64(len(profile)) {
			return nil
		}
		tags[string(profile[at:at+4])] = profile[from : from+size]
	}
	var m matrix
	plain := true
	for c, name := range []string{"r", "g", "b"} {
		primary := tags[name+"XYZ"]
		if len(primary) < 20 || !m.curve(c, tags[name+"TRC"]) {
			return nil
		}
		for row := range 3 {
			sum := 0.0
			for k := range 3 {
				sum += fromXYZ[row][k] * fixed(primary[8+4*k:])
			}
			m.to[row][c] = float32(sum)
			same := 0.0
			if row == c {
				same = 1
			}
			plain = plain && math.Abs(sum-same) < 0.01
		}
	}
	if plain {
		return nil
	}
	return &m
}

// fixed reads a number of 16 bits before and 16 behind the point.
func fixed(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }

// curve reads how a channel's values follow the light; false when it cannot.
func (m *matrix) curve(channel int, tag []byte) bool {
	f := curveOf(tag)
	if f == nil {
		return false
	}
	for i := range 256 {
		v := f(float64(i) / 255)
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
		m.linear[channel][i] = float32(math.Max(0, math.Min(1, v)))
	}
	return true
}

func curveOf(tag []byte) func(float64) float64 {
	if len(tag) < 12 {
		return nil
	}
	switch string(tag[:4]) {
	case "curv":
		n := int(binary.BigEndian.Uint32(tag[8:]))
		switch {
		case n == 0:
			return func(x float64) float64 { return x }
		case n > (len(tag)-12)/2:
			return nil
		case n == 1:
			gamma := float64(binary.BigEndian.Uint16(tag[12:])) / 256
			return func(x float64) float64 { return math.Pow(x, gamma) }
		}
		return func(x float64) float64 {
			at := x * float64(n-1)
			i := min(int(at), n-2)
			a, z := float64(binary.BigEndian.Uint16(tag[12+2*i:])), float64(binary.BigEndian.Uint16(tag[14+2*i:]))
			return (a + (z-a)*(at-float64(i))) / 65535
		}
	case "para":
		return parametric(tag)
	}
	return nil
}

// parametric reads a curve given by its formula (ICC.1:2022, 10.18).
func parametric(tag []byte) func(float64) float64 {
	kind := int(binary.BigEndian.Uint16(tag[8:]))
	counts := []int{1, 3, 4, 5, 7}
	if kind >= len(counts) || len(tag) < 12+4*counts[kind] {
		return nil
	}
	var p [7]float64
	for i := range counts[kind] {
		p[i] = fixed(tag[12+4*i:])
	}
	g, a, b, c, d, e, f := p[0], p[1], p[2], p[3], p[4], p[5], p[6]
	switch kind {
	case 0:
		return func(x float64) float64 { return math.Pow(x, g) }
	case 1, 2: // c is added everywhere
		return func(x float64) float64 { return math.Pow(math.Max(0, a*x+b), g) + c }
	}
	return func(x float64) float64 {
		if x < d {
			return c*x + f
		}
		return math.Pow(a*x+b, g) + e
	}
}

// shades is how finely light is told apart when it is written back.
const shades = 4096

// encoded gives the byte that sRGB writes for a share of full light.
var encoded = func() (out [shades + 1]uint8) {
	for i := range out {
		v := float64(i) / shades
		if v <= 0.0031308 {
			v *= 12.92
		} else {
			v = 1.055*math.Pow(v, 1/2.4) - 0.055
		}
		out[i] = uint8(v*255 + 0.5)
	}
	return out
}()

// apply converts a picture in place; a nil matrix leaves it as it is.
func (m *matrix) apply(p *image.RGBA) {
	if m == nil {
		return
	}
	for i := 0; i+3 < len(p.Pix); i += 4 {
		r, g, b := m.linear[0][p.Pix[i]], m.linear[1][p.Pix[i+1]], m.linear[2][p.Pix[i+2]]
		for c := range 3 {
			v := m.to[c][0]*r + m.to[c][1]*g + m.to[c][2]*b
			p.Pix[i+c] = encoded[int(max(0, min(1, v))*shades+0.5)]
		}
	}
}
