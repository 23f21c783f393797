package app_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"cabas/app"
	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/order"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// demoSettings are those of a demonstration.
type demoSettings struct{ app.Config }

func demoConfig(t *testing.T) demoSettings {
	return demoSettings{app.Config{BaseURL: "http://localhost:8080", Data: t.TempDir(), MailFrom: "Cabas <cabas@example.org>",
		Secret: strings.Repeat("s", 32), Shutdown: 15 * time.Second, Rate: 100_000, Demo: true}}
}

// take has a world take the settings.
func (s demoSettings) take(c *app.Config) { *c = s.Config }

// eachDemo loads the demonstration once on each engine, as it stands on a
// Saturday morning, and serves it.
func eachDemo(t *testing.T, story func(t *testing.T, w *world)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := demoConfig(t)
		start := time.Now()
		if loaded, err := app.LoadDemo(t.Context(), c.Config, d, saturday); err != nil || !loaded {
			t.Fatalf("the town was not loaded: %v", err)
		}
		t.Logf("loaded on %s in %v", d.Engine(), time.Since(start).Round(time.Millisecond))
		story(t, newWorld(t, d, clock.NewManual(saturday), c.take))
	})
}

// cast signs in everybody of the demonstration, by e-mail.
func (w *world) cast() map[string]*person {
	w.t.Helper()
	people := map[string]*person{}
	var demo struct {
		SignIns []struct{ Email, Password string }
	}
	w.nobody().get("/demo").must(200).into(&demo)
	for _, s := range demo.SignIns {
		a := w.nobody().post("/sessions", map[string]any{"email": s.Email, "password": s.Password}).must(201)
		people[s.Email] = w.bearing(a.text("accessToken"))
	}
	return people
}

func TestDemonstrationTown(t *testing.T) {
	t.Parallel()
	eachDemo(t, func(t *testing.T, w *world) {
		var shops struct {
			Items []struct{ ID, Slug string }
		}
		list := w.nobody().get("/towns/dourdan/shops?limit=100").must(200)
		list.into(&shops)
		if len(shops.Items) != 12 {
			t.Errorf("%d shops in Dourdan", len(shops.Items))
		}
		if list.header.Get("X-Cabas-Demo") != "1" {
			t.Error("an answer does not say that this is the demonstration")
		}
		products := 0
		for _, s := range shops.Items {
			var goods struct{ Items []struct{ ID string } }
			w.nobody().get("/shops/" + s.Slug + "/products?limit=100").must(200).into(&goods)
			products += len(goods.Items)
			if !w.nobody().get("/shops/" + s.ID).must(200).at("selling").(bool) {
				t.Errorf("%s does not sell", s.Slug)
			}
		}
		if products < 130 || products > 170 {
			t.Errorf("%d products are shown", products)
		}
		people := w.cast()
		for email, want := range map[string]string{
			"admin@example.org": `"roles":["admin"]`, "mairie@example.org": `"towns":["91200"]`,
			"nadia@example.org": `"shops":[]`, "lucie@example.org": `"role":"owner"`, "hugo@example.org": `"role":"preparer"`,
		} {
			if me := people[email].get("/me").must(200); !strings.Contains(string(me.body), want) {
				t.Errorf("%s: no %s in %s", email, want, me.body)
			}
		}
		mails := w.nobody().get("/demo/mails?limit=100").must(200)
		if !strings.Contains(string(mails.body), "hugo@example.org") {
			t.Error("nobody was invited by mail")
		}
	})
}

func TestDemonstrationOrders(t *testing.T) {
	t.Parallel()
	eachDemo(t, func(t *testing.T, w *world) {
		people, seen := w.cast(), map[string]int{}
		var demo struct {
			SignIns []struct {
				Role, Email string
				Shop        struct{ ID string }
			}
		}
		w.nobody().get("/demo").must(200).into(&demo)
		for _, s := range demo.SignIns {
			path := "/shops/" + s.Shop.ID + "/orders?limit=100"
			switch s.Role {
			case "owner":
			case "customer":
				path = "/me/orders?limit=100"
			default:
				continue
			}
			var list struct {
				Items []struct {
					State    string
					PlacedAt time.Time
				}
			}
			people[s.Email].get(path).must(200).into(&list)
			for _, o := range list.Items {
				if !o.PlacedAt.Before(saturday) {
					t.Errorf("an order is placed at %s", o.PlacedAt)
				}
				seen[o.State]++
			}
			if s.Role == "customer" && len(list.Items) < 3 {
				t.Errorf("%s has %d orders", s.Email, len(list.Items))
			}
		}
		for _, state := range order.States {
			if got := seen[string(state)]; (got == 0) != (state == order.AwaitingConfirmation) {
				t.Errorf("%d orders are %s", got, state)
			}
		}
		var mails struct {
			Items []struct {
				At   time.Time
				Text string
			}
		}
		w.nobody().get("/demo/mails?limit=100").must(200).into(&mails)
		for i, m := range mails.Items {
			if m.Text == "" || m.At.After(saturday) || i > 0 && m.At.After(mails.Items[i-1].At) {
				t.Errorf("mail %d of %s: %q", i, m.At, m.Text)
			}
		}
	})
}

// TestDemonstrationLoadsAtAnyHour loads it on each day of the week, early and
// late, on feast days and in the nights in which clocks change.
func TestDemonstrationLoadsAtAnyHour(t *testing.T) {
	t.Parallel()
	for _, at := range []string{
		"2026-11-30T00:30:00+01:00", "2026-12-01T05:30:00+01:00", "2026-12-02T12:00:00+01:00", "2026-12-03T23:50:00+01:00", // from Monday to Thursday
		"2026-12-05T05:30:00+01:00", "2026-12-06T23:50:00+01:00", "2026-12-25T12:00:00+01:00", "2027-01-01T00:30:00+01:00", // the last two are a Friday
		"2027-03-28T01:59:00+01:00", "2027-10-31T02:30:00+01:00", // before and after clocks change
	} {
		t.Run(at, func(t *testing.T) {
			t.Parallel()
			now, err := time.Parse(time.RFC3339, at)
			if err != nil {
				t.Fatal(err)
			}
			d := dbtest.OpenAt(t, dbtest.URL(t, db.SQLite))
			if _, err := app.LoadDemo(t.Context(), demoConfig(t).Config, d, now); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestDemonstrationLoadsOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := demoConfig(t)
		soon, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer stop()
		if loaded, err := app.LoadDemo(soon, c.Config, d, saturday); err == nil || loaded {
			t.Fatal("a town loaded in no time; nothing was cut off")
		}
		for _, want := range []bool{true, false} {
			if loaded, err := app.LoadDemo(t.Context(), c.Config, d, saturday); err != nil || loaded != want {
				t.Fatalf("loaded: %v, want %v; %v", loaded, want, err)
			}
		}
		if a := newWorld(t, d, clock.NewManual(saturday), c.take).nobody().get("/towns/dourdan/shops?limit=100"); strings.Count(string(a.body), `"slug":"l-arrosoir-bleu"`) != 1 {
			t.Errorf("the second start doubled or lost shops: %s", a.body)
		}
	})
}

func TestDemonstrationLeavesARealTownAlone(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := demoConfig(t)
		s, err := app.Build(c.Config, d, clock.System{}, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Appoint(t.Context(), "vraie@example.org", "Vraie Personne", account.Roles{}); err != nil {
			t.Fatal(err)
		}
		if loaded, err := app.LoadDemo(t.Context(), c.Config, d, saturday); err == nil || loaded {
			t.Error("the demonstration moved in with a real town")
		}
	})
}

// heard keeps what a program says, and stops it once it said enough.
type heard struct {
	bytes.Buffer
	until string
	stop  context.CancelFunc
}

func (h *heard) Write(b []byte) (int, error) {
	n, err := h.Buffer.Write(b)
	if strings.Contains(h.String(), h.until) {
		h.stop()
	}
	return n, err
}

func TestDemonstrationFromTheCommandLine(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	run := func(ctx context.Context, want int, args ...string) string {
		out := heard{until: "admin@example.org", stop: func() {}}
		ctx, out.stop = context.WithTimeout(ctx, time.Minute)
		defer out.stop()
		if code := app.Main(ctx, append(args, "--data", folder, "--addr", "127.0.0.1:0"), &out, &out); code != want {
			t.Errorf("%v ended with %d: %s", args, code, out.String())
		}
		return out.String()
	}
	for i, want := range []string{"the demonstration is ready", "was there already"} {
		if said := run(t.Context(), 0, "demo"); !strings.Contains(said, want) {
			t.Errorf("cabas demo says, time %d: %s", i+1, said)
		}
	}
	if said := run(t.Context(), 1, "serve"); !strings.Contains(said, "passwords are public") {
		t.Errorf("the demonstration is served unmarked: %s", said)
	}
	said := run(t.Context(), 0, "serve", "--demo")
	for _, want := range []string{"http://localhost:", "nadia@example.org", "lucie@example.org", "mairie@example.org", "admin@example.org"} {
		if !strings.Contains(said, want) {
			t.Errorf("the greeting lacks %s: %s", want, said)
		}
	}
}

// read fetches a page beside the contract.
func (w *world) read(path string, status int) (string, http.Header) {
	w.t.Helper()
	res, err := http.Get(w.base + path)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != status {
		w.t.Fatalf("%s answered %d, want %d: %v", path, res.StatusCode, status, err)
	}
	return string(body), res.Header
}

func TestDemonstrationPages(t *testing.T) {
	t.Parallel()
	eachDemo(t, func(t *testing.T, w *world) {
		for path, want := range map[string]string{
			"/": "Démonstration", "/demo": "panier-en-osier-91", "/demo/mails": "nadia@example.org",
			"/demo/mails?to=hugo%40example.org": "Rejoignez", "/robots.txt": "Disallow: /\n",
		} {
			if body, header := w.read(path, 200); !strings.Contains(body, want) || header.Get("X-Cabas-Demo") != "1" {
				t.Errorf("%s does not hold %q:\n%s", path, want, body)
			}
		}
		id := w.nobody().get("/demo/mails?to=hugo@example.org").must(200).text("items", 0, "id")
		if body, _ := w.read("/demo/mails/"+id, 200); !strings.Contains(body, `src="/demo/mails/`+id+`/html"`) {
			t.Errorf("the mail is not framed:\n%s", body)
		}
		_, header := w.read("/demo/mails/"+id+"/html", 200)
		if policy := header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "sandbox") {
			t.Errorf("a letter may do what we may: %s", policy)
		}
		w.read("/demo/mails/mal_00000000000000000000000000", 404)
	})
}

func TestDemonstrationIsNowhereElse(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := demoConfig(t)
		c.Demo = false
		w := newWorld(t, d, clock.NewManual(saturday), c.take)
		w.nobody().get("/demo").refused(404, "not_found")
		w.nobody().get("/demo/mails").refused(404, "not_found")
		w.read("/demo", 404)
		w.read("/demo/mails", 404)
		if body, header := w.read("/", 200); strings.Contains(body, "Démonstration") || header.Get("X-Cabas-Demo") != "" {
			t.Error("the real site calls itself a demonstration")
		}
	})
}
