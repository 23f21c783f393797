package app_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/ident"
	"cabas/domain/media"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
	"cabas/infra/files"
)

// snapshot is a photo as a telephone makes it, of one colour.
func snapshot(t testing.TB, w, h int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = color.RGBA{180, 120, 60, 255}.R
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// photo has a subject show a new picture, past the upload.
func (s *scene) photo(subject, shop ident.ID) media.Photo {
	s.t.Helper()
	p := media.Photo{ID: ident.New("pho"), Subject: subject, Shop: shop, Created: s.clock.Now(),
		Picture: media.Picture{Hash: ident.New("pic").String(), Width: 40, Height: 30}}
	_, err := db.NewPictures(s.h).Claim(s.ctx(), p.Picture, p.Created)
	s.did(err)
	s.did(db.NewPictures(s.h).Keep(s.ctx(), p.Hash, p.Created))
	_, err = db.NewPhotos(s.h).Add(s.ctx(), p, media.MaxPerProduct)
	s.did(err)
	return p
}

// uploads sends a file as it is.
func (p *person) uploads(path string, file []byte) *answer {
	p.w.t.Helper()
	return p.with("Content-Type", "image/jpeg").post(path, string(file))
}

// fetch reads what lies outside the contract.
func (w *world) fetch(path string, header ...string) (*http.Response, []byte) {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, w.base+path, nil)
	w.did(err)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := w.client.Do(req)
	w.did(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	w.did(err)
	return res, body
}

func TestAShopShowsPhotos(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		paul, slug := w.bakery()
		jeanne, _ := w.signUp("jeanne@example.org", "Jeanne")
		made := paul.post("/shops/"+slug+"/products", tart()).must(201)
		path := "/products/" + made.text("id")
		if shown, ok := made.at("photos").([]any); !ok || len(shown) != 0 {
			t.Errorf("a new product shows %v", made.at("photos"))
		}
		w.nobody().uploads(path+"/photos", snapshot(t, 100, 100)).refused(401, "auth.required")
		jeanne.uploads(path+"/photos", snapshot(t, 100, 100)).refused(404, "not_found")

		first := paul.uploads(path+"/photos?alt=Tarte+dor%C3%A9e", snapshot(t, 1000, 500)).must(201)
		again := paul.uploads(path+"/photos?alt=Autre", snapshot(t, 1000, 500)).must(201)
		if first.text("id") != again.text("id") || again.text("alt") != "Tarte dorée" || first.number("sizes", 2, "width") != 1000 {
			t.Errorf("the same photo again: %s\n%s", first.body, again.body)
		}
		second := paul.uploads(path+"/photos", snapshot(t, 300, 400)).must(201)

		caption := func(a *answer, alt string) object { return object{"id": a.text("id"), "alt": alt} }
		order := object{"photos": []object{caption(second, "Une part"), caption(first, "")}}
		arranged := paul.call("PUT", path+"/photos", order).must(200)
		if arranged.text("photos", 0, "id") != second.text("id") || arranged.text("photos", 0, "alt") != "Une part" {
			t.Errorf("arranged: %s", arranged.body)
		}
		paul.call("PUT", path+"/photos", object{"photos": []object{caption(first, "")}}).refused(409, "media.others")
		shown := paul.get(path).must(200)
		if shown.text("photos", 0, "id") != second.text("id") || shown.text("photos", 1, "id") != first.text("id") {
			t.Errorf("the product shows %v", shown.at("photos"))
		}
		listed := paul.get("/shops/" + slug + "/products?hidden=true").must(200)
		if listed.text("items", 0, "photos", 0, "id") != second.text("id") {
			t.Errorf("the list shows %s", listed.body)
		}
		jeanne.delete("/photos/"+second.text("id")).refused(404, "not_found")
		paul.delete("/photos/" + second.text("id")).must(204)
		paul.delete("/photos/"+second.text("id")).refused(404, "not_found")

		paul.uploads("/shops/"+slug+"/photo", snapshot(t, 500, 300)).must(201)
		front := paul.uploads("/shops/"+slug+"/photo?alt=La+vitrine", snapshot(t, 600, 300)).must(201)
		if shop := w.nobody().get("/shops/" + slug).must(200); shop.text("photo", "id") != front.text("id") || shop.text("photo", "alt") != "La vitrine" {
			t.Errorf("the shop shows %v", shop.at("photo"))
		}
		if town := w.nobody().get("/towns/dourdan/shops").must(200); town.text("items", 0, "photo", "id") != front.text("id") {
			t.Errorf("the town shows %s", town.body)
		}
		paul.delete("/photos/" + front.text("id")).must(204)
		if shop := w.nobody().get("/shops/" + slug).must(200); shop.at("photo") != nil {
			t.Errorf("the shop still shows %v", shop.at("photo"))
		}
		for n := 1; n < media.MaxPerProduct; n++ {
			paul.uploads(path+"/photos", snapshot(t, 100+n, 100)).must(201)
		}
		paul.uploads(path+"/photos", snapshot(t, 100, 100+media.MaxPerProduct)).refused(409, "media.enough")
	})
}

func TestAPhotoIsServedForEver(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday))
	paul, slug := w.bakery()
	photo := paul.uploads("/shops/"+slug+"/photo", snapshot(t, 900, 600)).must(201)
	address := photo.header.Get("Location")
	if address != photo.text("sizes", 2, "url") || !strings.HasPrefix(address, "/media/") {
		t.Errorf("it lies at %s", address)
	}
	res, body := w.fetch(address)
	for name, want := range map[string]string{
		"Content-Type": "image/jpeg", "Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff",
		"Content-Length": fmt.Sprint(len(body)),
	} {
		if got := res.Header.Get(name); res.StatusCode != 200 || got != want {
			t.Errorf("%d, %s: %q", res.StatusCode, name, got)
		}
	}
	if m, err := jpeg.DecodeConfig(bytes.NewReader(body)); err != nil || m.Width != 900 {
		t.Errorf("%+v, %v", m, err)
	}
	if res, _ := w.fetch(address, "If-None-Match", res.Header.Get("ETag")); res.StatusCode != http.StatusNotModified {
		t.Errorf("a copy at hand: %d", res.StatusCode)
	}
	if res, part := w.fetch(address, "Range", "bytes=0-9"); res.StatusCode != http.StatusPartialContent || len(part) != 10 {
		t.Errorf("a part: %d, %d bytes", res.StatusCode, len(part))
	}
	for _, none := range []string{
		strings.Replace(address, "-1600", "-1601", 1), "/media/" + strings.Repeat("0", 32) + "-320.jpg", "/media/..%2f..%2fsecret",
	} {
		if res, body := w.fetch(none); res.StatusCode != 404 || strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %s", none, res.StatusCode, body)
		}
	}
}

func TestWhatIsNoPhotoIsRefusedClearly(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday))
	paul, slug := w.bakery()
	path, good := "/shops/"+slug+"/photo", snapshot(t, 400, 300)
	paul.uploads(path, []byte("<svg xmlns='http://www.w3.org/2000/svg'/>")).refused(422, "media.not_a_photo")
	paul.uploads(path, nil).refused(422, "media.not_a_photo")
	paul.uploads(path, good[:len(good)/2]).refused(422, "media.damaged")
	paul.uploads(path, snapshot(t, 500, 20)).refused(422, "media.shape")
	// What is too large is refused unread, and the answer may be lost on whoever
	// still sends: it is sent to a server that asks for it.
	waiting := &http.Client{Transport: &http.Transport{ExpectContinueTimeout: time.Minute}}
	defer waiting.CloseIdleConnections()
	large := append(bytes.Clone(good), make([]byte, media.MaxBytes-len(good))...)
	paul.uploads(path, large).must(201)
	for _, c := range []struct {
		method, path, kind, body string
		status                   int
		code                     string
	}{
		{"POST", path, "application/zip", string(good), 415, "request.media_type"},
		{"POST", path, "application/json", "{}", 415, "request.media_type"},
		{"POST", path, "image/jpeg", string(large) + "x", 413, "request.too_large"},
		{"PATCH", "/me", "application/json", `{"displayName": "` + strings.Repeat("x", 300<<10) + `"}`, 413, "request.too_large"},
	} {
		res, err := waiting.Do(paul.with("Content-Type", c.kind).with("Expect", "100-continue").request(c.method, c.path, c.body))
		w.did(err)
		body, _ := io.ReadAll(res.Body)
		w.did(res.Body.Close())
		if res.StatusCode != c.status || !strings.Contains(string(body), c.code) {
			t.Errorf("%s of %s: %d %s", c.path, c.kind, res.StatusCode, body)
		}
	}
	paul.uploads(path+"?alt="+strings.Repeat("x", 201), good).refused(400, "request.malformed")
}

// TestUploadsAreBounded holds all places with uploads that do not end: one person
// cannot, several can for a while.
func TestUploadsAreBounded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday))
	paul, slug := w.bakery()
	path := "/shops/" + slug + "/photo"
	refused := make(chan int, 16)
	var held sync.WaitGroup
	var ends []*io.PipeWriter
	holds := func(who *person, path string) {
		body, end := io.Pipe()
		ends = append(ends, end)
		req := who.with("Content-Type", "image/jpeg").request("POST", path, nil)
		req.Body, req.ContentLength = body, -1
		held.Go(func() {
			if res, err := w.client.Do(req); err == nil {
				refused <- res.StatusCode
				_ = res.Body.Close()
			}
		})
	}
	for range 3 {
		holds(paul, path)
	}
	if status := <-refused; status != 429 { // two are under way
		t.Errorf("one person's third was answered %d", status)
	}
	if a := paul.uploads(path, snapshot(t, 40, 30)).refused(429, "rate.limited"); a.header.Get("Retry-After") != "5" {
		t.Errorf("Retry-After is %q", a.header.Get("Retry-After"))
	}
	zoe, _ := w.signUp("zoe@exemple.fr", "Zoé")
	hers := "/shops/" + zoe.opensShop("Zinc") + "/photo"
	zoe.uploads(hers, snapshot(t, 40, 30)).must(201)

	for _, name := range []string{"Anne", "Basile", "Chloé"} {
		who, _ := w.signUp(ident.New("new").String()+"@exemple.fr", name)
		theirs := "/shops/" + who.opensShop(name) + "/photo"
		holds(who, theirs)
		holds(who, theirs)
	}
	if status := <-refused; status != 503 { // now all places are taken
		t.Errorf("one that found no place was answered %d", status)
	}
	if a := zoe.uploads(hers, snapshot(t, 40, 31)).refused(503, "media.busy"); a.header.Get("Retry-After") != "5" {
		t.Errorf("Retry-After is %q", a.header.Get("Retry-After"))
	}
	for _, end := range ends {
		_ = end.Close()
	}
	held.Wait()
	paul.uploads(path, snapshot(t, 40, 30)).must(201)
}

// TestFilesGoWhenNothingShowsThem deletes a product and looks a day later.
func TestFilesGoWhenNothingShowsThem(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		paul, slug := w.bakery()
		kept := func() int {
			found, err := filepath.Glob(filepath.Join(w.config.Data, "photos", "*", "*.jpg"))
			w.did(err)
			return len(found)
		}
		var product string
		for range 2 { // two products show one picture
			product = "/products/" + paul.post("/shops/"+slug+"/products", tart()).must(201).text("id")
			paul.uploads(product+"/photos", snapshot(t, 900, 600)).must(201)
		}
		paul.uploads(product+"/photos", snapshot(t, 500, 500)).must(201)
		if n := kept(); n != 5 {
			t.Fatalf("%d files of two pictures", n)
		}
		paul.delete(product).must(204)
		swept := func() int {
			vault, err := files.Folder(filepath.Join(w.config.Data, "photos"))
			w.did(err)
			unit := db.NewUnit(w.db, func(h db.Handle) media.Stores {
				return media.Stores{Album: db.NewPhotos(h), Pictures: db.NewPictures(h)}
			})
			n, err := media.NewKeeper(unit, vault, w.clock).Sweep(t.Context())
			w.did(err)
			return n
		}
		if n := swept(); n != 0 || kept() != 5 {
			t.Errorf("%d pictures went too early", n)
		}
		if left, err := db.NewPhotos(w.db.Handle()).Of(t.Context(), []ident.ID{ident.ID(strings.TrimPrefix(product, "/products/"))}); err != nil || len(left) > 0 {
			t.Errorf("the product is gone and shows %v, %v", left, err)
		}
		w.clock.Advance(25 * time.Hour)
		if n := swept(); n != 1 || kept() != 3 {
			t.Errorf("%d pictures went, %d files stay", n, kept())
		}
	})
}
