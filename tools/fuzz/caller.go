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

// passes are what Schemathesis does, each with its share of the time: requests
// one by one, then chains of operations that the contract links.
var passes = []struct {
	name, phases string
	share        float64
}{
	{"requests", "examples,coverage,fuzzing", 0.6},
	{"chains", "stateful", 0.4},
}

// try lets Schemathesis call the server for so long, as this caller.
func (c caller) try(ctx context.Context, base, place string, each time.Duration) error {
	var failed error
	for _, p := range passes {
		report := filepath.Join(place, c.role+"-"+p.name+".log")
		budget := max(time.Second, time.Duration(float64(each)*p.share).Round(time.Second))
		if err := c.pass(ctx, base, report, p.phases, budget); err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w: see %s", p.name, err, report))
		}
	}
	if failed == nil {
		fmt.Printf("fuzz: %s as %s: nothing found\n", filepath.Base(place), c.role)
	}
	return failed
}

func (c caller) pass(ctx context.Context, base, report, phases string, budget time.Duration) error {
	out, err := os.Create(report)
	if err != nil {
		return err
	}
	defer out.Close()
	arguments := []string{
		"--config-file", "tools/fuzz/schemathesis.toml", "run", "openapi.yaml", "--url", base, "--checks", "all",
		"--phases", phases, "--max-time", strconv.Itoa(int(budget.Seconds())),
	}
	if c.email != "" { // who signs out everywhere has nothing more to try
		arguments = append(arguments, "--exclude-operation-id", "signOutEverywhere")
	}
	ctx, cancel := context.WithTimeout(ctx, budget+2*time.Minute)
	defer cancel()
	st := exec.CommandContext(ctx, filepath.Join(folder, "venv", "bin", "st"), arguments...)
	st.Env = append(os.Environ(), "SCHEMATHESIS_HOOKS=tools/fuzz/hooks.py", "CABAS_FUZZ_BASE="+base,
		"CABAS_FUZZ_EMAIL="+c.email, "CABAS_FUZZ_PASSWORD="+c.password)
	st.Stdout, st.Stderr = out, out
	return st.Run()
}
