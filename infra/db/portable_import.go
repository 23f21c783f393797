package db

import (
	"context"
	"slices"
	"strings"

	"cabas/domain/kernel/portable"
)

// Import implements portable.Target.
func (d *DB) Import(ctx context.Context, schema int64, f func(ctx context.Context, s portable.Sink) error) error {
	ctx = whole(ctx)
	p, err := d.provider()
	if err != nil {
		return err
	}
	sources := p.ListSources()
	if len(sources) == 0 || schema > sources[len(sources)-1].Version {
		return portable.ErrNewer
	}
	if err := d.mustBeEmpty(ctx, schema); err != nil {
		return err
	}
	if _, err := p.UpTo(ctx, schema); err != nil {
		return translate(err)
	}
	if err := d.transact(ctx, func(ctx context.Context, h Handle) error {
		if err := h.takeYourTime(ctx); err != nil {
			return err
		}
		kinds, err := h.booleans(ctx)
		if err != nil {
			return err
		}
		if err := f(ctx, sink{h, kinds}); err != nil {
			return err
		}
		return h.resumeCounters(ctx)
	}); err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return translate(err)
}

// mustBeEmpty refuses a database with a row in any table, or with tables later
// than the schema to be restored.
func (d *DB) mustBeEmpty(ctx context.Context, schema int64) error {
	return d.Export(ctx, func(ctx context.Context, c portable.Contents) error {
		has, err := c.Schema(ctx)
		if err != nil {
			return err
		}
		if has > schema {
			return portable.ErrNotEmpty
		}
		tables, err := c.Tables(ctx)
		for _, t := range tables {
			if err != nil {
				break
			}
			err = c.Rows(ctx, t, func([]any) error { return portable.ErrNotEmpty })
		}
		return err
	})
}

type sink struct {
	h        Handle
	booleans map[string]bool // "table.column"
}

// parameters bounds the values in one statement; SQLite takes 32,766.
const parameters = 16_000

// Insert implements portable.Sink.
func (s sink) Insert(ctx context.Context, t portable.Table, rows [][]any) error {
	head := `INSERT INTO ` + quoted([]string{t.Name}) + ` (` + quoted(t.Columns) + `)` + s.h.overridingIdentity() + ` VALUES `
	one := `(` + strings.TrimSuffix(strings.Repeat(`?, `, len(t.Columns)), ", ") + `)`
	for some := range slices.Chunk(rows, max(1, parameters/len(t.Columns))) {
		values := make([]any, 0, len(some)*len(t.Columns))
		for _, row := range some {
			for i, v := range row {
				if n, number := v.(int64); number && s.booleans[t.Name+"."+t.Columns[i]] {
					v = n != 0
				}
				values = append(values, v)
			}
		}
		// Beside GORM, which would prepare and keep each of these statements.
		statement := head + strings.TrimSuffix(strings.Repeat(one+", ", len(some)), ", ")
		if err := s.h.plainExec(ctx, statement, values...); err != nil {
			return translate(err)
		}
	}
	return nil
}
