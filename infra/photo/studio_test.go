package photo

import (
	"bytes"
	"encoding/base64"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"cabas/domain/media"
)

func developed(t *testing.T, upload []byte) media.Developed {
	t.Helper()
	d, err := Studio{}.Develop(t.Context(), upload)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func decoded(t *testing.T, file []byte) image.Image {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// near reports whether a pixel is about that colour.
func near(m image.Image, x, y int, r, g, b uint8) bool {
	c := color.NRGBAModel.Convert(m.At(x, y)).(color.NRGBA)
	off := func(a, b uint8) bool { return max(a, b)-min(a, b) > 8 }
	return !off(c.R, r) && !off(c.G, g) && !off(c.B, b)
}

func TestSizesAreThreeAndNeverLarger(t *testing.T) {
	for _, c := range []struct {
		w, h int
		want map[int]image.Point
	}{
		{2000, 1500, map[int]image.Point{320: {320, 240}, 800: {800, 600}, 1600: {1600, 1200}}},
		{900, 300, map[int]image.Point{320: {320, 107}, 800: {800, 267}, 1600: {900, 300}}},
		{320, 400, map[int]image.Point{320: {320, 400}}},
		{64, 32, map[int]image.Point{320: {64, 32}}},
	} {
		d := developed(t, asJPEG(t, painted(c.w, c.h)))
		if len(d.Files) != len(c.want) || d.Width != c.w || d.Height != c.h {
			t.Errorf("%d×%d: %d files of %d×%d", c.w, c.h, len(d.Files), d.Width, d.Height)
		}
		for size, sides := range c.want {
			m := decoded(t, d.Files[size])
			if m.Bounds().Size() != sides {
				t.Errorf("%d×%d in size %d is %v, not %v", c.w, c.h, size, m.Bounds().Size(), sides)
			}
			if !near(m, sides.X/4, sides.Y/4, 220, 30, 30) || !near(m, 3*sides.X/4, sides.Y/4, 20, 40, 200) {
				t.Errorf("%d×%d in size %d lost its colours", c.w, c.h, size)
			}
		}
	}
}

func TestPhotosAreTurnedUprightAndLoseTheirMetadata(t *testing.T) {
	// Where the red corner goes, for each way the camera was held.
	corners := map[uint16]image.Point{1: {0, 0}, 2: {1, 0}, 3: {1, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 1}, 8: {0, 1}}
	for turn, corner := range corners {
		upload := segment(asJPEG(t, painted(400, 200)), 0xe1, exif(turn))
		d := developed(t, upload)
		wide := d.Width == 400 && d.Height == 200
		if wide == (turn >= 5) {
			t.Errorf("held as %d: %d×%d", turn, d.Width, d.Height)
		}
		m := decoded(t, d.Files[map[bool]int{true: 800, false: 320}[wide]])
		at := image.Pt(d.Width*(1+2*corner.X)/4, d.Height*(1+2*corner.Y)/4)
		if !near(m, at.X, at.Y, 220, 30, 30) {
			t.Errorf("held as %d: the corner is not at %v", turn, at)
		}
		for size, file := range d.Files {
			for _, secret := range []string{"Exif", "SECRET", "GPS", "ICC_PROFILE"} {
				if bytes.Contains(file, []byte(secret)) {
					t.Errorf("size %d holds %q", size, secret)
				}
			}
		}
	}
}

func TestDisplayP3BecomesSRGB(t *testing.T) {
	// The red of sRGB, as Display P3 writes it.
	m := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for i := range m.Pix {
		m.Pix[i] = [4]uint8{234, 51, 35, 255}[i%4]
	}
	profile := displayP3()
	for name, upload := range map[string][]byte{
		"jpeg": segment(asJPEG(t, m), 0xe2, append([]byte("ICC_PROFILE\x00\x01\x01"), profile...)),
		"png":  chunk(asPNG(t, m), "iCCP", append([]byte("P3\x00\x00"), deflated(profile)...)),
	} {
		if got := decoded(t, developed(t, upload).Files[320]); !near(got, 30, 30, 255, 0, 0) {
			t.Errorf("%s: the red is %v", name, got.At(30, 30))
		}
	}
	if got := decoded(t, developed(t, asPNG(t, m)).Files[320]); !near(got, 30, 30, 234, 51, 35) {
		t.Errorf("without a profile: %v", got.At(30, 30))
	}
}

func TestWhatIsTransparentLiesOnWhite(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 100, 100))
	for y := range 50 {
		for x := range 100 {
			m.SetNRGBA(x, y, color.NRGBA{0, 0, 0, 128})
		}
	}
	got := decoded(t, developed(t, asPNG(t, m)).Files[320])
	if !near(got, 50, 20, 127, 127, 127) || !near(got, 50, 80, 255, 255, 255) {
		t.Errorf("%v and %v", got.At(50, 20), got.At(50, 80))
	}
}

func TestWebP(t *testing.T) {
	upload, err := os.ReadFile("testdata/bread.webp")
	if err != nil {
		t.Fatal(err)
	}
	d := developed(t, upload)
	if m := decoded(t, d.Files[320]); d.Width != 256 || m.Bounds().Dx() != 256 || !near(m, 0, 0, 255, 255, 255) {
		t.Errorf("%d×%d, corner %v", d.Width, d.Height, m.At(0, 0))
	}
	head, body, ok := strings.Cut(d.Placeholder, ",")
	if raw, err := base64.StdEncoding.DecodeString(body); !ok || head != "data:image/png;base64" || err != nil || len(raw) > 400 {
		t.Errorf("the placeholder has %d bytes: %s", len(raw), head)
	}
}

func TestWhatIsNoGoodPhotoIsSaidClearly(t *testing.T) {
	good := asJPEG(t, painted(300, 200))
	for name, c := range map[string]struct {
		upload []byte
		want   error
	}{
		"nothing":              {nil, media.ErrNotAPhoto},
		"text":                 {[]byte("Bonjour"), media.ErrNotAPhoto},
		"svg":                  {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), media.ErrNotAPhoto},
		"gif":                  {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), media.ErrNotAPhoto},
		"zip":                  {[]byte("PK\x03\x04" + strings.Repeat("x", 100)), media.ErrNotAPhoto},
		"truncated":            {good[:len(good)/2], media.ErrDamaged},
		"only a start":         {good[:3], media.ErrDamaged},
		"riff without picture": {[]byte("RIFF\x20\x00\x00\x00WEBPVP8 \x00\x00\x00\x00" + strings.Repeat("\x00", 20)), media.ErrDamaged},
		"bomb":                 {claiming(t, 50_000, 50_000), media.ErrTooManyPixels},
		"bomb of scans":        {append(bytes.Clone(good[:len(good)-2]), bytes.Repeat([]byte("\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"), 1000)...), media.ErrDamaged},
		"bomb of a stripe":     {claiming(t, 60_000, 1), media.ErrShape},
		"tiny":                 {asPNG(t, painted(15, 15)), media.ErrShape},
		"stripe":               {asPNG(t, painted(20, 121)), media.ErrShape},
		"lies about its size":  {claiming(t, 2000, 2000), media.ErrDamaged},
	} {
		if _, err := (Studio{}).Develop(t.Context(), c.upload); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, not %v", name, err, c.want)
		}
	}
	if _, err := (Studio{Memory: 80_000}).Develop(t.Context(), good); !errors.Is(err, media.ErrTooManyPixels) {
		t.Errorf("more than the memory allowed: %v", err)
	}
}

// TestWhatOnlyLooksLikeABombIsDeveloped develops photos whose bytes hold, by
// chance, what begins a scan, more often than any JPEG does.
func TestWhatOnlyLooksLikeABombIsDeveloped(t *testing.T) {
	noise := make([]byte, 8<<20)
	rand.NewChaCha8([32]byte{7}).Read(noise)
	drawn := image.NewNRGBA(image.Rect(0, 0, 1600, 1250))
	copy(drawn.Pix, noise)
	for name, upload := range map[string][]byte{
		"a large PNG":    asPNG(t, drawn),
		"a moving photo": append(asJPEG(t, painted(300, 200)), noise...),
	} {
		if n := bytes.Count(upload, []byte("\xff\xda")); n <= maxScans {
			t.Fatalf("%s holds it %d times only", name, n)
		}
		developed(t, upload)
	}
}

// TestPassengersStayBehind develops a photo that is also an archive and a page.
func TestPassengersStayBehind(t *testing.T) {
	passenger := []byte("PK\x03\x04<script>alert(1)</script>")
	upload := segment(append(asJPEG(t, painted(300, 200)), passenger...), 0xfe, passenger)
	for size, file := range developed(t, upload).Files {
		if bytes.Contains(file, []byte("script")) || bytes.Contains(file, []byte("PK\x03\x04")) {
			t.Errorf("size %d carries the passenger", size)
		}
	}
	bomb := chunk(asPNG(t, painted(64, 64)), "iCCP", append([]byte("P3\x00\x00"), deflated(make([]byte, 64<<20))...))
	developed(t, bomb) // the profile is cut off, the picture is good
}

// FuzzDevelop feeds the decoder anything: it answers a picture or one of the
// faults, within its memory, and never panics.
func FuzzDevelop(f *testing.F) {
	good := asJPEG(f, painted(60, 40))
	f.Add(good)
	f.Add(segment(good, 0xe1, exif(6)))
	f.Add(segment(good, 0xe2, append([]byte("ICC_PROFILE\x00\x01\x01"), displayP3()...)))
	f.Add(asPNG(f, painted(40, 60)))
	f.Add(chunk(asPNG(f, painted(40, 40)), "iCCP", append([]byte("P3\x00\x00"), deflated(displayP3())...)))
	if webp, err := os.ReadFile("testdata/bread.webp"); err == nil {
		f.Add(webp)
	}
	faults := []error{media.ErrNotAPhoto, media.ErrDamaged, media.ErrTooManyPixels, media.ErrShape}
	f.Fuzz(func(t *testing.T, upload []byte) {
		d, err := Studio{Memory: 8 << 20}.Develop(t.Context(), upload)
		if err == nil {
			if len(d.Files) != len(d.Renditions()) || d.Placeholder == "" {
				t.Errorf("%d files for %d sizes", len(d.Files), len(d.Renditions()))
			}
			return
		}
		for _, known := range faults {
			if errors.Is(err, known) {
				return
			}
		}
		t.Errorf("an error that nobody is told: %v", err)
	})
}

func BenchmarkDevelop(b *testing.B) {
	upload := asJPEG(b, painted(4000, 3000))
	for b.Loop() {
		if _, err := (Studio{}).Develop(b.Context(), upload); err != nil {
			b.Fatal(err)
		}
	}
}
