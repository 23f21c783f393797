// Package photo turns what people upload into the JPEGs that a town shows: the
// type is told by the bytes, sides and memory are judged before anything is
// decoded, the picture is turned upright, brought to sRGB and written anew, so
// that no metadata and no hidden passenger gets through. It implements
// media.Studio and keeps nothing. It may import domain/media and image
// libraries.
package photo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"

	"cabas/domain/media"
)

// Studio implements media.Studio. The zero value works.
type Studio struct {
	// Memory bounds what decoding one picture may take, in bytes; zero is
	// 256 MiB.
	Memory int64
}

// quality is that of the JPEGs written, on the scale of image/jpeg.
const quality = 82

// maxScans is how often a progressive JPEG may go over its picture: encoders do
// about ten times, a file made to keep the server busy a million times.
const maxScans = 100

// format is how a kind of file is read.
type format struct {
	config func(*bytes.Reader) (image.Config, error)
	decode func(*bytes.Reader) (image.Image, error)
	// bytes estimates what decoding takes, for each pixel.
	bytes func(upload []byte, c image.Config) float64
	// scans counts how often the file goes over its picture; nil for once.
	scans func(upload []byte) int
	// profile finds the colour profile, or nothing.
	profile func(upload []byte) []byte
}

var formats = map[string]format{
	"jpeg": {
		config:  func(r *bytes.Reader) (image.Config, error) { return jpeg.DecodeConfig(r) },
		decode:  func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) },
		bytes:   jpegBytes,
		scans:   jpegScans,
		profile: jpegProfile,
	},
	"png": {
		config:  func(r *bytes.Reader) (image.Config, error) { return png.DecodeConfig(r) },
		decode:  func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) },
		bytes:   pngBytes,
		profile: pngProfile,
	},
	"webp": {
		config: func(r *bytes.Reader) (image.Config, error) { return webp.DecodeConfig(r) },
		decode: func(r *bytes.Reader) (image.Image, error) { return webp.Decode(r) },
		// The lossless form is copied by its transforms.
		bytes:   func([]byte, image.Config) float64 { return 8 },
		profile: webpProfile,
	},
}

// sniff tells the kind of file by its first bytes; "" is none that we read.
func sniff(upload []byte) string {
	switch {
	case bytes.HasPrefix(upload, []byte("\xff\xd8\xff")):
		return "jpeg"
	case bytes.HasPrefix(upload, []byte("\x89PNG\r\n\x1a\n")):
		return "png"
	case len(upload) > 16 && string(upload[:4]) == "RIFF" && string(upload[8:12]) == "WEBP":
		return "webp"
	}
	return ""
}

// Develop implements media.Studio.
func (s Studio) Develop(ctx context.Context, upload []byte) (media.Developed, error) {
	kind := sniff(upload)
	if kind == "" {
		return media.Developed{}, media.ErrNotAPhoto
	}
	f := formats[kind]
	whole, err := s.open(f, upload)
	if err != nil {
		return media.Developed{}, err
	}
	if err := ctx.Err(); err != nil {
		return media.Developed{}, err
	}
	return develop(whole, orientation(kind, upload), conversion(f.profile(upload)))
}

// open decodes the picture once its header is found acceptable.
func (s Studio) open(f format, upload []byte) (whole image.Image, err error) {
	defer func() {
		if r := recover(); r != nil { // a decoder that a broken file confuses
			whole, err = nil, media.ErrDamaged.Because(fmt.Errorf("photo: decoder: %v", r))
		}
	}()
	c, err := f.config(bytes.NewReader(upload))
	if err != nil {
		return nil, media.ErrDamaged.Because(err)
	}
	if err := media.Fits(c.Width, c.Height); err != nil {
		return nil, err
	}
	memory := s.Memory
	if memory == 0 {
		memory = 256 << 20
	}
	if float64(c.Width)*float64(c.Height)*f.bytes(upload, c) > float64(memory) {
		return nil, media.ErrTooManyPixels.With(map[string]any{"width": c.Width, "height": c.Height})
	}
	if f.scans != nil && f.scans(upload) > maxScans {
		return nil, media.ErrDamaged.Because(errors.New("photo: more scans than a photo has"))
	}
	whole, err = f.decode(bytes.NewReader(upload))
	switch {
	case err != nil:
		return nil, media.ErrDamaged.Because(err)
	case whole.Bounds().Dx() != c.Width || whole.Bounds().Dy() != c.Height:
		return nil, media.ErrDamaged.Because(errors.New("photo: the header tells other sides than the picture has"))
	}
	return whole, nil
}

// develop writes an open picture in its sizes, each made from the next larger.
func develop(whole image.Image, turn int, toSRGB *matrix) (media.Developed, error) {
	out := media.Developed{Files: map[int][]byte{}}
	out.Width, out.Height = whole.Bounds().Dx(), whole.Bounds().Dy()
	if turned(turn) {
		out.Width, out.Height = out.Height, out.Width
	}
	sizes := out.Renditions()
	var at *image.RGBA
	for i := len(sizes) - 1; i >= 0; i-- {
		r := sizes[i]
		if at == nil {
			w, h := r.Width, r.Height
			if turned(turn) {
				w, h = h, w
			}
			at = upright(shrink(whole, w, h), turn)
			toSRGB.apply(at)
		} else {
			at = shrink(at, r.Width, r.Height)
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, at, &jpeg.Options{Quality: quality}); err != nil {
			return media.Developed{}, fmt.Errorf("photo: writing: %w", err)
		}
		out.Files[r.Size] = b.Bytes()
	}
	var err error
	out.Placeholder, err = placeholder(at)
	return out, err
}
