package db

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"gorm.io/gorm"

	"cabas/domain/kernel/fault"
)

// Engine names the database that serves.
type Engine string

// The two engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// DB is an open database: where one writes, and where one may read. On
// PostgreSQL both are one pool; on SQLite one connection writes and a few read.
type DB struct {
	engine      Engine
	url         string // of PostgreSQL, for a connection of one's own
	write, read *gorm.DB
	release     func() error
	wake        atomic.Pointer[func()]
	ear         atomic.Pointer[func(string)]
	generation  atomic.Uint64
}

// Open opens the database at url: "sqlite:///absolute/folder" (the file
// cabas.db in it, made when missing) or "postgres://…". It answers
// fault.ErrUnavailable when PostgreSQL does not answer, and an error that says
// why when another server holds the SQLite folder.
func Open(ctx context.Context, url string) (*DB, error) {
	var d *DB
	var err error
	switch {
	case strings.HasPrefix(url, "sqlite://"):
		d, err = openSQLite(strings.TrimPrefix(url, "sqlite://"))
	case strings.HasPrefix(url, "postgres://"), strings.HasPrefix(url, "postgresql://"):
		d, err = openPostgres(url)
	default:
		return nil, errors.New(`db: the address must begin with "sqlite://" or "postgres://"`)
	}
	if err != nil {
		return nil, err
	}
	d.write.Logger, d.read.Logger = tracer{&d.ear}, tracer{&d.ear}
	if err := errors.Join(d.countWrites(d.write), d.Ping(ctx)); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// Engine tells which database serves.
func (d *DB) Engine() Engine { return d.engine }

// Ping asks the database whether it answers, for at most two seconds.
func (d *DB) Ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	pool, err := d.read.DB()
	if err != nil {
		return fmt.Errorf("db: no pool: %w", err)
	}
	if err := pool.PingContext(ctx); err != nil {
		return fault.ErrUnavailable.Because(err).After(retryAfter)
	}
	return nil
}

// Close waits for running statements and closes every connection.
func (d *DB) Close() error {
	var errs []error
	for _, g := range []*gorm.DB{d.read, d.write} {
		if g == nil {
			continue
		}
		pool, err := g.DB()
		if err == nil {
			err = pool.Close()
		}
		errs = append(errs, err)
	}
	if d.release != nil {
		errs = append(errs, d.release())
	}
	return errors.Join(errs...)
}

// gormConfig sets GORM up; keep says whether GORM prepares statements and keeps
// them. On PostgreSQL the driver does so for each connection, without a lock
// that those who wait for a connection could hold.
func gormConfig(keep bool) *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true, // a unit of work opens its own
		PrepareStmt:            keep,
		DisableAutomaticPing:   true,
		Logger:                 tracer{new(atomic.Pointer[func(string)])},
	}
}

// Empty reports whether nobody has an account and no shop has opened.
func (h Handle) Empty(ctx context.Context) (bool, error) {
	var found []int
	_, err := changed(h.reader(ctx).Raw(`
		SELECT 1 FROM accounts WHERE id > '' UNION ALL SELECT 1 FROM shops WHERE id > '' LIMIT 1`).Scan(&found))
	return len(found) == 0, err
}
