package dbtest

import (
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
	name := fmt.Sprintf("%s_%d", cluster.template, cluster.count.Add(1))
	if err := patiently(func() error { return run(cluster.url, "CREATE DATABASE "+name+" TEMPLATE "+cluster.template) }); err != nil {
		t.Fatalf("dbtest: %v", err)
	}
	t.Cleanup(func() {
		// What stays behind harms no test: a second try is enough.
		if drop := "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"; run(cluster.url, drop) != nil {
			_ = run(cluster.url, drop)
		}
	})
	return withDatabase(cluster.url, name)
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
	// The moment names it, for another process may have had our number before.
	template = fmt.Sprintf("cabas_%d", time.Now().UnixNano())
	if err := run(address, "CREATE DATABASE "+template+" TEMPLATE template0 ENCODING 'UTF8'"); err != nil {
		return "", "", err
	}
	d, err := migrated(withDatabase(address, template))
	if err != nil {
		return "", "", err
	}
	return address, template, d.Close()
}

// withDatabase names another database on the same server. Whoever uses it waits
// longer for the server, and is waited for longer, than a town would bear.
func withDatabase(address, name string) string {
	u, err := url.Parse(address)
	if err != nil {
		panic("dbtest: " + strings.ReplaceAll(err.Error(), address, "the address"))
	}
	u.Path = "/" + name
	query := u.Query()
	query.Set("connect_timeout", "60")
	query.Set("idle_in_transaction_session_timeout", "60000")
	u.RawQuery = query.Encode()
	return u.String()
}
