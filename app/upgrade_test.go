package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/klauspost/compress/zstd"

	"cabas/app"
	"cabas/domain/kernel/clock"
	"cabas/domain/order"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// snapshotSecret is the server's secret in every snapshot (tools/snapshot).
const snapshotSecret = "upgrade upgrade upgrade upgrade upgrade"

// TestReleasedDatabasesGoOn takes in the demonstration as each released version
// wrote it, brings it up to this one, has the doctor look at it, and lets people
// of then sign in, order and sell.
func TestReleasedDatabasesGoOn(t *testing.T) {
	for engine, suffix := range map[db.Engine]string{db.SQLite: ".sqlite.zst", db.Postgres: ".postgres.sql.zst"} {
		files, err := filepath.Glob("testdata/upgrade/*" + suffix)
		if err != nil || len(files) == 0 {
			t.Fatalf("no snapshots of %s, %v", engine, err)
		}
		for _, file := range files {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".zst"), func(t *testing.T) {
				d, err := db.Open(t.Context(), restored(t, engine, file))
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = d.Close() })
				kept, err := db.NewSettings(d.Handle()).Kept(t.Context())
				if err != nil || kept["demo.loaded_at"] == 0 {
					t.Fatalf("it holds no demonstration: %v, %v", kept, err)
				}
				if _, err := d.Migrate(t.Context()); err != nil {
					t.Fatal(err)
				}
				if pending, err := d.Pending(t.Context()); err != nil || pending {
					t.Fatalf("it is still pending: %v, %v", pending, err)
				}
				agree(t, d)
				goesOn(t, newWorld(t, d, clock.NewManual(time.UnixMicro(kept["demo.loaded_at"]).Add(time.Minute).UTC()), func(c *app.Config) { c.Secret = snapshotSecret }))
				agree(t, d)
			})
		}
	}
}

// restored puts a snapshot into an empty database and gives its address.
func restored(t *testing.T, engine db.Engine, file string) string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := zstd.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if engine == db.SQLite {
		folder := t.TempDir()
		to, err := os.Create(filepath.Join(folder, "cabas.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer to.Close()
		if _, err := r.WriteTo(to); err != nil {
			t.Fatal(err)
		}
		return "sqlite://" + folder
	}
	var text strings.Builder
	if _, err := r.WriteTo(&text); err != nil {
		t.Fatal(err)
	}
	url := dbtest.URL(t, engine)
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	for _, statements := range []string{"DROP SCHEMA public CASCADE; CREATE SCHEMA public", text.String()} {
		if _, err := conn.PgConn().Exec(t.Context(), statements).ReadAll(); err != nil {
			t.Fatal(err)
		}
	}
	return url
}

func agree(t *testing.T, d *db.DB) {
	t.Helper()
	r, err := app.Examine(t.Context(), d)
	if err != nil || !r.Healthy() || r.Orders == 0 || r.Stocks == 0 || r.Facts == 0 {
		t.Fatalf("the books say %+v, %v", r, err)
	}
}

// goesOn lets a customer of the demonstration order, and a shop serve.
func goesOn(t *testing.T, w *world) {
	t.Helper()
	signIns := map[string]*person{}
	for _, s := range w.nobody().get("/demo").must(200).at("signIns").([]any) {
		who := s.(object)
		if role := who["role"].(string); signIns[role] == nil {
			tokens := w.nobody().post("/sessions", object{"email": who["email"], "password": who["password"]}).must(201)
			signIns[role] = w.bearing(tokens.text("accessToken"))
		}
	}
	customer, baker := signIns["customer"], w.nobody()
	if customer == nil || signIns["administrator"] == nil {
		t.Fatalf("the cast is %v", signIns)
	}
	signIns["administrator"].get("/admin/settings").must(200)
	if len(customer.get("/me/orders").must(200).at("items").([]any)) == 0 {
		t.Error("the customer's orders are gone")
	}
	for _, s := range w.nobody().get("/demo").must(200).at("signIns").([]any) {
		if shop, has := s.(object)["shop"].(object); has && shop["slug"] == "la-mie-buissonniere" {
			baker = w.bearing(w.nobody().post("/sessions", object{"email": s.(object)["email"], "password": s.(object)["password"]}).must(201).text("accessToken"))
		}
	}
	shop := w.nobody().get("/shops/la-mie-buissonniere").must(200).text("id")
	bread := w.nobody().get("/shops/la-mie-buissonniere/products?query=croissant").must(200).text("items", 0, "variants", 0, "id")
	wishes := wish(shop, bread, 4)
	request := checkoutOf(customer.post("/quotes", object{"shops": []object{wishes}}).must(200), wishes)
	placed := customer.places(request).must(201)
	path := "/orders/" + placed.text("orders", 0, "id")
	if placed.text("orders", 0, "state") == string(order.Placed) {
		baker.post(path+"/accept", nil).must(200)
	}
	baker.post(path+"/ready", nil).must(200)
	baker.post(path+"/collect", object{"code": placed.text("orders", 0, "pickup", "code")}).must(200)
}
