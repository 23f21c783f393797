package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver "pgx"

	"cabas/app"
)

// server is the demonstration town, served.
type server struct {
	base  string
	log   string
	stop  func() error
	ended chan struct{}
}

// greeting hears on which port the demonstration says that it listens.
type greeting chan string

var listening = regexp.MustCompile(`http://localhost(:\d+)/`)

func (g greeting) Write(said []byte) (int, error) {
	if m := listening.FindSubmatch(said); m != nil {
		g <- string(m[1])
	}
	return len(said), nil
}

// start serves the demonstration on one engine, from a database of its own.
func start(ctx context.Context, engine, place string) (*server, error) {
	arguments := []string{"serve", "--demo", "--addr", "127.0.0.1:0", "--base-url", "http://localhost:8080", "--data", place, "--rate", "100000", "--log-level", "error", "--trust-proxy"}
	drop := func() error { return nil }
	if engine == "postgres" {
		address, undo, err := database(os.Getenv("CABAS_TEST_POSTGRES_URL"))
		if err != nil {
			return nil, err
		}
		drop, arguments = undo, append(arguments, "--database-url", address)
	}
	log, err := os.Create(filepath.Join(place, "server.log"))
	if err != nil {
		return nil, err
	}
	serving, cancel := context.WithCancel(ctx)
	greets := make(greeting, 1)
	s := &server{log: log.Name(), ended: make(chan struct{})}
	go func() {
		app.Main(serving, arguments, greets, log)
		close(s.ended)
	}()
	s.stop = func() error {
		cancel()
		<-s.ended
		return errors.Join(log.Close(), drop(), s.complaints())
	}
	return s, s.await(greets)
}

// await waits until the server is ready; it stops one that is not within two
// minutes.
func (s *server) await(greets greeting) error {
	late := time.After(2 * time.Minute)
	for at := ""; ; {
		select {
		case port := <-greets:
			at = "http://127.0.0.1" + port
			s.base = at + "/api/v1"
		case <-time.After(50 * time.Millisecond):
		case <-s.ended:
			return errors.Join(errors.New("the server ended as soon as it began"), s.stop())
		case <-late:
			return errors.Join(errors.New("the server did not start within two minutes"), s.stop())
		}
		if at == "" {
			continue
		}
		if res, err := http.Get(at + "/readyz"); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return nil
			}
		}
	}
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
	query := u.Query()
	query.Set("idle_in_transaction_session_timeout", "60000") // a slow machine is no finding
	u.RawQuery = query.Encode()
	return u.String(), func() error { return do("DROP DATABASE " + name + " WITH (FORCE)") }, nil
}
