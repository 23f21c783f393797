package app_test

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cabas/app"
	"cabas/domain/kernel/clock"
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

// await polls until the condition holds, for ten seconds at most.
func await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !ok(); time.Sleep(10 * time.Millisecond) {
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
		if took := time.Since(begun); took > 2*time.Second {
			t.Errorf("a page took %s", took)
		}
		if files, _ := os.ReadDir(filepath.Join(w.config.Data, "mails")); len(files) != 0 {
			t.Errorf("letters went to files: %v", files)
		}
	})
}
