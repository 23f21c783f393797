package backup

import (
	"archive/tar"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cabas/domain/kernel/portable"
)

// arriving is the folder in the data folder where files lie until the
// database is kept.
const arriving = ".restoring"

// Restore takes a file in: into a database without rows, and a data folder
// without a secret and without the town's folders. It happens whole or not at
// all.
func Restore(ctx context.Context, file string, into portable.Target, town Town) (Manifest, Seal, error) {
	in, err := os.Open(file)
	if err != nil {
		return Manifest{}, Seal{}, fmt.Errorf("backup: %w", err)
	}
	defer in.Close()
	plain, err := decompress(file, in)
	if err != nil {
		return Manifest{}, Seal{}, err
	}
	defer plain.Close()
	for _, name := range append([]string{secretName}, town.Files...) {
		if occupied(filepath.Join(town.Folder, name)) {
			return Manifest{}, Seal{}, fmt.Errorf("backup: the data folder holds %q already; restore into a new one", name)
		}
	}
	r := &reader{tar: tar.NewReader(plain), town: town, stage: filepath.Join(town.Folder, arriving), found: Seal{Rows: map[string]int64{}}}
	if err := errors.Join(os.RemoveAll(r.stage), os.MkdirAll(r.stage, 0o700)); err != nil {
		return Manifest{}, Seal{}, err
	}
	defer func() { _ = os.RemoveAll(r.stage) }()
	m, err := r.restore(ctx, into)
	return m, r.found, err
}

// occupied reports whether there is anything but an empty folder.
func occupied(name string) bool {
	inside, err := os.ReadDir(name)
	return !errors.Is(err, fs.ErrNotExist) && (err != nil || len(inside) > 0)
}

type reader struct {
	tar      *tar.Reader
	town     Town
	stage    string
	manifest Manifest
	found    Seal
}

func (r *reader) restore(ctx context.Context, into portable.Target) (Manifest, error) {
	h, err := r.tar.Next()
	if err != nil || h.Name != manifestName {
		return Manifest{}, errors.Join(ErrFormat, err)
	}
	if err := json.NewDecoder(r.tar).Decode(&r.manifest); err != nil || r.manifest.Format != format {
		return Manifest{}, errors.Join(ErrFormat, err)
	}
	if err := into.Import(ctx, r.manifest.Schema, r.entries); err != nil {
		return r.manifest, err
	}
	for _, name := range append([]string{secretName}, r.town.Files...) {
		err := os.Rename(filepath.Join(r.stage, name), filepath.Join(r.town.Folder, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return r.manifest, err
		}
	}
	return r.manifest, nil
}

// entries takes in everything after the manifest.
func (r *reader) entries(ctx context.Context, s portable.Sink) error {
	for {
		h, err := r.tar.Next()
		switch {
		case errors.Is(err, io.EOF):
			return ErrCutOff // the seal was not found
		case err != nil:
			return errors.Join(ErrCutOff, err)
		case h.Name == sealName:
			return r.check()
		case strings.HasPrefix(h.Name, tablesName):
			err = r.rows(ctx, s, strings.TrimPrefix(h.Name, tablesName))
		default:
			err = r.keep(h.Name)
		}
		if err != nil {
			return err
		}
	}
}

func (r *reader) check() error {
	var seal Seal
	if err := json.NewDecoder(r.tar).Decode(&seal); err != nil {
		return errors.Join(ErrCutOff, err)
	}
	for name, rows := range seal.Rows {
		if r.found.Rows[name] != rows {
			return fmt.Errorf("%w: %d rows of %s, not %d", ErrCutOff, r.found.Rows[name], name, rows)
		}
	}
	if seal.Files != r.found.Files || seal.Secret != r.found.Secret {
		return ErrCutOff
	}
	return nil
}

// rowsAtOnce is how many rows are handed over together.
const rowsAtOnce = 1000

func (r *reader) rows(ctx context.Context, s portable.Sink, file string) error {
	name, _, _ := strings.Cut(file, ".")
	i := slices.IndexFunc(r.manifest.Tables, func(t portable.Table) bool { return t.Name == name })
	if i < 0 {
		return fmt.Errorf("%w: %s", ErrBroken, file)
	}
	table := r.manifest.Tables[i]
	decoder := json.NewDecoder(r.tar)
	decoder.UseNumber()
	var rows [][]any
	for {
		var row []any
		err := decoder.Decode(&row)
		if done := errors.Is(err, io.EOF); done || len(rows) == rowsAtOnce {
			if err := s.Insert(ctx, table, rows); err != nil {
				return err
			}
			rows = rows[:0]
			if done {
				return nil
			}
		}
		if err == nil {
			err = numbers(row, len(table.Columns))
		}
		if err != nil {
			return fmt.Errorf("%w: %s: %w", ErrBroken, file, err)
		}
		rows = append(rows, row)
		r.found.Rows[name]++
	}
}

// numbers turns numbers as they were read into integers, else into floats.
func numbers(row []any, columns int) error {
	if len(row) != columns {
		return fmt.Errorf("%d values, not %d", len(row), columns)
	}
	for i, v := range row {
		n, is := v.(json.Number)
		if !is {
			continue
		}
		whole, err := n.Int64()
		row[i] = whole
		if err != nil {
			if row[i], err = n.Float64(); err != nil {
				return err
			}
		}
	}
	return nil
}

// keep writes a file where it waits for the database to be kept.
func (r *reader) keep(name string) error {
	first, _, inside := strings.Cut(name, "/")
	if !filepath.IsLocal(name) || inside != (name != secretName) || inside && !slices.Contains(r.town.Files, first) {
		return fmt.Errorf("%w: %q", ErrBroken, name)
	}
	to := filepath.Join(r.stage, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if name == secretName {
		r.found.Secret = true
	} else {
		r.found.Files++
	}
	_, err = io.Copy(out, r.tar)
	return errors.Join(err, out.Sync(), out.Close())
}
