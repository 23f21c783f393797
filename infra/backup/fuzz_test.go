package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"cabas/domain/kernel/portable"
)

// nowhere takes rows and keeps none.
type nowhere struct{}

func (nowhere) Import(ctx context.Context, _ int64, f func(context.Context, portable.Sink) error) error {
	return f(ctx, nowhere{})
}
func (nowhere) Insert(context.Context, portable.Table, [][]any) error { return nil }

// packed is the inside of a backup: names and contents in turn.
func packed(f *testing.F, parts ...string) []byte {
	f.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		if err := w.WriteHeader(&tar.Header{Name: parts[i], Mode: 0o600, Size: int64(len(parts[i+1]))}); err != nil {
			f.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			f.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		f.Fatal(err)
	}
	return out.Bytes()
}

// FuzzRestore: whatever a file holds, nothing is written outside the data
// folder, and no file that is not whole is taken for one.
func FuzzRestore(f *testing.F) {
	const manifest, seal = `{"format":1,"schema":1,"tables":[{"name":"shops","columns":["id","n"]}]}`, `{"rows":{"shops":2},"files":1,"secret":true}`
	whole := packed(f, manifestName, manifest, tablesName+"shops.00001.jsonl", "[\"shp_1\",1]\n[\"shp_2\",null]\n", secretName, "s", "photos/ab/c.jpg", "p", sealName, seal)
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add(packed(f, manifestName, manifest, "../secret", "s", sealName, seal))
	f.Add(packed(f, manifestName, manifest, "photos/../../x", "s", sealName, seal))
	f.Add(packed(f, manifestName, manifest, tablesName+"shops.00001.jsonl", "[1e999,[{}]]", sealName, seal))
	f.Add(packed(f, manifestName, `{"format":2}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		outside := t.TempDir()
		town := Town{Folder: filepath.Join(outside, "data"), Files: []string{"photos"}}
		r := &reader{tar: tar.NewReader(bytes.NewReader(content)), town: town, stage: filepath.Join(town.Folder, arriving), found: Seal{Rows: map[string]int64{}}}
		if err := os.MkdirAll(r.stage, 0o700); err != nil {
			t.Fatal(err)
		}
		_, err := r.restore(t.Context(), nowhere{})
		for folder, want := range map[string]string{outside: "data", town.Folder: ""} {
			entries, unread := os.ReadDir(folder)
			if unread != nil {
				t.Fatal(unread)
			}
			for _, e := range entries {
				if name := e.Name(); name != want && (folder == outside || err != nil && name != arriving) {
					t.Fatalf("%v, and %s is in %s", err, name, filepath.Base(folder))
				}
			}
		}
	})
}
