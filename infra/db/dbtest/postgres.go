package dbtest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver "pgx"

	"cabas/infra/db"
)

// cluster is the server all tests of one process share.
var cluster struct {
	once     sync.Once
	url      string // of its maintenance database
	template string // a migrated database to copy
	err      error
	count    atomic.Int64
}

// postgresDatabase makes a database of its own for a test and drops it after.
func postgresDatabase(t testing.TB) string {
	t.Helper()
	cluster.once.Do(func() { cluster.url, cluster.template, cluster.err = prepare() })
	if cluster.err != nil {
		t.Fatalf("dbtest: no PostgreSQL to test on (install it, or set CABAS_TEST_POSTGRES_URL): %v", cluster.err)
	}
	name := fmt.Sprintf("cabas_%d_%d", os.Getpid(), cluster.count.Add(1))
	admin(t, "CREATE DATABASE "+name+" TEMPLATE "+cluster.template)
	t.Cleanup(func() { admin(t, "DROP DATABASE "+name+" WITH (FORCE)") })
	return withDatabase(cluster.url, name)
}

func admin(t testing.TB, statement string) {
	t.Helper()
	if err := run(cluster.url, statement); err != nil {
		t.Fatalf("dbtest: %v", err)
	}
}

func run(address, statement string) error {
	pool, err := sql.Open("pgx", address)
	if err != nil {
		return err
	}
	defer pool.Close()
	_, err = pool.Exec(statement)
	return err
}

// prepare finds or starts a server and leaves a migrated template in it.
func prepare() (address, template string, err error) {
	address = os.Getenv("CABAS_TEST_POSTGRES_URL")
	if address == "" {
		// Nobody stops it: it dies with the tests' process.
		if _, address, err = Start(); err != nil {
			return "", "", err
		}
	}
	template = fmt.Sprintf("cabas_template_%d", os.Getpid())
	if err := run(address, "CREATE DATABASE "+template+" TEMPLATE template0 ENCODING 'UTF8'"); err != nil {
		return "", "", err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	d, err := db.Open(ctx, withDatabase(address, template))
	if err != nil {
		return "", "", err
	}
	_, err = d.Migrate(ctx)
	if closing := d.Close(); err == nil {
		err = closing
	}
	return address, template, err
}

// withDatabase names another database on the same server.
func withDatabase(address, name string) string {
	u, err := url.Parse(address)
	if err != nil {
		panic("dbtest: " + strings.ReplaceAll(err.Error(), address, "the address"))
	}
	u.Path = "/" + name
	return u.String()
}
