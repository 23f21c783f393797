// Package files keeps the files of a town by name: in a folder, or in a bucket
// of an S3 service where one is configured. It implements media.Vault. It may
// import domain/media and gocloud.dev.
package files

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/s3blob" // s3:// addresses
	"gocloud.dev/gcerrors"

	"cabas/domain/kernel/fault"
)

// Store keeps files.
type Store struct{ bucket *blob.Bucket }

// Folder keeps files in a folder, made when missing. Backups find them there.
func Folder(path string) (*Store, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("files: %w", err)
	}
	b, err := fileblob.OpenBucket(path, &fileblob.Options{
		DirFileMode: 0o700, NoTempDir: true, Metadata: fileblob.MetadataDontWrite,
	})
	if err != nil {
		return nil, fmt.Errorf("files: %s: %w", path, err)
	}
	return &Store{b}, nil
}

// S3 keeps files in a bucket: "s3://name?region=…", for other services than
// Amazon's with "endpoint=https://…" and mostly "use_path_style=true". The keys
// are those of the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY). It
// does not ask the service whether it is there.
func S3(ctx context.Context, address string) (*Store, error) {
	if !strings.HasPrefix(address, "s3://") {
		return nil, fmt.Errorf("files: %q does not begin with s3://", address)
	}
	b, err := blob.OpenBucket(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("files: %w", err)
	}
	return &Store{b}, nil
}

// Close lets go of the store.
func (s *Store) Close() error { return s.bucket.Close() }

// key spreads files over 256 folders.
func key(name string) string { return name[:min(2, len(name))] + "/" + name }

// Put implements media.Vault: whole or not at all.
func (s *Store) Put(ctx context.Context, name string, content []byte) error {
	return told(s.bucket.WriteAll(ctx, key(name), content, &blob.WriterOptions{ContentType: "image/jpeg"}))
}

// Open implements media.Vault.
func (s *Store) Open(ctx context.Context, name string) (io.ReadSeekCloser, error) {
	r, err := s.bucket.NewReader(ctx, key(name), nil)
	if err != nil {
		return nil, told(err)
	}
	return r, nil
}

// Delete implements media.Vault.
func (s *Store) Delete(ctx context.Context, name string) error {
	err := s.bucket.Delete(ctx, key(name))
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil
	}
	return told(err)
}

// told makes a fault of what the store answers.
func told(err error) error {
	switch {
	case err == nil:
		return nil
	case gcerrors.Code(err) == gcerrors.NotFound:
		return fault.ErrNotFound
	}
	return fault.ErrUnavailable.Because(fmt.Errorf("files: %w", err))
}
