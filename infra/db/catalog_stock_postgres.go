package db

import (
	"context"

	"cabas/domain/catalog"
)

// lockStocks makes others who want one of the same variants wait. On
// PostgreSQL one statement may change rows in any order, so they are locked in
// that of the takes first; a single row needs none of this, and on SQLite there
// is only ever one writer.
func (h Handle) lockStocks(ctx context.Context, takes []catalog.Take) error {
	if h.Engine() != Postgres || len(takes) == 1 {
		return nil
	}
	var locked []string
	_, err := changed(h.writer(ctx).Raw(`SELECT t.column1 FROM stocks, `+rowsOf(takes)+` AS t
		WHERE variant_id = t.column1 ORDER BY variant_id FOR UPDATE OF stocks`, valuesOf(takes)...).Scan(&locked))
	return err
}
