package db

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"gorm.io/gorm"

	"cabas/domain/kernel/portable"
	"cabas/domain/kernel/work"
)

// Snapshot is work.Unit for those who only read: every statement of one Do
// sees the same moment of the database, whatever others write meanwhile, and
// holds nobody up. A write inside it fails.
type Snapshot[S any] struct {
	d    *DB
	bind func(Handle) S
}

// NewSnapshot makes a unit whose stores bind makes from a moment's handle.
func NewSnapshot[S any](d *DB, bind func(Handle) S) Snapshot[S] { return Snapshot[S]{d, bind} }

// Do implements work.Unit.
func (s Snapshot[S]) Do(ctx context.Context, f func(ctx context.Context, stores S) error) error {
	return s.d.look(ctx, func(ctx context.Context, h Handle) error { return f(ctx, s.bind(h)) })
}

// look runs f on one moment of the database. SQLite's readers see one from
// their first statement on; PostgreSQL is asked for it.
func (d *DB) look(ctx context.Context, f func(ctx context.Context, h Handle) error) error {
	if work.Inside(ctx) {
		panic("db: a unit of work was begun inside another")
	}
	ctx = whole(ctx)
	var options sql.TxOptions
	if d.engine == Postgres {
		options = sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	return translate(d.read.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return f(work.Mark(ctx), Handle{db: d, tx: tx})
	}, &options))
}

// ErrOther says that the database is not at this program's version.
var ErrOther = errors.New("db: another version of Cabas made this database; bring it up to this one with “cabas migrate”, or use that version")

// OpenReading opens a database to read it, beside a server that works on it:
// the SQLite folder is not locked, nothing is made that is missing. It answers
// ErrOther when the schema is not this program's.
func OpenReading(ctx context.Context, url string) (*DB, error) {
	folder, lite := strings.CutPrefix(url, "sqlite://")
	if !lite {
		d, err := Open(ctx, url)
		if err != nil {
			return nil, err
		}
		return d.ifCurrent(ctx)
	}
	read, err := readSQLite(folder)
	if err != nil {
		return nil, err
	}
	d := &DB{engine: SQLite, write: read, read: read}
	return d.ifCurrent(ctx)
}

// ifCurrent closes the database unless its schema is this program's.
func (d *DB) ifCurrent(ctx context.Context) (*DB, error) {
	err := d.Export(ctx, func(ctx context.Context, c portable.Contents) error {
		has, err := c.Schema(ctx)
		if err != nil {
			return err
		}
		p, err := d.provider()
		if err != nil {
			return err
		}
		all := p.ListSources()
		if has != all[len(all)-1].Version {
			return ErrOther
		}
		return nil
	})
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}
