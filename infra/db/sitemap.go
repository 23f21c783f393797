package db

import (
	"context"

	"cabas/domain/kernel/ident"
	"cabas/domain/sitemap"
)

// Sitemap reads what search engines are told of; it implements sitemap.Store.
type Sitemap struct{ h Handle }

// NewSitemap makes the store.
func NewSitemap(h Handle) Sitemap { return Sitemap{h} }

type sitemapRow struct {
	ID         ident.ID
	Slug, Name string
	Changed    Micros
}

// A shop's page changes with its hours, which it verifies; a product's with it.
var sitemapLists = map[sitemap.Kind]struct{ columns, from string }{
	sitemap.Shops:    {`id, slug, name, CASE WHEN confirmed_at > opened_at THEN confirmed_at ELSE opened_at END AS changed`, `shops WHERE`},
	sitemap.Products: {`id, name, updated_at AS changed`, `products WHERE published AND deleted_at = 0 AND`},
}

// Towns implements sitemap.Store.
func (s Sitemap) Towns(ctx context.Context) ([]sitemap.Entry, error) {
	var rows []sitemapRow
	_, err := changed(s.h.reader(ctx).Raw(`SELECT town_slug AS slug, MAX(opened_at) AS changed FROM shops GROUP BY town_slug ORDER BY town_slug`).Scan(&rows))
	return entriesOf(rows), err
}

// Entries implements sitemap.Store.
func (s Sitemap) Entries(ctx context.Context, k sitemap.Kind, after ident.ID, limit int) ([]sitemap.Entry, error) {
	list := sitemapLists[k]
	var rows []sitemapRow
	_, err := changed(s.h.reader(ctx).Raw(`SELECT `+list.columns+` FROM `+list.from+` id > ? ORDER BY id LIMIT ?`, after, limit).Scan(&rows))
	return entriesOf(rows), err
}

// Skip implements sitemap.Store. There is a page only where something follows.
func (s Sitemap) Skip(ctx context.Context, k sitemap.Kind, after ident.ID, distance int) (ident.ID, error) {
	var two []ident.ID
	_, err := changed(s.h.reader(ctx).Raw(`SELECT id FROM `+sitemapLists[k].from+` id > ? ORDER BY id LIMIT 2 OFFSET ?`, after, distance-1).Scan(&two))
	if err != nil || len(two) < 2 {
		return "", err
	}
	return two[0], nil
}

func entriesOf(rows []sitemapRow) []sitemap.Entry {
	out := make([]sitemap.Entry, len(rows))
	for i, r := range rows {
		out[i] = sitemap.Entry{ID: r.ID, Slug: r.Slug, Name: r.Name, Changed: r.Changed.Time()}
	}
	return out
}
