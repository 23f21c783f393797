// Package portable is a whole database as tables of plain values, the same from
// every engine: what backups are made of, and how a town moves from one engine
// to another. It knows nothing of what the tables mean. It imports the standard
// library alone.
package portable

import (
	"context"
	"errors"
)

// The reasons for which nothing is taken in.
var (
	// ErrNotEmpty says that the database holds something already.
	ErrNotEmpty = errors.New("the database is not empty; a backup is restored into a new one")
	// ErrNewer says that a later version of the program made the tables.
	ErrNewer = errors.New("a newer version of Cabas made this; restore it with that version or a later one")
)

// Table is one table: its name and its columns, in the order of the values in
// a row. Values are nil, bool, int64, float64 or string.
type Table struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
}

// Source gives a database away.
type Source interface {
	// Export shows one moment of the database, whatever is written meanwhile.
	Export(ctx context.Context, f func(ctx context.Context, c Contents) error) error
}

// Contents is what there is at one moment.
type Contents interface {
	// Schema is the number of the last migration.
	Schema(ctx context.Context) (int64, error)
	// Tables lists the tables, each after those it refers to.
	Tables(ctx context.Context) ([]Table, error)
	// Rows visits every row of a table; the slice is the visitor's for the
	// length of the visit.
	Rows(ctx context.Context, t Table, visit func(row []any) error) error
}

// Target takes a database in.
type Target interface {
	// Import makes the tables as they were at the given schema and hands over
	// where rows go. All are kept when f answers nil, none when it does not;
	// then the tables are brought up to this version. It answers ErrNotEmpty,
	// or ErrNewer for a schema that it does not know.
	Import(ctx context.Context, schema int64, f func(ctx context.Context, s Sink) error) error
}

// Sink is where rows go.
type Sink interface {
	// Insert adds rows to a table that every migration of the schema knows.
	Insert(ctx context.Context, t Table, rows [][]any) error
}
