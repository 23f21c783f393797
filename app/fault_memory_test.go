package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/ident"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// What a server may have in memory at its worst moment, in megabytes, which is
// what deploy/cabas.service gives it on a machine of 512; and what it may have
// asked for, which Go does not give back: the kernel refuses more.
const (
	mostResident = 450
	mostAsked    = 1 << 30
)

var peak = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// heavyPhoto is a photo of some 15 MB, as a good camera makes it: every point of
// its twenty-four million is different.
func heavyPhoto(t *testing.T) []byte {
	t.Helper()
	m := image.NewYCbCr(image.Rect(0, 0, 6000, 4000), image.YCbCrSubsampleRatio420)
	noise := rand.NewChaCha8([32]byte{1})
	for _, plane := range [][]byte{m.Y, m.Cb, m.Cr} {
		if _, err := noise.Read(plane); err != nil {
			t.Fatal(err)
		}
	}
	for quality := 60; ; quality -= 5 {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
			t.Fatal(err)
		}
		if b.Len() < 15<<20 {
			return b.Bytes()
		}
	}
}

// TestItRunsInHalfAGigabyte serves the demonstration town with the GOMEMLIMIT
// that the documentation advises, while people read, order and send photos of
// 15 MB, and asks the kernel how much the process had in memory at its worst
// moment. LOAD says for how many seconds.
func TestItRunsInHalfAGigabyte(t *testing.T) {
	t.Setenv("GOMEMLIMIT", "300MiB")
	t.Setenv("CABAS_LOG_LEVEL", "error")
	t.Setenv("CABAS_DEMO", "true")
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday)) // for its checks of answers
	server := startProcess(t, "sqlite://"+t.TempDir(), w.config)
	if err := unix.Prlimit(server.command.Process.Pid, unix.RLIMIT_DATA, &unix.Rlimit{Cur: mostAsked, Max: mostAsked}, nil); err != nil {
		t.Fatal(err)
	}
	w.base = "http://" + server.address
	owner, product := w.demoOwner("la-mie-buissonniere")
	shop := w.nobody().get("/shops/la-mie-buissonniere").must(200).text("id")
	bread := w.nobody().get("/products/"+product).must(200).text("variants", 0, "id")
	photo := heavyPhoto(t)

	answered := map[string]map[int]int{"read": {}, "ordered": {}, "photo": {}}
	var mu sync.Mutex
	note := func(what string, status int) {
		mu.Lock()
		defer mu.Unlock()
		answered[what][status]++
	}
	seconds := times(t, "LOAD", 5)
	until := time.Now().Add(time.Duration(seconds) * time.Second)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for n := 0; time.Now().Before(until); n++ {
				note("read", status(w.base+[]string{"/", "/api/v1/towns/dourdan/shops", "/api/v1/shops/la-mie-buissonniere/products?query=" + strconv.Itoa(n)}[n%3]))
			}
		})
	}
	var guests atomic.Int64
	for range 4 {
		all.Go(func() {
			for time.Now().Before(until) {
				note("ordered", ordersOne(w.base, shop, bread, guests.Add(1)))
			}
		})
	}
	for range 2 {
		all.Go(func() {
			for time.Now().Before(until) {
				req, _ := http.NewRequest("POST", w.base+"/api/v1/products/"+product+"/photos", bytes.NewReader(photo))
				req.Header = owner.headers.Clone()
				req.Header.Set("Content-Type", "image/jpeg")
				note("photo", sent(req))
			}
		})
	}
	all.Wait()
	state, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", server.command.Process.Pid))
	found := peak.FindSubmatch(state)
	if err != nil || found == nil {
		<-server.ended
		t.Fatalf("the server is gone, answered %v: %.3000s", answered, server.said.String())
	}
	most, _ := strconv.Atoi(string(found[1]))
	fmt.Printf("512 MB: %d s, answered %v, photos of %.1f MB; %d MB in memory at the end, %d MB at the most\n", seconds, answered, float64(len(photo))/(1<<20), server.memory(), most/1024)
	if answered["read"][200] == 0 || answered["ordered"][201] == 0 || answered["photo"][201] == 0 || most/1024 > mostResident {
		t.Errorf("answered %v with %d MB at the most", answered, most/1024)
	}
	for what, statuses := range answered {
		for status := range statuses {
			if status != 200 && status != 201 && status != 409 && status != 503 {
				t.Errorf("%s was answered %v", what, statuses)
			}
		}
	}
	w.nobody().get("/shops/la-mie-buissonniere").must(200)
}

// demoOwner signs in whoever owns a shop of the demonstration, and names a
// product of it.
func (w *world) demoOwner(slug string) (*person, string) {
	w.t.Helper()
	product := w.nobody().get("/shops/"+slug+"/products?query=croissant").must(200).text("items", 0, "id")
	for _, s := range w.nobody().get("/demo").must(200).at("signIns").([]any) {
		if shop, has := s.(object)["shop"].(object); has && shop["slug"] == slug && s.(object)["role"] == "owner" {
			tokens := w.nobody().post("/sessions", object{"email": s.(object)["email"], "password": s.(object)["password"]}).must(201)
			return w.bearing(tokens.text("accessToken")), product
		}
	}
	w.t.Fatalf("nobody owns %s", slug)
	return nil, ""
}

// ordersOne has a new guest quote and place one piece; it answers the status.
func ordersOne(base, shop, variant string, guest int64) int {
	wishes := wish(shop, variant, 1)
	post := func(path string, body object) (int, []byte) {
		text, _ := json.Marshal(body)
		req, _ := http.NewRequest("POST", base+"/api/v1"+path, bytes.NewReader(text))
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", string(ident.New("key")))
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return 0, nil
		}
		defer res.Body.Close()
		answer, _ := io.ReadAll(res.Body)
		return res.StatusCode, answer
	}
	status, quoted := post("/quotes", object{"shops": []object{wishes}})
	var q struct {
		QuoteHash string
		Shops     []struct{ ProposedSlot struct{ Start string } }
	}
	if status != 200 || json.Unmarshal(quoted, &q) != nil || len(q.Shops) == 0 || q.Shops[0].ProposedSlot.Start == "" {
		return 409 // every slot is taken
	}
	wishes["slot"] = object{"start": q.Shops[0].ProposedSlot.Start}
	status, _ = post("/checkouts", object{"basketId": ident.New("bsk"), "quoteHash": q.QuoteHash, "acceptTerms": true, "language": "fr", "shops": []object{wishes},
		"customer": object{"name": "Camille Durand", "phone": fmt.Sprintf("06 %08d", guest), "email": fmt.Sprintf("guest%d@exemple.fr", guest)}})
	return status
}

func status(address string) int {
	req, _ := http.NewRequest("GET", address, strings.NewReader(""))
	return sent(req)
}

func sent(req *http.Request) int {
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, res.Body)
	return res.StatusCode
}
