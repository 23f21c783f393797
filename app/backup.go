package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"cabas/infra/backup"
	"cabas/infra/db"
)

// photoFolder is the folder of the data folder with the files of photos.
const photoFolder = "photos"

// keptFolders are the folders of the data folder that a backup holds.
var keptFolders = []string{photoFolder}

type backupCmd struct {
	File string `arg:"" help:"File to write; its name ends in .tar.zst or .tar.gz."`
}

// Run writes a backup, also beside a server that works on the database.
func (b backupCmd) Run(e *env, c *Config) error {
	address, err := c.database()
	if err != nil {
		return err
	}
	d, err := db.OpenReading(e, address)
	if err != nil {
		return err
	}
	defer d.Close()
	seal, err := Backup(e, *c, d, b.File, time.Now())
	if err != nil {
		return err
	}
	said := "with the secret in it: keep it like a key"
	if !seal.Secret {
		said = "without the secret, which CABAS_SECRET holds: keep that apart"
	}
	_, err = fmt.Fprintf(e.out, "%s: %d rows of %d tables and %d files, %s\n", b.File, total(seal), len(seal.Rows), seal.Files, said)
	return err
}

type restoreCmd struct {
	File string `arg:"" help:"File that “cabas backup” wrote, on either engine."`
}

// Run takes a backup in, into an empty database and a data folder without a
// secret.
func (r restoreCmd) Run(e *env, c *Config) error {
	address, err := c.database()
	if err != nil {
		return err
	}
	d, err := db.Open(e, address)
	if err != nil {
		return err
	}
	defer d.Close()
	m, seal, err := Restore(e, *c, d, r.File)
	if err != nil {
		return err
	}
	if !seal.Secret && c.Secret == "" {
		_, err = fmt.Fprintln(e.out, "the server had its secret in CABAS_SECRET: give this one the same, or links and sessions end")
	}
	_, told := fmt.Fprintf(e.out, "restored the town of %s (%s): %d rows and %d files\n", m.At.Format(time.RFC3339), m.Engine, total(seal), seal.Files)
	return errors.Join(err, told)
}

// Backup writes the town that the settings name into a new file.
func Backup(ctx context.Context, c Config, d *db.DB, file string, at time.Time) (backup.Seal, error) {
	return backup.Save(ctx, file, d, c.town(d), at)
}

// Restore takes a town in from a file; the database must be empty.
func Restore(ctx context.Context, c Config, d *db.DB, file string) (backup.Manifest, backup.Seal, error) {
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return backup.Manifest{}, backup.Seal{}, fmt.Errorf("data folder: %w", err)
	}
	return backup.Restore(ctx, file, d, c.town(d))
}

func (c Config) town(d *db.DB) backup.Town {
	return backup.Town{Program: Version, Engine: string(d.Engine()), Folder: c.Data, Files: keptFolders}
}

func total(s backup.Seal) (n int64) {
	for _, rows := range s.Rows {
		n += rows
	}
	return n
}
