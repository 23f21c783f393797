package db

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migration
var migrations embed.FS

// Migrate brings the schema up to this version of the program; it answers how
// many steps it took. On PostgreSQL several servers may start at once: one
// migrates, the others wait for it.
func (d *DB) Migrate(ctx context.Context) (int, error) {
	p, err := d.provider()
	if err != nil {
		return 0, err
	}
	done, err := p.Up(ctx)
	if err != nil {
		return len(done), fmt.Errorf("db: migrating: %w", err)
	}
	return len(done), nil
}

// Pending reports whether the schema is older than this version of the program.
func (d *DB) Pending(ctx context.Context) (bool, error) {
	p, err := d.provider()
	if err != nil {
		return false, err
	}
	pending, err := p.HasPending(ctx)
	return pending, translate(err)
}

func (d *DB) provider() (*goose.Provider, error) {
	pool, err := d.write.DB()
	if err != nil {
		return nil, fmt.Errorf("db: no pool: %w", err)
	}
	files, err := fs.Sub(migrations, "migration")
	if err != nil {
		return nil, fmt.Errorf("db: migrations: %w", err)
	}
	skip, err := others(d.engine)
	if err != nil {
		return nil, fmt.Errorf("db: migrations: %w", err)
	}
	opts := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true), goose.WithExcludeNames(skip)}
	dialect := goose.DialectSQLite3
	if d.engine == Postgres {
		dialect = goose.DialectPostgres
		// Asked every second for a minute: the library's own five seconds
		// would make every second server of a test wait.
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 60), lock.WithUnlockTimeout(1, 60))
		if err != nil {
			return nil, fmt.Errorf("db: migration lock: %w", err)
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(dialect, pool, files, opts...)
}

// others names the migrations written for the other engine alone: those end in
// ".sqlite.sql" or ".postgres.sql"; all the rest both engines run to the letter.
func others(e Engine) ([]string, error) {
	other := SQLite
	if e == SQLite {
		other = Postgres
	}
	names, err := fs.Glob(migrations, "migration/*."+string(other)+".sql")
	for i := range names {
		names[i] = path.Base(names[i])
	}
	return names, err
}
