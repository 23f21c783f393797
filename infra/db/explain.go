package db

import "context"

// Explain answers how the engine would run a statement, one step a line,
// without running it. PostgreSQL is told to avoid reading whole tables, so
// that a small table shows whether an index could serve.
func (d *DB) Explain(ctx context.Context, statement string) ([]string, error) {
	var steps []string
	err := d.transact(ctx, func(_ context.Context, h Handle) error {
		if d.engine == Postgres {
			if err := h.tx.Exec("SET LOCAL enable_seqscan = off").Error; err != nil {
				return translate(err)
			}
			return translate(h.tx.Raw("EXPLAIN " + statement).Scan(&steps).Error)
		}
		var rows []struct{ Detail string }
		err := h.tx.Raw("EXPLAIN QUERY PLAN " + statement).Scan(&rows).Error
		for _, r := range rows {
			steps = append(steps, r.Detail)
		}
		return translate(err)
	})
	return steps, err
}
