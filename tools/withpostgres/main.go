// Command withpostgres runs a command with CABAS_TEST_POSTGRES_URL naming a
// throwaway PostgreSQL, so that all test packages share one server:
//
//	go run ./tools/withpostgres go test ./...
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"

	"cabas/infra/db/dbtest"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			os.Exit(exit.ExitCode())
		}
		fmt.Fprintln(os.Stderr, "withpostgres:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return errors.New("name the command to run")
	}
	if os.Getenv("CABAS_TEST_POSTGRES_URL") == "" {
		stop, address, err := dbtest.Start()
		if err != nil {
			return err
		}
		defer stop()
		if err := os.Setenv("CABAS_TEST_POSTGRES_URL", address); err != nil {
			return err
		}
	}
	c := exec.Command(args[0], args[1:]...)
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	return c.Run()
}
