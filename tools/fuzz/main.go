// Command fuzz tries the contract on running servers: on both engines, as
// everybody who may call them, Schemathesis sends what openapi.yaml allows and
// what it forbids, alone and in chains of linked operations. It fails when an
// answer is a 5xx or not one the contract describes.
//
//	FUZZ_SECONDS=600 go run ./tools/withpostgres go run ./tools/fuzz
//
// With the argument "parsers" it runs the Go fuzz tests of the parsers instead.
// FUZZ_SECONDS is the time for everything; it is divided evenly. What is sent is
// drawn from FUZZ_SEED; where that is not set, one is drawn and printed.
package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
	_ "time/tzdata" // shops' time zones

	"cabas/demo"
)

// folder holds Schemathesis and what a run leaves behind.
const folder = ".cache/fuzz"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "fuzz:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	seconds, err := strconv.Atoi(os.Getenv("FUZZ_SECONDS"))
	if err != nil || seconds < 1 {
		return errors.New("FUZZ_SECONDS must be a number of seconds")
	}
	whole := time.Duration(seconds) * time.Second
	if len(os.Args) > 1 && os.Args[1] == "parsers" {
		return tryParsers(ctx, whole)
	}
	callers, err := everybody()
	if err != nil {
		return err
	}
	seed := rand.IntN(1_000_000)
	if set := os.Getenv("FUZZ_SEED"); set != "" {
		if seed, err = strconv.Atoi(set); err != nil {
			return errors.New("FUZZ_SEED must be a number")
		}
	}
	fmt.Printf("fuzz: FUZZ_SECONDS=%d FUZZ_SEED=%d\n", seconds, seed)
	engines := []string{"sqlite", "postgres"}
	each := whole / time.Duration(len(engines)*len(callers))
	var failed error
	for i, engine := range engines {
		if err := tryEngine(ctx, engine, callers, each, i, seed); err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", engine, err))
		}
	}
	return failed
}

// tryEngine tries one engine as everybody; turn says with which pass to begin
// where there is time for one only.
func tryEngine(ctx context.Context, engine string, callers []caller, each time.Duration, turn, seed int) error {
	place, err := filepath.Abs(filepath.Join(folder, engine))
	if err != nil {
		return err
	}
	if err := errors.Join(os.RemoveAll(place), os.MkdirAll(place, 0o700)); err != nil {
		return err
	}
	s, err := start(ctx, engine, place)
	if err != nil {
		return err
	}
	var failed error
	for i, c := range callers {
		if err := c.try(ctx, s.base, place, each, turn+i, seed); err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", c.role, err))
		}
	}
	return errors.Join(failed, s.stop())
}

// everybody is one of each role that the demonstration has, and a stranger.
func everybody() ([]caller, error) {
	town, err := demo.Load()
	if err != nil {
		return nil, err
	}
	all, seen := []caller{{role: "stranger"}}, map[string]bool{}
	for _, p := range town.People {
		if !seen[p.Role] {
			seen[p.Role] = true
			all = append(all, caller{role: p.Role, email: p.Email, password: town.Passwords[p.Role]})
		}
	}
	return all, nil
}
