package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver "pgx"

	"cabas/app"
)

// server is the demonstration town, served.
type server struct {
	base string
	log  string
	stop func() error
}

// start serves the demonstration on one engine, from a database of its own.
func start(ctx context.Context, engine, place string) (*server, error) {
	arguments := []string{"serve", "--demo", "--data", place, "--rate", "100000", "--log-level", "error", "--trust-proxy"}
	drop := func() error { return nil }
	if engine == "postgres" {
		address, undo, err := database(os.Getenv("CABAS_TEST_POSTGRES_URL"))
		if err != nil {
			return nil, err
		}
		drop, arguments = undo, append(arguments, "--database-url", address)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := l.Addr().String()
	l.Close()
	log, err := os.Create(filepath.Join(place, "server.log"))
	if err != nil {
		return nil, err
	}
	serving, cancel := context.WithCancel(ctx)
	ended := make(chan int, 1)
	go func() { ended <- app.Main(serving, append(arguments, "--addr", address), io.Discard, log) }()
	s := &server{base: "http://" + address + "/api/v1", log: log.Name()}
	s.stop = func() error {
		cancel()
		<-ended
		return errors.Join(log.Close(), drop(), s.complaints())
	}
	return s, s.await("http://" + address + "/readyz")
}

// await waits until the server is ready; it stops one that never is.
func (s *server) await(ready string) error {
	for range 600 {
		if res, err := http.Get(ready); err == nil {
			res.Body.Close()
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return errors.Join(errors.New("the server did not start"), s.stop())
}

// complaints answers what the server logged as its own fault.
func (s *server) complaints() error {
	said, err := os.ReadFile(s.log)
	if err == nil && len(bytes.TrimSpace(said)) > 0 {
		err = fmt.Errorf("the server complained, see %s: %.600s", s.log, said)
	}
	return err
}

// database makes a database in the cluster and gives its address.
func database(cluster string) (address string, drop func() error, err error) {
	u, err := url.Parse(cluster)
	if err != nil || cluster == "" {
		return "", nil, errors.New("run it by tools/withpostgres, or set CABAS_TEST_POSTGRES_URL")
	}
	name := fmt.Sprintf("cabas_fuzz_%d", os.Getpid())
	do := func(statement string) error {
		pool, err := sql.Open("pgx", cluster)
		if err != nil {
			return err
		}
		defer pool.Close()
		_, err = pool.Exec(statement)
		return err
	}
	if err := do("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'"); err != nil {
		return "", nil, err
	}
	u.Path = "/" + name
	return u.String(), func() error { return do("DROP DATABASE " + name + " WITH (FORCE)") }, nil
}
