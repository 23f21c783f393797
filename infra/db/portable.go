package db

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"cabas/domain/kernel/portable"
)

// schemaTable is where goose notes which migrations ran.
const schemaTable = "goose_db_version"

// Export implements portable.Source.
func (d *DB) Export(ctx context.Context, f func(ctx context.Context, c portable.Contents) error) error {
	return d.look(ctx, func(ctx context.Context, h Handle) error { return f(ctx, contents{h}) })
}

type contents struct{ h Handle }

// Schema implements portable.Contents; 0 without any migration.
func (c contents) Schema(ctx context.Context) (int64, error) {
	all, err := c.h.tableNames(ctx)
	if err != nil || !slices.Contains(all, schemaTable) {
		return 0, err
	}
	var version int64
	_, err = changed(c.h.reader(ctx).Raw(`SELECT COALESCE(MAX(version_id), 0) FROM ` + schemaTable + ` WHERE is_applied`).Scan(&version))
	return version, err
}

// Tables implements portable.Contents.
func (c contents) Tables(ctx context.Context) ([]portable.Table, error) {
	names, err := c.h.tableNames(ctx)
	if err != nil {
		return nil, err
	}
	refs, err := c.h.references(ctx)
	if err != nil {
		return nil, err
	}
	var tables []portable.Table
	for _, name := range inOrder(names, refs) {
		if name == schemaTable {
			continue
		}
		columns, err := c.h.columns(ctx, name)
		if err != nil {
			return nil, err
		}
		tables = append(tables, portable.Table{Name: name, Columns: columns})
	}
	return tables, nil
}

// reference is a table and one that its rows refer to.
type reference struct{ Child, Parent string }

// inOrder sorts tables so that each comes after those it refers to.
func inOrder(names []string, refs []reference) []string {
	var out []string
	var visit func(name string)
	visit = func(name string) {
		if slices.Contains(out, name) {
			return
		}
		for _, r := range refs {
			if r.Child == name && r.Parent != name {
				visit(r.Parent)
			}
		}
		out = append(out, name)
	}
	slices.Sort(names)
	for _, name := range names {
		visit(name)
	}
	return out
}

// Rows implements portable.Contents, in the order in which rows lie.
func (c contents) Rows(ctx context.Context, t portable.Table, visit func(row []any) error) error {
	rows, err := c.h.reader(ctx).Raw(`SELECT ` + quoted(t.Columns) + ` FROM ` + quoted([]string{t.Name})).Rows()
	if err != nil {
		return translate(err)
	}
	defer func() { _ = rows.Close() }()
	row, into := make([]any, len(t.Columns)), make([]any, len(t.Columns))
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return translate(err)
		}
		for i, v := range row {
			if row[i], err = plain(v); err != nil {
				return fmt.Errorf("db: %s.%s: %w", t.Name, t.Columns[i], err)
			}
		}
		if err := visit(row); err != nil {
			return err
		}
	}
	return translate(rows.Err())
}

// plain makes a value of a driver one that both engines know.
func plain(v any) (any, error) {
	switch v := v.(type) {
	case nil, bool, int64, float64, string:
		return v, nil
	case int32:
		return int64(v), nil
	case float32:
		return float64(v), nil
	}
	return nil, fmt.Errorf("a value of type %T is not portable", v)
}

// quoted writes names for a statement.
func quoted(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = `"` + strings.ReplaceAll(n, `"`, `""`) + `"`
	}
	return strings.Join(out, ", ")
}
