package app_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
	"cabas/domain/shop"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// viewer reads one stream, as a browser does.
type viewer struct {
	w      *world
	events chan *answer // each event's data, beats left out
	leave  context.CancelFunc
}

// follow opens a stream and reads its first event.
func (p *person) follow(path string) (*viewer, *answer) {
	p.w.t.Helper()
	ctx, leave := context.WithCancel(context.Background())
	client := &http.Client{Transport: &http.Transport{}}
	res, err := client.Do(p.request("GET", path, nil).WithContext(ctx))
	if err != nil {
		p.w.t.Fatal(err)
	}
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" || res.Header.Get("ETag") != "" {
		body, _ := io.ReadAll(res.Body)
		p.w.t.Fatalf("%s answered %d %v %s", path, res.StatusCode, res.Header, body)
	}
	v := &viewer{p.w, make(chan *answer, 1000), leave}
	go func() {
		defer close(v.events)
		defer client.CloseIdleConnections()
		defer res.Body.Close()
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok && !strings.Contains(data, `"type":"beat"`) {
				v.events <- &answer{p.w.t, 200, nil, []byte(data)}
			}
		}
	}()
	p.w.t.Cleanup(func() { v.leave() })
	return v, v.next("open")
}

// next waits for the next event, which must be of the type and follow the
// contract.
func (v *viewer) next(kind string) *answer {
	v.w.t.Helper()
	select {
	case a, more := <-v.events:
		if !more {
			v.w.t.Fatalf("the stream broke off before %q", kind)
		}
		if a.text("type") != kind {
			v.w.t.Fatalf("got %s, want %q", a.body, kind)
		}
		messageFollows(v.w.t, a.body)
		return a
	case <-time.After(30 * time.Second):
		v.w.t.Fatalf("no %q came", kind)
		return nil
	}
}

func messageFollows(t *testing.T, data []byte) {
	t.Helper()
	doc := document(t)
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		t.Fatal(err)
	}
	if err := doc.Components.Schemas["StreamMessage"].Value.VisitJSON(value, openapi3.EnableFormatValidation()); err != nil {
		t.Errorf("%s is not in the contract: %v", data, err)
	}
}

// told waits for the order's next step.
func (v *viewer) told(o order.Order, kind, state string) *answer {
	v.w.t.Helper()
	a := v.next("order")
	if a.text("orderId") != o.ID.String() || a.text("shopId") != o.Shop.ID.String() || a.text("kind") != kind || a.text("state") != state {
		v.w.t.Fatalf("got %s, want %s of %s", a.body, kind, o.ID)
	}
	return a
}

// ends waits until the stream ends for the reason.
func (v *viewer) ends(reason string) {
	v.w.t.Helper()
	if a := v.next("end"); a.text("reason") != reason {
		v.w.t.Fatalf("ended by %s, want %s", a.body, reason)
	}
	if _, more := <-v.events; more {
		v.w.t.Fatal("something came after the end")
	}
}

// silent fails the test when something was told.
func (v *viewer) silent() {
	v.w.t.Helper()
	select {
	case a := <-v.events:
		v.w.t.Fatalf("told of %s", a.body)
	case <-time.After(100 * time.Millisecond):
	}
}

// settle waits for all that happened to have its position, so that a stream
// opened next begins after it.
func (w *world) settle() {
	w.t.Helper()
	for {
		n, err := db.NewFacts(w.db.Handle()).Stamp(context.Background(), 100)
		w.did(err)
		if n == 0 {
			return
		}
	}
}

// hires gives somebody work in a shop.
func (w *world) hires(shopID ident.ID, who *person) (member string) {
	w.t.Helper()
	m := shop.Member{ID: ident.New("mem"), Shop: shopID, Role: shop.Preparer, Account: ident.ID(who.get("/me").must(200).text("id")), JoinedAt: w.clock.Now()}
	w.did(db.NewStaff(w.db.Handle()).Add(context.Background(), m))
	return m.ID.String()
}

func TestStreamsTellOrdersToThoseConcerned(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		paul, slug := w.bakery()
		shopID := ident.ID(w.nobody().get("/shops/" + slug).must(200).text("id"))
		camille, _ := w.signUp("camille@example.org", "Camille")
		w.nobody().get("/me/stream").refused(401, "auth.required")
		paul.get("/me/stream?after=-1").refused(400, "request.malformed")
		paul.get("/me/stream?since=1").refused(400, "request.malformed")

		counter, first := paul.follow("/me/stream")
		if first.at("resumed") != false {
			t.Errorf("opened: %s", first.body)
		}
		hers, _ := camille.follow("/me/stream")
		o := w.ordered(shopID, func(d *order.Draft) { d.Customer.Account = ident.ID(camille.get("/me").must(200).text("id")) })
		counter.told(o, "placed", "placed")
		hers.told(o, "placed", "placed")

		path := "/orders/" + o.ID.String()
		w.nobody().get(path+"/stream").refused(401, "auth.required")
		stranger := w.bearer(w.ordered(w.apiary(), nil))
		stranger.get(path+"/stream").refused(404, "not_found")
		w.settle()
		guest, _ := w.bearer(o).follow(path + "/stream")
		desk, _ := paul.follow(path + "/stream")

		paul.post(path+"/accept", nil).must(200)
		paul.post(path+"/ready", nil).must(200)
		for _, v := range []*viewer{counter, hers, guest, desk} {
			v.told(o, "accepted", "accepted")
			v.told(o, "ready", "ready")
		}
		other := w.ordered(shopID, nil)
		counter.told(other, "placed", "placed")
		for _, v := range []*viewer{hers, guest, desk} {
			v.silent()
		}
	})
}

func TestAStreamResumesWithoutGapOrRepeat(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		paul, slug := w.bakery()
		shopID := ident.ID(w.nobody().get("/shops/" + slug).must(200).text("id"))
		before, _ := paul.follow("/me/stream")
		seen := before.told(w.ordered(shopID, nil), "placed", "placed").number("position")
		before.leave()

		missed := []order.Order{w.ordered(shopID, nil), w.ordered(shopID, nil)}
		w.ordered(w.apiary(), nil)
		w.settle()
		for _, again := range []struct {
			who  *person
			path string
		}{
			{paul, fmt.Sprintf("/me/stream?after=%d", seen)},
			{paul.with("Last-Event-ID", strconv.FormatInt(seen, 10)), "/me/stream?after=0"},
		} {
			v, open := again.who.follow(again.path)
			if open.at("resumed") != true || open.number("position") != seen {
				t.Errorf("resumed: %s", open.body)
			}
			for _, o := range missed {
				v.told(o, "placed", "placed")
			}
			missed = append(missed, w.ordered(shopID, nil))
			v.told(missed[len(missed)-1], "placed", "placed")
			v.silent()
			v.leave()
		}
		if _, ahead := paul.follow("/me/stream?after=999999"); ahead.at("resumed") != false {
			t.Errorf("a position to come was resumed: %s", ahead.body)
		}
	})
}

func TestStreamsEndWithTheRightToWatch(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		paul, slug := w.bakery()
		shopID := ident.ID(w.nobody().get("/shops/" + slug).must(200).text("id"))
		lea, tokens := w.signUp("lea@example.org", "Léa")
		member := w.hires(shopID, lea)
		o := w.ordered(shopID, nil)
		w.settle()
		guest, _ := w.bearer(o).follow("/orders/" + o.ID.String() + "/stream")

		// Removed: she hears of nothing that happens afterwards.
		all, _ := lea.follow("/me/stream")
		one, _ := lea.follow("/orders/" + o.ID.String() + "/stream")
		paul.delete("/shops/" + slug + "/staff/" + member).must(204)
		paul.post("/orders/"+o.ID.String()+"/accept", nil).must(200)
		all.ends("rights")
		one.ends("rights")
		guest.told(o, "accepted", "accepted")

		// Hired again: what she watches has grown, so she opens a new one.
		all, _ = lea.follow("/me/stream")
		w.hires(shopID, lea)
		all.ends("rights")

		// The sixth of a session ends the first.
		var five []*viewer
		for range 5 {
			v, _ := lea.follow("/me/stream")
			five = append(five, v)
		}
		sixth, _ := lea.follow("/me/stream")
		five[0].ends("replaced")
		lea.delete("/sessions/" + tokens.text("session", "id")).must(204)
		for _, v := range append(five[1:], sixth) {
			v.ends("session")
		}

		counter, _ := paul.follow("/me/stream")
		w.clock.Advance(account.AccessLife)
		counter.ends("token")
		guest.ends("token")
	})
}

func TestAServerThatStopsEndsItsStreams(t *testing.T) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			var v *viewer
			t.Run("serving", func(t *testing.T) {
				w := newWorld(t, dbtest.Open(t, engine), clock.NewManual(saturday))
				paul, _ := w.bakery()
				v, _ = paul.follow("/me/stream")
				for range 3 {
					left, _ := paul.follow("/me/stream")
					left.leave()
				}
				v.leave = func() {} // stays while the world stops
			})
			v.w.t = t
			v.ends("shutdown")
			await(t, "nothing of the board left running", func() bool {
				stacks := make([]byte, 4<<20)
				running := string(stacks[:runtime.Stack(stacks, true)])
				return !strings.Contains(running, "domain/live.") && !strings.Contains(running, "handler.eventStream") && !strings.Contains(running, "OnStamped")
			})
		})
	}
}

// Two servers on one PostgreSQL: what happens on one is told by the other.
func TestStreamsReachAcrossServers(t *testing.T) {
	here, there := twoServers(t)
	paul, slug := here.bakery()
	shopID := ident.ID(here.nobody().get("/shops/" + slug).must(200).text("id"))
	abroad := paul.at(there)
	counter, first := abroad.follow("/me/stream")

	var orders []order.Order
	for i := range 20 {
		on := []*world{here, there}[i%2]
		orders = append(orders, on.ordered(shopID, func(d *order.Draft) {
			d.Slot.Start, d.Slot.End = d.Slot.Start.Add(time.Duration(i)*time.Hour), d.Slot.End.Add(time.Duration(i)*time.Hour)
		}))
		counter.told(orders[i], "placed", "placed")
	}
	// The same from either server, whatever happened where.
	for _, w := range []*world{here, there} {
		v, _ := paul.at(w).follow("/me/stream?after=" + strconv.FormatInt(first.number("position"), 10))
		for _, o := range orders {
			v.told(o, "placed", "placed")
		}
		v.silent()
	}
	paul.delete("/sessions").must(204)
	counter.ends("session")
}
