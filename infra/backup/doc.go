// Package backup writes a whole town into one file and takes it in again: the
// tables as lines of JSON, the same from both engines, the secret and the
// folders of files. The file is a tar, compressed by gzip or Zstandard, that
// common tools can open. It reaches the database through
// domain/kernel/portable; it may import that and the compression library.
package backup

import (
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"cabas/domain/kernel/portable"
)

// format is the number of the file's layout.
const format = 1

// The names of what is in the file, in this order.
const (
	manifestName = "manifest.json"
	tablesName   = "tables/" // <table>.<number>.jsonl
	secretName   = "secret"
	sealName     = "complete.json"
)

// Manifest says what is in the file; it stands first.
type Manifest struct {
	Format  int              `json:"format"`
	Program string           `json:"program"`
	Engine  string           `json:"engine"`
	Schema  int64            `json:"schema"`
	At      time.Time        `json:"at"`
	Tables  []portable.Table `json:"tables"`
}

// Seal counts what is in the file; it stands last, so that a file that was cut
// off is known.
type Seal struct {
	Rows  map[string]int64 `json:"rows"`
	Files int64            `json:"files"`
	// Secret reports whether the server's secret is in the file.
	Secret bool `json:"secret"`
}

// The reasons for which a file is not read or written.
var (
	ErrName   = errors.New("backup: the file's name must end in .tar.zst or .tar.gz")
	ErrCutOff = errors.New("backup: the file is not whole")
	ErrFormat = errors.New("backup: this is not a backup of Cabas, or of a later version")
	ErrBroken = errors.New("backup: the file holds what it does not announce")
)

// compress writes in the way that the file's name says.
func compress(name string, w io.Writer) (io.WriteCloser, error) {
	switch {
	case strings.HasSuffix(name, ".tar.zst"):
		return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
	case strings.HasSuffix(name, ".tar.gz"):
		return gzip.NewWriter(w), nil
	}
	return nil, ErrName
}

// decompress reads in the way that the file's name says.
func decompress(name string, r io.Reader) (io.ReadCloser, error) {
	switch {
	case strings.HasSuffix(name, ".tar.zst"):
		d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	case strings.HasSuffix(name, ".tar.gz"):
		return gzip.NewReader(r)
	}
	return nil, ErrName
}
