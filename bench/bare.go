package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"cabas/domain/kernel/ident"
)

// bareSQL runs the statements of our use cases with nothing around them, on a
// copy of the market in a database of its own: what the engine could do.
type bareSQL struct {
	run      func(ctx context.Context, write bool, statements []statement) error
	shops    []string
	variants []string // of the first shop, then of the second
	close    func()
}

type statement struct {
	text string
	args []any
}

// in writes so many placeholders.
func in(n int) string { return "(" + strings.TrimSuffix(strings.Repeat("?,", n), ",") + ")" }

func anys(texts []string) []any {
	out := make([]any, len(texts))
	for i, t := range texts {
		out[i] = t
	}
	return out
}

const offers = `SELECT p.id, p.shop_id, p.name, p.unit, p.step, p.minimum, p.vat_rate, p.withdrawal, p.published,
	v.id AS variant_id, v.name AS variant_name, v.price_cents, v.content_unit, v.content_amount, s.mode, s.sold_out, s.on_hand, s.allocated
	FROM variants v JOIN products p ON p.id = v.product_id JOIN stocks s ON s.variant_id = v.id
	WHERE v.deleted_at = 0 AND p.deleted_at = 0 AND v.id IN `

// quote reads what a quote of six lines in two shops reads.
func (b *bareSQL) quote(ctx context.Context) error {
	shops, two := anys(b.shops), in(2)
	variants := append(anys(b.variants[:3]), anys(b.variants[60:63])...)
	return b.run(ctx, false, []statement{
		{"SELECT * FROM shops WHERE id IN " + two, shops},
		{"SELECT * FROM shop_sellers WHERE shop IN " + two, shops},
		{"SELECT shop, date, spans, reason FROM shop_exceptions WHERE shop IN " + two + " ORDER BY shop, date", shops},
		{offers + in(6), variants},
		{"SELECT shop, version, document FROM shop_ways WHERE shop IN " + two, shops},
		{"SELECT shop, start_at, way, booked FROM slots WHERE booked > 0 AND end_at > 1 AND shop IN " + two, shops},
	})
}

// checkout writes what placing three lines in one shop writes.
func (b *bareSQL) checkout(ctx context.Context) error {
	checkout, order, event, fact := ident.New("chk"), ident.New("ord"), ident.New("evt"), ident.New("fct")
	shop, v := b.shops[0], b.variants[:3]
	all := []statement{{"INSERT INTO checkouts VALUES " + in(13) + " ON CONFLICT DO NOTHING",
		[]any{checkout, ident.New("bsk"), "acc", "account:acc", checkout, "digest", "", 1, "", 0, 0, 0, 0}}}
	for _, id := range v {
		all = append(all, statement{"UPDATE stocks SET allocated = allocated + 1 WHERE variant_id = ? AND (mode = 'simple' AND NOT sold_out OR mode = 'counted' AND on_hand - allocated >= 1)", []any{id}})
	}
	lines, args := []string{}, []any{}
	for i, id := range v {
		lines = append(lines, in(17))
		args = append(args, order, i, ident.New("lin"), id, "prd", "Tarte numéro 1", "", "piece", 1, nil, 1450, "piece", 0, "", 1450, 550, "perishable")
	}
	document := `{"legalName":"Halle","legalForm":"EI","siret":"73282932000074","address":{"line1":"1 place du Marché","postcode":"91410","city":"Dourdan"}}`
	all = append(all,
		statement{offers + in(3), anys(v)},
		statement{"INSERT INTO slots (shop, start_at, way, end_at, booked) VALUES (?, 2, 'counter', 3, 1) ON CONFLICT (shop, start_at, way) DO UPDATE SET booked = slots.booked + 1, end_at = excluded.end_at WHERE slots.booked < 100000000", []any{shop}},
		statement{"INSERT INTO orders VALUES " + in(35), []any{order, order, checkout, checkout, shop, "placed", 1, "counter", 2, 3, 1, 1, 0, 1, 1, 1, false, "acc",
			"Camille", "0199000001", "camille@exemple.fr", "fr", "", "", 4350, 0, 0, 4350, "[]", document, document, "1", 1, "", 0}},
		statement{"INSERT INTO order_lines VALUES " + strings.Join(lines, ","), args},
		statement{"INSERT INTO order_events VALUES " + in(8), []any{order, 1, event, "placed", 1, "customer", "acc", ""}},
		statement{"INSERT INTO facts (id, kind, subject, at, refs) VALUES " + in(5), []any{fact, "order.placed", order, 1, `{"account":"acc","shop":"shp"}`}},
	)
	return b.run(ctx, true, all)
}

// onSQLite runs statements prepared once, writing through one connection.
func onSQLite(pool, readers *sql.DB) func(context.Context, bool, []statement) error {
	prepared := map[*sql.DB]*statements{pool: {db: pool}, readers: {db: readers}}
	return func(ctx context.Context, write bool, all []statement) error {
		if !write {
			for _, s := range all {
				if err := drain(prepared[readers].get(s.text).QueryContext(ctx, s.args...)); err != nil {
					return err
				}
			}
			return nil
		}
		for _, s := range all {
			prepared[pool].get(s.text) // before the only connection is taken
		}
		tx, err := pool.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }() // nothing to undo once committed
		for _, s := range all {
			stmt := tx.StmtContext(ctx, prepared[pool].get(s.text))
			if strings.HasPrefix(s.text, "SELECT") {
				err = drain(stmt.QueryContext(ctx, s.args...))
			} else {
				_, err = stmt.ExecContext(ctx, s.args...)
			}
			if err != nil {
				return fmt.Errorf("%w in %s", err, s.text)
			}
		}
		return tx.Commit()
	}
}

func drain(rows *sql.Rows, err error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	row := make([]any, len(columns))
	for i := range row {
		row[i] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(row...); err != nil {
			return err
		}
	}
	return rows.Err()
}

// onPostgres sends all statements of a use case in one batch, which is one
// transaction.
func onPostgres(pool *pgxpool.Pool) func(context.Context, bool, []statement) error {
	return func(ctx context.Context, _ bool, all []statement) error {
		batch := &pgx.Batch{}
		for _, s := range all {
			text := s.text
			for n := 1; strings.Contains(text, "?"); n++ {
				text = strings.Replace(text, "?", fmt.Sprintf("$%d", n), 1)
			}
			batch.Queue(text, s.args...)
		}
		return pool.SendBatch(ctx, batch).Close()
	}
}
