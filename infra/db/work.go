package db

import (
	"context"

	"gorm.io/gorm"

	"cabas/domain/kernel/work"
)

// Handle is what a store speaks through: the whole database, or one
// transaction of it. Every store is made from one.
type Handle struct {
	db   *DB
	tx   *gorm.DB // nil outside a transaction
	left *bool    // set by a transaction that leaves work for later
}

// Handle gives the handle on the whole database, for stores outside a
// transaction.
func (d *DB) Handle() Handle { return Handle{db: d} }

// Engine tells which database serves.
func (h Handle) Engine() Engine { return h.db.engine }

// reader answers where to read: the transaction's own view inside one.
func (h Handle) reader(ctx context.Context) *gorm.DB {
	if h.tx != nil {
		return h.tx.WithContext(ctx)
	}
	h.refuseInside(ctx)
	return h.db.read.WithContext(ctx)
}

// writer answers where to write; a statement outside a transaction commits by
// itself.
func (h Handle) writer(ctx context.Context) *gorm.DB {
	if h.tx != nil {
		return h.tx.WithContext(ctx)
	}
	h.refuseInside(ctx)
	if h.db.engine == SQLite {
		return unprepared(ctx, h.db.write)
	}
	return h.db.write.WithContext(ctx)
}

// unprepared gives a handle whose statements are not prepared and kept. SQLite
// has one connection to write with: a statement that waits for it in order to be
// prepared would be waited for, under GORM's lock, by others who want the same,
// and that lock by the transaction that has the connection.
func unprepared(ctx context.Context, g *gorm.DB) *gorm.DB {
	plain := g.Session(&gorm.Session{Context: ctx, NewDB: true})
	if prepared, ok := plain.Statement.ConnPool.(*gorm.PreparedStmtDB); ok {
		plain.Statement.ConnPool = prepared.ConnPool
	}
	return plain
}

// plainExec runs a statement of this transaction once, without preparing and
// keeping it.
func (h Handle) plainExec(ctx context.Context, statement string, args ...any) error {
	g := h.tx.Session(&gorm.Session{Context: ctx, NewDB: true})
	if prepared, ok := g.Statement.ConnPool.(*gorm.PreparedStmtTX); ok {
		g.Statement.ConnPool = prepared.Tx
	}
	return g.Exec(statement, args...).Error
}

// refuseInside stops the one mistake that would hang on SQLite and commit
// apart on PostgreSQL: an outer store used while a transaction is under way.
func (h Handle) refuseInside(ctx context.Context) {
	if work.Inside(ctx) {
		panic("db: a store from outside was used inside a unit of work; use the stores that Do hands over")
	}
}

// change runs f in a transaction: the handle's own when there is one.
func (h Handle) change(ctx context.Context, f func(ctx context.Context, h Handle) error) error {
	if h.tx != nil {
		return f(ctx, h)
	}
	return h.db.transact(ctx, f)
}

// Unit is work.Unit on this database for the set of stores S.
type Unit[S any] struct {
	on   Handle
	bind func(Handle) S
}

// NewUnit makes a unit of work whose stores bind makes from the transaction's
// handle.
func NewUnit[S any](d *DB, bind func(Handle) S) Unit[S] { return NewUnitOn(d.Handle(), bind) }

// NewUnitOn makes a unit of work on a handle. On one that belongs to a
// transaction (see Whole) each Do is a part of that transaction, and is undone
// with it and not by itself.
func NewUnitOn[S any](h Handle, bind func(Handle) S) Unit[S] { return Unit[S]{on: h, bind: bind} }

// Do implements work.Unit.
func (u Unit[S]) Do(ctx context.Context, f func(ctx context.Context, stores S) error) error {
	return u.on.change(ctx, func(ctx context.Context, h Handle) error {
		return f(ctx, u.bind(h))
	})
}

// Whole runs f in one transaction, with the handle to build stores and whole
// services on: many use cases then happen all at once or not at all. Each of
// them must succeed or end f, for none is undone by itself. f may run again
// when the engine asks for it.
func (d *DB) Whole(ctx context.Context, f func(ctx context.Context, h Handle) error) error {
	return d.transact(ctx, f)
}

// attempts bounds how often a transaction that PostgreSQL asks to repeat
// (serialisation, deadlock) is run.
const attempts = 4

func (d *DB) transact(ctx context.Context, f func(ctx context.Context, h Handle) error) error {
	if work.Inside(ctx) {
		panic("db: a unit of work was begun inside another")
	}
	for n := 1; ; n++ {
		left := false
		err := d.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			return f(work.Mark(ctx), Handle{db: d, tx: tx, left: &left})
		})
		if err == nil {
			d.generation.Add(1)
			if left {
				d.awaken()
			}
			return nil
		}
		if again := repeatable(err); !again || n == attempts {
			return translate(err)
		}
	}
}

// changed turns the outcome of a guarded statement into an answer: how many
// rows it touched, or the translated error.
func changed(res *gorm.DB) (int64, error) {
	if res.Error != nil {
		return 0, translate(res.Error)
	}
	return res.RowsAffected, nil
}

// one reads a single row into dest; it answers fault.ErrNotFound when none is.
func one(res *gorm.DB) error {
	if res.Error != nil {
		return translate(res.Error)
	}
	if res.RowsAffected == 0 {
		return translate(gorm.ErrRecordNotFound)
	}
	return nil
}
