package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5/pgxpool"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"cabas/infra/db"
)

// statements prepares each text once.
type statements struct {
	db  *sql.DB
	all sync.Map
}

func (s *statements) get(text string) *sql.Stmt {
	if known, ok := s.all.Load(text); ok {
		return known.(*sql.Stmt)
	}
	made, err := s.db.Prepare(text)
	if err != nil {
		panic(err) // one of our own texts is wrong
	}
	s.all.Store(text, made)
	return made
}

const pragmas = "&_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=cache_size(-8000)&_pragma=temp_store(MEMORY)"

// openBare copies the market into a fresh database of the same engine.
func openBare(m *market, source string) (*bareSQL, error) {
	b := &bareSQL{}
	for _, s := range m.shops {
		b.shops = append(b.shops, s.id)
		b.variants = append(b.variants, s.variants...)
	}
	if folder, ok := strings.CutPrefix(source, "sqlite://"); ok {
		return b, b.openSQLite(folder)
	}
	return b, b.openPostgres(source)
}

func (b *bareSQL) openSQLite(folder string) error {
	copied := filepath.Join(folder, "bare")
	if err := migrated("sqlite://" + copied); err != nil {
		return err
	}
	open := func(file, lock string) (*sql.DB, error) {
		return sql.Open("sqlite", "file:"+file+"?_txlock="+lock+pragmas)
	}
	from, err := open(filepath.Join(folder, "cabas.db"), "deferred")
	if err != nil {
		return err
	}
	defer from.Close()
	pool, err := open(filepath.Join(copied, "cabas.db"), "immediate")
	if err != nil {
		return err
	}
	readers, err := open(filepath.Join(copied, "cabas.db"), "deferred")
	if err != nil {
		return err
	}
	pool.SetMaxOpenConns(1)
	readers.SetMaxOpenConns(2)
	b.run = onSQLite(pool, readers)
	b.close = func() { _, _ = pool.Close(), readers.Close() }
	return copyMarket(from, pool, func(int) string { return "?" })
}

func (b *bareSQL) openPostgres(source string) error {
	from, err := sql.Open("pgx", source)
	if err != nil {
		return err
	}
	defer from.Close()
	address, err := newDatabase(source, fmt.Sprintf("cabas_bare_%d", os.Getpid()))
	if err != nil {
		return err
	}
	if err := migrated(address); err != nil {
		return err
	}
	to, err := sql.Open("pgx", address)
	if err != nil {
		return err
	}
	defer to.Close()
	if err := copyMarket(from, to, func(n int) string { return fmt.Sprintf("$%d", n) }); err != nil {
		return err
	}
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return err
	}
	config.MaxConns = 20
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	if err != nil {
		return err
	}
	b.run, b.close = onPostgres(pool), pool.Close
	return nil
}

func migrated(address string) error {
	d, err := db.Open(context.Background(), address)
	if err != nil {
		return err
	}
	defer d.Close()
	_, err = d.Migrate(context.Background())
	return err
}

// copyMarket copies the rows that quotes and checkouts read.
func copyMarket(from, to *sql.DB, placeholder func(n int) string) error {
	for _, table := range []string{"shops", "shop_sellers", "shop_exceptions", "shop_ways", "products", "variants", "stocks"} {
		if err := copyTable(from, to, table, placeholder); err != nil {
			return fmt.Errorf("copying %s: %w", table, err)
		}
	}
	return nil
}

func copyTable(from, to *sql.DB, table string, placeholder func(n int) string) error {
	rows, err := from.Query("SELECT * FROM " + table)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	marks := make([]string, len(columns))
	for i := range marks {
		marks[i] = placeholder(i + 1)
	}
	insert := "INSERT INTO " + table + " (" + strings.Join(columns, ",") + ") VALUES (" + strings.Join(marks, ",") + ")"
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if _, err := to.Exec(insert, values...); err != nil {
			return err
		}
	}
	return rows.Err()
}

// newDatabase makes an empty database on the server and answers its address.
func newDatabase(server, name string) (string, error) {
	pool, err := sql.Open("pgx", server)
	if err != nil {
		return "", err
	}
	defer pool.Close()
	if _, err := pool.Exec("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'"); err != nil {
		return "", err
	}
	u, err := url.Parse(server)
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	return u.String(), nil
}
