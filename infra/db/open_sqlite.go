package db

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	"github.com/gofrs/flock"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	_ "modernc.org/sqlite" // registers the driver "sqlite", without CGO
)

// ErrFolderInUse says that another server works in the SQLite data folder.
var ErrFolderInUse = errors.New("db: another Cabas server is using this data folder; stop it, give this one its own folder, or use PostgreSQL for several servers")

// openSQLite opens folder/cabas.db. Full durability: a commit that was
// answered survives a power cut, for it may be somebody's order.
func openSQLite(folder string) (*DB, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("db: data folder: %w", err)
	}
	lock := flock.New(filepath.Join(folder, "cabas.lock"))
	switch held, err := lock.TryLock(); {
	case err != nil:
		return nil, fmt.Errorf("db: locking the data folder: %w", err)
	case !held:
		return nil, ErrFolderInUse
	}
	file := filepath.Join(folder, "cabas.db")
	// Immediate transactions: a deferred one that reads before it writes
	// fails at once instead of waiting its turn.
	write, err := sqlitePool(file, "immediate", false, 1)
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	// More readers than cores starve the writer.
	read, err := sqlitePool(file, "deferred", true, max(2, runtime.NumCPU()))
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	return &DB{engine: SQLite, write: write, read: read, release: lock.Unlock}, nil
}

// readSQLite opens folder/cabas.db, which must be there, to be read only.
func readSQLite(folder string) (*gorm.DB, error) {
	file := filepath.Join(folder, "cabas.db")
	if _, err := os.Stat(file); err != nil {
		return nil, fmt.Errorf("db: no database here: %w", err)
	}
	return sqlitePool(file, "deferred", true, 2)
}

func sqlitePool(file, txlock string, queryOnly bool, size int) (*gorm.DB, error) {
	q := url.Values{"_txlock": {txlock}, "_pragma": {
		"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
		"cache_size(-8000)", "temp_store(MEMORY)", fmt.Sprintf("query_only(%t)", queryOnly),
	}}
	dsn := "file:" + (&url.URL{Path: file}).EscapedPath() + "?" + q.Encode()
	g, err := gorm.Open(sqlite.New(sqlite.Config{DriverName: "sqlite", DSN: dsn}), gormConfig(true))
	if err != nil {
		return nil, fmt.Errorf("db: opening %s: %w", filepath.Base(file), err)
	}
	pool, err := g.DB()
	if err != nil {
		return nil, fmt.Errorf("db: no pool: %w", err)
	}
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	return g, nil
}
