package app_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cabas/app"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/portable"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// orderBook gives the orders that a database keeps, by basket.
func orderBook(t *testing.T, d *db.DB) map[ident.ID][]ident.ID {
	t.Helper()
	book := map[ident.ID][]ident.ID{}
	err := d.Export(t.Context(), func(ctx context.Context, c portable.Contents) error {
		return c.Rows(ctx, portable.Table{Name: "orders", Columns: []string{"basket_id", "id"}}, func(row []any) error {
			basket := ident.ID(row[0].(string))
			book[basket] = append(book[basket], ident.ID(row[1].(string)))
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// ownSecret has a server make its secret in its folder, as most do.
func ownSecret(folder string) func(*app.Config) {
	return func(c *app.Config) { c.Secret, c.Data = "", folder }
}

// TestATownMovesBetweenEngines saves a town under load, restores it on the
// other engine, where everybody is still signed in, and brings it back.
func TestATownMovesBetweenEngines(t *testing.T) {
	t.Parallel()
	for _, from := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run("from "+string(from), func(t *testing.T) {
			to := map[db.Engine]db.Engine{db.SQLite: db.Postgres, db.Postgres: db.SQLite}[from]
			first, folder := dbtest.Open(t, from), t.TempDir()
			w := newWorld(t, first, clock.NewManual(saturday), ownSecret(folder))
			crowd := w.gather()
			photo := filepath.Join(folder, "photos", "ab", "abcdef.jpg")
			w.did(errors.Join(os.MkdirAll(filepath.Dir(photo), 0o700), os.WriteFile(photo, []byte("a picture"), 0o600)))

			stop := crowd.rush(4, w.base)
			before := 0
			await(t, "an order", func() bool {
				crowd.mu.Lock()
				defer crowd.mu.Unlock()
				before = len(crowd.promised)
				return before > 0
			})
			file := filepath.Join(t.TempDir(), "town.tar.zst")
			saved, err := app.Backup(t.Context(), w.config, first, file, time.Now())
			stop()
			w.did(err)
			if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 || !saved.Secret || saved.Files != 1 {
				t.Errorf("saved %+v: %v, %v", saved, info, err)
			}
			if n := saved.Rows["orders"]; n < int64(before) || before == 0 {
				t.Errorf("%d orders were saved of %d promised before", n, before)
			}
			if crowd.statuses[201] != len(crowd.promised) || len(crowd.unsure) > 0 {
				t.Errorf("customers were answered %v during the backup", crowd.statuses)
			}

			second := dbtest.Open(t, to)
			away := newPlace(t, w.config)
			_, restored, err := app.Restore(t.Context(), away, second, file)
			w.did(err)
			for table, n := range saved.Rows {
				if restored.Rows[table] != n {
					t.Errorf("%d rows of %s became %d", n, table, restored.Rows[table])
				}
			}
			healthy(t, second)
			if picture, err := os.ReadFile(filepath.Join(away.Data, "photos", "ab", "abcdef.jpg")); err != nil || string(picture) != "a picture" {
				t.Errorf("the photo: %q, %v", picture, err)
			}

			// Life goes on there: sessions, passwords, new orders, new facts.
			moved := newWorld(t, second, clock.NewManual(saturday.Add(time.Minute)), ownSecret(away.Data))
			moved.bearing(crowd.token).get("/me").must(200)
			crowd.renew(t, moved.base)
			if status := crowd.buy(moved.base); status != 201 {
				t.Errorf("an order at the new place: %d", status)
			}
			healthy(t, second)

			// And home again, in the other compression.
			back := filepath.Join(t.TempDir(), "town.tar.gz")
			w.did(only(app.Backup(t.Context(), away, second, back, time.Now())))
			third := dbtest.Open(t, from)
			home := newPlace(t, w.config)
			_, _, err = app.Restore(t.Context(), home, third, back)
			w.did(err)
			healthy(t, third)
			if there, here := orderBook(t, second), orderBook(t, third); len(there) != len(here) {
				t.Errorf("%d orders came home of %d", len(here), len(there))
			}
			again := newWorld(t, third, clock.NewManual(saturday.Add(2*time.Minute)), ownSecret(home.Data))
			again.bearing(crowd.token).get("/me").must(200)

			_, _, err = app.Restore(t.Context(), newPlace(t, w.config), third, back)
			if !errors.Is(err, portable.ErrNotEmpty) {
				t.Errorf("over a town: %v", err)
			}
		})
	}
}

func only[A any](_ A, err error) error { return err }

// newPlace is where a town may be restored: a folder with nothing in it.
func newPlace(t *testing.T, c app.Config) app.Config {
	c.Data = filepath.Join(t.TempDir(), "data")
	return c
}

// TestWhatIsNotABackupIsRefused cuts and breaks a file; nothing is kept of it.
func TestWhatIsNotABackupIsRefused(t *testing.T) {
	t.Parallel()
	d, folder := dbtest.Open(t, db.SQLite), t.TempDir()
	w := newWorld(t, d, clock.NewManual(saturday), ownSecret(folder))
	w.gather()
	file := filepath.Join(t.TempDir(), "town.tar.gz")
	w.did(only(app.Backup(t.Context(), w.config, d, file, time.Now())))
	if _, err := app.Backup(t.Context(), w.config, d, file, time.Now()); !errors.Is(err, os.ErrExist) {
		t.Errorf("over a file: %v", err)
	}
	if _, err := app.Backup(t.Context(), w.config, d, file+".zip", time.Now()); err == nil {
		t.Error("an unknown compression was accepted")
	}
	whole, err := os.ReadFile(file)
	w.did(err)
	empty := dbtest.Open(t, db.Postgres)
	for name, content := range map[string][]byte{"cut": whole[:len(whole)*2/3], "empty": nil, "broken": bytes.Replace(whole, whole[200:210], make([]byte, 10), 1)} {
		bad := filepath.Join(t.TempDir(), name+".tar.gz")
		w.did(os.WriteFile(bad, content, 0o600))
		place := newPlace(t, w.config)
		if _, _, err := app.Restore(t.Context(), place, empty, bad); err == nil {
			t.Errorf("%s: it was restored", name)
		}
		if left, err := os.ReadDir(place.Data); err != nil || len(left) > 0 {
			t.Errorf("%s: the folder holds %v, %v", name, left, err)
		}
	}
	if _, _, err := app.Restore(t.Context(), w.config, empty, file); err == nil || !strings.Contains(err.Error(), "secret") {
		t.Errorf("over a secret: %v", err)
	}
	if _, _, err := app.Restore(t.Context(), newPlace(t, w.config), empty, file); err != nil {
		t.Errorf("the whole file, after broken ones: %v", err)
	}
}

// TestBackupAndRestoreFromTheCommandLine runs the commands beside a server.
func TestBackupAndRestoreFromTheCommandLine(t *testing.T) {
	t.Parallel()
	url := dbtest.URL(t, db.SQLite)
	from, _ := strings.CutPrefix(url, "sqlite://")
	to := filepath.Join(t.TempDir(), "new")
	file := filepath.Join(t.TempDir(), "town.tar.zst")
	d, err := db.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := app.LoadDemo(t.Context(), app.Config{Data: from, BaseURL: "http://localhost", Demo: true}, d, time.Now()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		said string
	}{
		{[]string{"doctor", "--data", from}, 0, "the books agree"},
		{[]string{"backup", file, "--data", from}, 0, "keep it like a key"},
		{[]string{"backup", file, "--data", from}, 1, "exists"},
		{[]string{"restore", file, "--data", from}, 1, "another Cabas server"},
		{[]string{"doctor", "--data", to}, 1, "no database here"},
		{[]string{"restore", file, "--data", to}, 0, "restored the town"},
		{[]string{"restore", file, "--data", to}, 1, "holds \"secret\" already"},
		{[]string{"doctor", "--data", to}, 0, "the books agree"},
	} {
		var said bytes.Buffer
		code := app.Main(t.Context(), c.args, &said, io.MultiWriter(&said))
		if code != c.code || !strings.Contains(said.String(), c.said) {
			t.Errorf("%v: exit code %d: %s", c.args, code, said.String())
		}
	}
	restored, err := db.Open(t.Context(), "sqlite://"+to)
	if err != nil {
		t.Fatal(err)
	}
	if err := restored.Close(); err != nil {
		t.Fatal(err)
	}
}
