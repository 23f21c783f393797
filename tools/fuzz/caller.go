package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// caller is somebody who calls the server.
type caller struct{ role, email, password string }

// passes are what Schemathesis does, in turn: requests one by one, then chains
// of operations that the contract links.
var passes = []struct{ name, phases string }{
	{"requests", "examples,coverage,fuzzing"},
	{"chains", "stateful"},
}

// starting is about how long Schemathesis takes to read the contract, and short
// is too short a time for both passes.
const (
	starting = 3 * time.Second
	short    = 4 * starting
)

// try lets Schemathesis call the server for so long, as this caller. Where the
// time is short, only one of the passes is made: that whose turn it is.
func (c caller) try(ctx context.Context, base, place string, each time.Duration, turn, seed int) error {
	todo := passes
	if each < short {
		todo = passes[turn%len(passes):][:1]
	}
	var failed error
	for _, p := range todo {
		at := filepath.Join(place, c.role)
		budget := max(time.Second, each/time.Duration(len(todo))-starting)
		if err := c.pass(ctx, base, at, p.name, p.phases, budget, seed+turn); err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w: see %s-%s.log", p.name, err, at, p.name))
			continue
		}
		fmt.Printf("fuzz: %s as %s, %s: nothing found\n", filepath.Base(place), c.role, p.name)
	}
	return failed
}

// pass runs Schemathesis once. What it says, and the session that passes of one
// caller hand on, are kept in files whose paths begin with at.
func (c caller) pass(ctx context.Context, base, at, name, phases string, budget time.Duration, seed int) error {
	out, err := os.Create(at + "-" + name + ".log")
	if err != nil {
		return err
	}
	defer out.Close()
	arguments := []string{
		"--config-file", "tools/fuzz/schemathesis.toml", "run", "openapi.yaml", "--url", base,
		// All checks, those of hooks.py included, but for the exceptions of the
		// settings, which naming the checks here would override.
		// A wrong order secret opens nothing and is told nothing: 404, not 401. The
		// test of access in app tries every operation as everybody.
		"--exclude-checks", "ignored_auth",
		// The streams do not end by themselves; the stories of app read them.
		"--exclude-operation-id", "getMyStream", "--exclude-operation-id", "getOrderStream", "--request-timeout", "60",
		"--phases", phases, "--max-time", strconv.Itoa(int(budget.Seconds())), "--seed", strconv.Itoa(seed),
		// How much of what is drawn fits, and how fast, says nothing of the server.
		"--suppress-health-check", "filter_too_much,too_slow",
	}
	if c.email != "" { // who signs out everywhere, or leaves, has nothing more to try
		arguments = append(arguments, "--exclude-operation-id", "signOutEverywhere", "--exclude-operation-id", "deleteMe")
	}
	ctx, cancel := context.WithTimeout(ctx, budget+10*time.Minute)
	defer cancel()
	st := exec.CommandContext(ctx, filepath.Join(folder, "venv", "bin", "st"), arguments...)
	st.Env = append(os.Environ(), "SCHEMATHESIS_HOOKS=tools/fuzz/hooks.py", "CABAS_FUZZ_BASE="+base,
		"CABAS_FUZZ_EMAIL="+c.email, "CABAS_FUZZ_PASSWORD="+c.password, "CABAS_FUZZ_SESSION="+at+".session")
	st.Stdout, st.Stderr = out, out
	return st.Run()
}
