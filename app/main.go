// Package app is where both sides meet: it reads the settings, wires the rooms
// of the domain to the utilities and the front door, and runs the commands. It
// is the only package that may import everything.
package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"

	"github.com/alecthomas/kong"
)

// Version is the version of this program, set when it is built.
var Version = "development"

// cli is the command line.
type cli struct {
	Config

	Serve   serveCmd   `cmd:"" default:"withargs" help:"Serve the site (the default)."`
	Migrate migrateCmd `cmd:"" help:"Bring the database up to this version, then stop."`
	Health  healthCmd  `cmd:"" help:"Ask the server on this machine whether it is ready; fail when it is not."`
	Admin   adminCmd   `cmd:"" help:"Make somebody an administrator or an agent of a town, or no longer."`
	Doctor  doctorCmd  `cmd:"" help:"Recompute stock, slots, orders and facts, and tell every difference; fail when there is one."`
	Backup  backupCmd  `cmd:"" help:"Write the whole town into one file, also while it is served."`
	Restore restoreCmd `cmd:"" help:"Take a backup in, into an empty database and data folder."`
	Demo    demoCmd    `cmd:"" help:"Load the demonstration town into an empty database, then stop."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// env is what a command works with.
type env struct {
	context.Context
	out io.Writer
	log *slog.Logger
}

type exit int

// Main runs the command line and answers the exit code: 0 when all went well,
// 1 when the command failed, 2 when it was misused.
func Main(ctx context.Context, args []string, stdout, stderr io.Writer) (code int) {
	defer func() {
		if e, ok := recover().(exit); ok {
			code = int(e)
		}
	}()
	var c cli
	parser, err := kong.New(&c, kong.Name("cabas"), kong.Writers(stdout, stderr), kong.UsageOnError(),
		kong.Exit(func(code int) { panic(exit(code)) }),
		kong.Description("Cabas, the free and open marketplace of a town. Every setting is a flag and a variable."))
	if err != nil {
		panic(err) // the struct tags above are wrong
	}
	command, err := parser.Parse(args)
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "cabas:", err) // nobody is left to tell
		return 2
	}
	if err := command.Run(&env{ctx, stdout, logger(c.Config, stderr)}, &c.Config); err != nil {
		_, _ = fmt.Fprintln(stderr, "cabas:", err) // nobody is left to tell
		return 1
	}
	return 0
}

func logger(c Config, w io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(e *env) error {
	_, err := fmt.Fprintln(e.out, "cabas", Version)
	return err
}

type migrateCmd struct{}

// Run migrates the database and says how far it had to go.
func (migrateCmd) Run(e *env, c *Config) error {
	d, err := open(e, c)
	if err != nil {
		return err
	}
	defer d.Close()
	_, err = fmt.Fprintln(e.out, "the database is up to date")
	return err
}
