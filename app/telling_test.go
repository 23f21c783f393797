package app_test

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cabas/app"
	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/notification"
	"cabas/domain/order"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// ordered keeps an order as a checkout does, and gives it.
func ordered(t *testing.T, d *db.DB) order.Order {
	t.Helper()
	draft := contract.OrderDraft(ident.New("shp"), "")
	draft.Shop.Email = "bonjour@fromage.exemple.fr"
	o, err := order.New(draft)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.NewOrders(d.Handle()).Insert(t.Context(), []order.Order{o}); err != nil {
		t.Fatal(err)
	}
	return o
}

// await polls until the condition holds, for a minute at most.
func await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never happened: %s", what)
		}
	}
}

func TestAnOrderIsToldToBothSides(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		o := ordered(t, w.db)
		await(t, "two letters as files", func() bool {
			files, _ := filepath.Glob(filepath.Join(w.config.Data, "mails", "*.eml"))
			return len(files) == 2
		})
		mine := w.nobody().get("/demo/mails?to=zoe@example.org").must(200)
		if text := mine.text("items", 0, "text"); !strings.Contains(text, o.Number) || !strings.Contains(text, "Comté 18 mois") ||
			!strings.Contains(text, w.config.BaseURL+"/suivi/"+o.Basket.String()+"#") {
			t.Errorf("the customer is told:\n%s", text)
		}
		if !strings.Contains(mine.text("items", 0, "html"), "Démonstration") {
			t.Error("the demonstration is not marked")
		}
		shop := w.nobody().get("/demo/mails?to=bonjour@fromage.exemple.fr").must(200)
		if subject := shop.text("items", 0, "subject"); !strings.Contains(subject, o.Number) {
			t.Errorf("the shop is told: %s", subject)
		}
		first := w.nobody().get("/demo/mails?limit=1").must(200)
		w.nobody().get("/demo/mails?limit=1&after=" + first.text("next")).must(200)
		w.nobody().get("/admin/mails").refused(401, "auth.required")
		w.nobody().post("/admin/mails/"+ident.New("mal").String()+"/replay", nil).refused(401, "auth.required")
	})
}

func TestMailsAreNobodysOutsideTheDemonstration(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, clock.NewManual(saturday), func(c *app.Config) { c.Demo = false })
		ordered(t, d)
		mails := db.NewMails(d.Handle())
		await(t, "two letters sent", func() bool {
			sent, err := mails.List(t.Context(), notification.Filter{State: notification.Sent}, page.Request{})
			return err == nil && len(sent.Items) == 2 && sent.Items[0].Text == "" && sent.Items[0].HTML == ""
		})
		w.nobody().get("/demo/mails").refused(404, "not_found")
	})
}

// A mail server that takes connections and never says a word.
func TestADeadMailServerDelaysNothingElse(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { silent.Close() })
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, clock.NewManual(saturday), func(c *app.Config) { c.SMTP = "smtp://" + silent.Addr().String() })
		for range 6 {
			ordered(t, d)
		}
		mails := db.NewMails(d.Handle())
		await(t, "twelve letters queued while none can leave", func() bool {
			queued, err := mails.List(t.Context(), notification.Filter{State: notification.Queued}, page.Request{})
			return err == nil && len(queued.Items) == 12
		})
		begun := time.Now()
		w.nobody().get("/towns?query=dourd").must(200)
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("a page took %s", took)
		}
		if files, _ := os.ReadDir(filepath.Join(w.config.Data, "mails")); len(files) != 0 {
			t.Errorf("letters went to files: %v", files)
		}
	})
}

// The administrator sees what could not be sent, and has it sent again.
func TestFailedMailsAreReplayed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, clock.NewManual(saturday), func(c *app.Config) { c.SMTP = "smtp://127.0.0.1:1" }) // where nobody listens
		o := ordered(t, d)
		mails := db.NewMails(d.Handle())
		failed := func() int {
			found, err := mails.List(t.Context(), notification.Filter{State: notification.Failed}, page.Request{})
			if err != nil {
				t.Fatal(err)
			}
			return len(found.Items)
		}
		await(t, "both letters given up", func() bool {
			w.clock.Advance(time.Hour)
			// Any commit that leaves work wakes the sender.
			if err := db.NewFacts(d.Handle()).Record(t.Context(), fact.New("test.happened", "ord_1", saturday, nil)); err != nil {
				t.Fatal(err)
			}
			return failed() == 2
		})

		camille, _ := w.signUp("camille@exemple.fr", "Camille")
		camille.get("/admin/mails").refused(403, "auth.forbidden")
		if _, err := w.server.Appoint(t.Context(), "camille@exemple.fr", "Camille", account.Roles{Administrator: true}); err != nil {
			t.Fatal(err)
		}
		list := camille.get("/admin/mails?state=failed").must(200)
		if list.text("items", 0, "lastError") == "" || !strings.Contains(list.text("items", 0, "subject"), o.Number) || !strings.Contains(list.text("items", 0, "to"), "•••@") {
			t.Errorf("failed: %s", list.body)
		}
		path := "/admin/mails/" + list.text("items", 0, "id") + "/replay"
		if again := camille.post(path, nil).must(200); again.text("state") != "queued" {
			t.Errorf("replayed: %s", again.body)
		}
		camille.post(path, nil).refused(409, "notification.mail_not_failed")
		camille.post("/admin/mails/"+ident.New("mal").String()+"/replay", nil).refused(404, "not_found")
	})
}

func TestParkedFactsAreToldAgain(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		camille, _ := w.signUp("camille@exemple.fr", "Camille")
		camille.get("/admin/parked-facts").refused(403, "auth.forbidden")
		if _, err := w.server.Appoint(t.Context(), "camille@exemple.fr", "Camille", account.Roles{Administrator: true}); err != nil {
			t.Fatal(err)
		}
		facts, f := db.NewFacts(w.db.Handle()), fact.New("test.happened", "ord_1", saturday, nil)
		if err := facts.Record(t.Context(), f); err != nil {
			t.Fatal(err)
		}
		f.Position = 1_000_000
		if err := facts.Hold(t.Context(), fact.Held{Fact: f, Listener: "notification", Tries: 6, Parked: true, LastError: "sad"}); err != nil {
			t.Fatal(err)
		}
		list := camille.get("/admin/parked-facts").must(200)
		if list.text("items", 0, "id") != f.ID.String() || list.text("items", 0, "lastError") != "sad" || list.number("items", 0, "attempts") != 6 {
			t.Errorf("parked: %s", list.body)
		}
		camille.post("/admin/parked-facts/"+f.ID.String()+"/replay", nil).must(200)
		camille.post("/admin/parked-facts/"+f.ID.String()+"/replay", nil).refused(404, "not_found")
		await(t, "the fact told again", func() bool {
			held, err := facts.Subjects(t.Context(), "notification", []ident.ID{"ord_1"})
			return err == nil && !held["ord_1"]
		})
	})
}
