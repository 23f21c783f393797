package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"cabas/domain/kernel/portable"
)

// Town is what a backup is made of, besides the database.
type Town struct {
	// Program and Engine are noted in the file, for people to read.
	Program, Engine string
	// Folder is the data folder, with the file "secret" unless the secret is
	// configured elsewhere.
	Folder string
	// Files names the folders in it that are kept whole; their files must
	// never change once written.
	Files []string
}

// Save writes the file, which must not exist yet, whole or not at all. Only
// its owner may read it: it can sign anybody in.
func Save(ctx context.Context, file string, from portable.Source, town Town, at time.Time) (Seal, error) {
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return Seal{}, fmt.Errorf("backup: %s: %w", file, errors.Join(fs.ErrExist, err))
	}
	draft := file + ".part"
	out, err := os.OpenFile(draft, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return Seal{}, fmt.Errorf("backup: %w", err)
	}
	seal, err := save(ctx, out, file, from, town, at)
	err = errors.Join(err, out.Close())
	if err == nil {
		err = os.Link(draft, file) // never over another
	}
	return seal, errors.Join(err, os.Remove(draft))
}

func save(ctx context.Context, out *os.File, name string, from portable.Source, town Town, at time.Time) (Seal, error) {
	squeezed, err := compress(name, out)
	if err != nil {
		return Seal{}, err
	}
	w := &writer{tar: tar.NewWriter(squeezed), at: at.UTC().Truncate(time.Second), seal: Seal{Rows: map[string]int64{}}}
	if err := from.Export(ctx, func(ctx context.Context, c portable.Contents) error { return w.database(ctx, c, town) }); err != nil {
		return Seal{}, err
	}
	// After the database, so that every file that a row names is there.
	if err := w.folder(ctx, town); err != nil {
		return Seal{}, err
	}
	if err := w.json(sealName, w.seal); err != nil {
		return Seal{}, err
	}
	return w.seal, errors.Join(w.tar.Close(), squeezed.Close(), out.Sync())
}

type writer struct {
	tar  *tar.Writer
	at   time.Time
	seal Seal
}

// chunk is about how many bytes of a table make one file in the archive: what
// is held in memory.
const chunk = 4 << 20

func (w *writer) database(ctx context.Context, c portable.Contents, town Town) error {
	m := Manifest{Format: format, Program: town.Program, Engine: town.Engine, At: w.at}
	var err error
	if m.Schema, err = c.Schema(ctx); err != nil {
		return err
	}
	if m.Tables, err = c.Tables(ctx); err != nil {
		return err
	}
	if err := w.json(manifestName, m); err != nil {
		return err
	}
	for _, t := range m.Tables {
		if err := w.table(ctx, c, t); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) table(ctx context.Context, c portable.Contents, t portable.Table) error {
	var lines bytes.Buffer
	encoder := json.NewEncoder(&lines)
	encoder.SetEscapeHTML(false)
	number := 0
	flush := func() error {
		number++
		defer lines.Reset()
		return w.file(fmt.Sprintf("%s%s.%05d.jsonl", tablesName, t.Name, number), int64(lines.Len()), &lines)
	}
	w.seal.Rows[t.Name] = 0
	if err := c.Rows(ctx, t, func(row []any) error {
		w.seal.Rows[t.Name]++
		if err := encoder.Encode(row); err != nil || lines.Len() < chunk {
			return err
		}
		return flush()
	}); err != nil {
		return err
	}
	if lines.Len() == 0 {
		return nil
	}
	return flush()
}

func (w *writer) folder(ctx context.Context, town Town) error {
	secret, err := os.ReadFile(filepath.Join(town.Folder, secretName))
	switch {
	case err == nil:
		w.seal.Secret = true
		if err := w.file(secretName, int64(len(secret)), bytes.NewReader(secret)); err != nil {
			return err
		}
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	for _, name := range town.Files {
		root := filepath.Join(town.Folder, name)
		err := filepath.WalkDir(root, func(p string, entry fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil // none yet, or gone meanwhile
			case err != nil || ctx.Err() != nil:
				return errors.Join(err, ctx.Err())
			case !entry.Type().IsRegular():
				return nil
			}
			rel, err := filepath.Rel(root, p)
			if err != nil {
				return err
			}
			return w.copy(p, path.Join(name, filepath.ToSlash(rel)))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) copy(from, name string) error {
	in, err := os.Open(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	w.seal.Files++
	return w.file(name, info.Size(), io.LimitReader(in, info.Size())) // one being written may have grown
}

func (w *writer) json(name string, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return w.file(name, int64(len(b)), bytes.NewReader(b))
}

func (w *writer) file(name string, size int64, from io.Reader) error {
	if err := w.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size, ModTime: w.at, Format: tar.FormatPAX}); err != nil {
		return err
	}
	_, err := io.Copy(w.tar, from)
	return err
}
