// Command release writes what is published with a version: one static Linux
// binary for each kind of machine, with the web app inside, and their SHA-256
// sums. The same commit, built by the same Go and Node, gives the same bytes,
// wherever it is built. It refuses to go on when a binary is not static or does
// not say its version.
package main

import (
	"crypto/sha256"
	"debug/elf"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// machines are the kinds of machines that binaries are published for.
var machines = []string{"amd64", "arm64"}

func main() {
	version := flag.String("version", "", "what the binaries say of themselves")
	out := flag.String("out", "dist", "where to write them")
	flag.Parse()
	if _, err := os.Stat("web/dist/app.html"); err != nil {
		fail(errors.New("the web app is not built: run make release"))
	}
	if err := release(".", *out, *version, machines); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "release:", err)
	os.Exit(1)
}

// release builds the program in a folder for each machine, checks what came out
// and writes the sums beside it, in the form that sha256sum reads.
func release(source, out, version string, machines []string) error {
	if version == "" {
		return errors.New("a release needs a version")
	}
	out, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	var sums strings.Builder
	for _, machine := range machines {
		name := fmt.Sprintf("cabas_%s_linux_%s", strings.TrimPrefix(version, "v"), machine)
		path := filepath.Join(out, name)
		if err := build(source, path, version, machine); err != nil {
			return err
		}
		if err := static(path); err != nil {
			return err
		}
		if err := says(path, version, machine); err != nil {
			return err
		}
		sum, err := sha256Of(path)
		if err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%s  %s\n", sum, name)
	}
	return os.WriteFile(filepath.Join(out, "SHA256SUMS"), []byte(sums.String()), 0o644)
}

// build compiles without the paths, the build id and the state of this working
// copy, so that nothing but the source decides the bytes.
func build(source, path, version, machine string) error {
	c := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -buildid= -X cabas/app.Version="+version, "-o", path, ".")
	c.Dir, c.Stdout, c.Stderr = source, os.Stdout, os.Stderr
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+machine, "GOFLAGS=", "GOAMD64=v1", "GOARM64=v8.0")
	return c.Run()
}

// static refuses a program that wants a loader or a library on the machine.
func static(path string) error {
	f, err := elf.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	for _, part := range f.Progs {
		if part.Type == elf.PT_INTERP || part.Type == elf.PT_DYNAMIC {
			return fmt.Errorf("%s is not static", path)
		}
	}
	return nil
}

// says runs a binary of this machine's kind and refuses one that does not name
// its version; those of other kinds cannot be run.
func says(path, version, machine string) error {
	if machine != runtime.GOARCH || runtime.GOOS != "linux" {
		return nil
	}
	told, err := exec.Command(path, "version").Output()
	if want := "cabas " + version + "\n"; err == nil && string(told) != want {
		err = fmt.Errorf("%s says %q, not %q", path, told, want)
	}
	return err
}

func sha256Of(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}
