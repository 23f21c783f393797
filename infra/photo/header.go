package photo

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image"
	"image/color"
	"io"
	"slices"
)

// maxProfile bounds a colour profile: those of cameras have some kilobytes.
const maxProfile = 1 << 20

// jpegSegments calls f with each segment before the picture's data, until it
// answers false.
func jpegSegments(upload []byte, f func(marker byte, body []byte) bool) {
	for at := 2; at+4 <= len(upload); {
		if upload[at] != 0xff {
			return
		}
		marker := upload[at+1]
		switch {
		case marker == 0xff: // filling
			at++
			continue
		case marker == 0x01 || marker >= 0xd0 && marker <= 0xd8: // alone
			at += 2
			continue
		case marker == 0xda || marker == 0xd9:
			return
		}
		length := int(binary.BigEndian.Uint16(upload[at+2:]))
		if length < 2 || at+2+length > len(upload) || !f(marker, upload[at+4:at+2+length]) {
			return
		}
		at += 2 + length
	}
}

// jpegScans counts how often a JPEG goes over its picture. It finds markers as
// the decoder does, which passes over what is none, and ends where the picture
// ends: what lies behind, as the film of a moving photo, is never decoded.
func jpegScans(upload []byte) (scans int) {
	for at := 2; at+4 <= len(upload); {
		next := bytes.IndexByte(upload[at:], 0xff)
		if at += next; next < 0 || at+4 > len(upload) {
			return scans
		}
		switch marker := upload[at+1]; {
		case marker == 0xff: // filling
			at++
		case marker < 0x02 || marker >= 0xd0 && marker <= 0xd8: // alone
			at += 2
		case marker == 0xd9:
			return scans
		default:
			if marker == 0xda {
				scans++
			}
			at += 2 + max(2, int(binary.BigEndian.Uint16(upload[at+2:])))
		}
	}
	return scans
}

// jpegBytes estimates the planes of a JPEG, and of a progressive one the
// coefficients that are gathered before them, in four bytes each.
func jpegBytes(upload []byte, _ image.Config) float64 {
	samples, progressive := 3.0, false
	jpegSegments(upload, func(marker byte, body []byte) bool {
		if marker < 0xc0 || marker > 0xc2 || len(body) < 6 {
			return true
		}
		progressive = marker == 0xc2
		sum, wide, high := 0, 1, 1
		for c := range int(body[5]) {
			if len(body) < 9+3*c {
				return false
			}
			h, v := int(body[7+3*c]>>4), int(body[7+3*c]&15)
			sum, wide, high = sum+h*v, max(wide, h), max(high, v)
		}
		samples = float64(sum) / float64(wide*high)
		return false
	})
	if progressive {
		return 5 * samples
	}
	if samples > 3 { // four inks are copied once more
		return 2 * samples
	}
	return samples
}

// pngBytes estimates a PNG: sixteen bits a channel take twice as much, and so
// does one that comes in passes.
func pngBytes(upload []byte, c image.Config) float64 {
	n := 4.0
	if slices.Contains([]color.Model{color.NRGBA64Model, color.RGBA64Model, color.Gray16Model}, c.ColorModel) {
		n = 8
	}
	if len(upload) > 28 && upload[28] != 0 {
		n *= 2
	}
	return n
}

// jpegProfile gathers the colour profile from its numbered parts (ICC.1:2022,
// annex B.4).
func jpegProfile(upload []byte) (profile []byte) {
	jpegSegments(upload, func(marker byte, body []byte) bool {
		if part, ok := bytes.CutPrefix(body, []byte("ICC_PROFILE\x00")); marker == 0xe2 && ok && len(part) > 2 {
			profile = append(profile, part[2:]...)
		}
		return len(profile) <= maxProfile
	})
	return profile
}

// pngProfile reads the chunk iCCP.
func pngProfile(upload []byte) []byte {
	for at := 8; at+12 <= len(upload); {
		length := int(binary.BigEndian.Uint32(upload[at:]))
		name := string(upload[at+4 : at+8])
		if name == "IDAT" || length > len(upload)-at-12 {
			return nil
		}
		if name == "iCCP" {
			_, packed, ok := bytes.Cut(upload[at+8:at+8+length], []byte{0})
			if !ok || len(packed) < 2 {
				return nil
			}
			z, err := zlib.NewReader(bytes.NewReader(packed[1:]))
			if err != nil {
				return nil
			}
			profile, err := io.ReadAll(io.LimitReader(z, maxProfile))
			if err != nil {
				return nil
			}
			return profile
		}
		at += 12 + length
	}
	return nil
}

// webpProfile reads the chunk ICCP.
func webpProfile(upload []byte) []byte {
	for at := 12; at+8 <= len(upload); {
		length := int(binary.LittleEndian.Uint32(upload[at+4:]))
		if length > len(upload)-at-8 {
			return nil
		}
		if string(upload[at:at+4]) == "ICCP" {
			return upload[at+8 : at+8+length]
		}
		at += 8 + length + length&1
	}
	return nil
}
