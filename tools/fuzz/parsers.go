package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// target is a Go fuzz test of a parser.
type target struct{ folder, name string }

var declared = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(`)

// targets finds every fuzz test of the module.
func targets() (all []target, err error) {
	err = filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules"):
			return fs.SkipDir
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		for _, m := range declared.FindAllSubmatch(text, -1) {
			all = append(all, target{"./" + filepath.Dir(path), string(m[1])})
		}
		return err
	})
	return all, err
}

// tryParsers fuzzes each parser for its share of the time.
func tryParsers(ctx context.Context, whole time.Duration) error {
	all, err := targets()
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return errors.New("no parser has a fuzz test")
	}
	each := max(time.Second, whole/time.Duration(len(all)))
	var failed error
	for _, t := range all {
		if err := t.try(ctx, each); err != nil {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}

func (t target) try(ctx context.Context, each time.Duration) error {
	command := exec.CommandContext(ctx, "go", "test", t.folder, "-run", "^$", "-fuzz", "^"+t.name+"$", "-fuzztime", each.String())
	said, err := command.CombinedOutput()
	// A worker that is busy when the time is over is reported as a failure of
	// its own; what was found is always written down.
	if err != nil && bytes.Contains(said, []byte("context deadline exceeded")) && !bytes.Contains(said, []byte("Failing input")) {
		err = nil
	}
	if err != nil {
		return fmt.Errorf("%s %s: %w\n%s", t.folder, t.name, err, said)
	}
	fmt.Printf("fuzz: %s %s: nothing found\n", t.folder, t.name)
	return nil
}
