// Command snapshot keeps the demonstration's database as one version of the
// program writes it, on both engines, for the test of upgrades. It is run once
// for each release, with a PostgreSQL:
//
//	go run ./tools/withpostgres go run ./tools/snapshot -version v0.2.0
//
// With -program it runs another binary than that of this working copy.
package main

import (
	"bytes"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/klauspost/compress/zstd"
	_ "modernc.org/sqlite"
)

// folder is where the test looks for snapshots.
const folder = "app/testdata/upgrade"

// secret is the server's secret in every snapshot; the test knows it.
const secret = "upgrade upgrade upgrade upgrade upgrade"

func main() {
	version := flag.String("version", "", "the version that is kept")
	program := flag.String("program", "", "a binary of that version; this working copy's without")
	flag.Parse()
	if err := run(*version, *program); err != nil {
		fmt.Fprintln(os.Stderr, "snapshot:", err)
		os.Exit(1)
	}
}

func run(version, program string) error {
	postgres := os.Getenv("CABAS_TEST_POSTGRES_URL")
	if version == "" || postgres == "" {
		return errors.New("say -version, and run it with tools/withpostgres")
	}
	work, err := os.MkdirTemp("", "cabas-snapshot-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if program == "" {
		program = filepath.Join(work, "cabas")
		if err := command("go", "build", "-o", program, "."); err != nil {
			return err
		}
	}
	lite, err := sqlite(program, work)
	if err != nil {
		return err
	}
	pg, err := dump(program, work, postgres)
	if err != nil {
		return err
	}
	return errors.Join(keep(version+".sqlite.zst", lite), keep(version+".postgres.sql.zst", pg))
}

// sqlite loads the demonstration into SQLite and gives the file.
func sqlite(program, work string) ([]byte, error) {
	data, small := filepath.Join(work, "sqlite"), filepath.Join(work, "small.db")
	if err := command(program, "demo", "--data", data, "--secret", secret); err != nil {
		return nil, err
	}
	pool, err := sql.Open("sqlite", filepath.Join(data, "cabas.db"))
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	if _, err := pool.Exec(`VACUUM INTO ?`, small); err != nil {
		return nil, err
	}
	return os.ReadFile(small)
}

// psqlOnly are lines that pg_dump writes for psql alone.
var psqlOnly = regexp.MustCompile(`(?m)^\\.*\n`)

// dump loads the demonstration into PostgreSQL and gives it as statements.
func dump(program, work, postgres string) ([]byte, error) {
	if err := command(program, "demo", "--data", filepath.Join(work, "postgres"), "--secret", secret, "--database-url", postgres); err != nil {
		return nil, err
	}
	path, err := exec.LookPath("pg_dump")
	if err != nil {
		found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pg_dump")
		if len(found) == 0 {
			return nil, err
		}
		path = slices.Max(found)
	}
	c := exec.Command(path, "--no-owner", "--no-privileges", "--rows-per-insert=500", "--dbname="+postgres)
	c.Stderr = os.Stderr
	text, err := c.Output()
	return psqlOnly.ReplaceAll(text, nil), err
}

func keep(name string, content []byte) error {
	var out bytes.Buffer
	w, err := zstd.NewWriter(&out, zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		return err
	}
	if _, err := w.Write(content); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	fmt.Printf("%s: %d of %d bytes\n", name, out.Len(), len(content))
	return os.WriteFile(filepath.Join(folder, name), out.Bytes(), 0o644)
}

func command(name string, args ...string) error {
	c := exec.Command(name, args...)
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	return c.Run()
}
