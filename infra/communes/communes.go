// Package communes keeps the gazetteer of France: it implements town.Gazetteer
// over a compressed table compiled into the program (see SOURCES.md for where
// it comes from and whom to credit). The table is unpacked once, on first use or
// when Load is called, and searched in memory; nothing is ever written. It
// imports domain/town and the kernel only.
package communes

import (
	"context"
	_ "embed"
	"strings"
	"sync"

	"cabas/domain/kernel/fault"
	"cabas/domain/town"
)

//go:embed communes.csv.gz
var packed []byte

//go:embed departments.csv
var departments string

// unpacked is the table, unpacked once however many gazetteers there are.
var unpacked = sync.OnceValues(func() (*table, error) { return unpack(packed, departments) })

// Gazetteer finds towns. It is safe for use by many at once.
type Gazetteer struct{ open func() (*table, error) }

var _ town.Gazetteer = (*Gazetteer)(nil)

// New makes a gazetteer without unpacking the table, which costs nothing.
func New() *Gazetteer {
	return &Gazetteer{open: unpacked}
}

// Load unpacks the table if that was not done before; call it in the background
// at start so that the first visitor need not wait.
func (g *Gazetteer) Load() error {
	_, err := g.table()
	return err
}

func (g *Gazetteer) table() (*table, error) {
	t, err := g.open()
	if err != nil {
		return nil, fault.ErrInternal.Because(err)
	}
	return t, nil
}

// Find implements town.Gazetteer.
func (g *Gazetteer) Find(_ context.Context, c town.Criteria, limit int, after *town.Position) ([]town.Found, error) {
	t, err := g.table()
	if err != nil {
		return nil, err
	}
	first := best{limit: limit}
	if after != nil {
		row, ok := t.rowOf(after.INSEE)
		if !ok || after.Order < 0 || after.Order > maxOrder {
			return nil, fault.ErrInvalid.At("?after", fault.FieldMalformed)
		}
		first.after, first.begun = t.sortKey(after.Order, row, c.Near != nil), true
	}
	t.find(c, &first)
	found := make([]town.Found, len(first.keys))
	for i, k := range first.keys {
		found[i].Town = t.town(t.rowAt(k))
		if order := k.order(); c.Near != nil {
			found[i].DistanceMetres = &order
		} else {
			found[i].Match = town.Match(order)
		}
	}
	return found, nil
}

// ByINSEE implements town.Gazetteer.
func (g *Gazetteer) ByINSEE(_ context.Context, code string) (town.Town, error) {
	t, err := g.table()
	if err != nil {
		return town.Town{}, err
	}
	row, ok := t.rowOf(code)
	if !ok {
		return town.Town{}, town.ErrNotFound
	}
	return t.town(row), nil
}

// BySlug implements town.Gazetteer.
func (g *Gazetteer) BySlug(_ context.Context, slug string) (town.Town, error) {
	t, err := g.table()
	if err != nil {
		return town.Town{}, err
	}
	key := keyOf(slug)
	from, to := t.span(t.heads, key)
	for _, e := range t.heads[from:to] {
		if t.key(e.row()) != key {
			continue
		}
		if found := t.town(e.row()); found.Slug == slug {
			return found, nil
		}
	}
	return town.Town{}, town.ErrNotFound
}

// keyOf joins the words of a slug without a gap, leaving out the department
// that some slugs end with; no word of a name begins with a digit.
func keyOf(slug string) string {
	if i := strings.LastIndexByte(slug, '-'); i >= 0 && i+1 < len(slug) && slug[i+1] <= '9' {
		slug = slug[:i]
	}
	return strings.ReplaceAll(slug, "-", "")
}
