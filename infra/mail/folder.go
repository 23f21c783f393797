package mail

import (
	"context"
	"fmt"
	"net/mail"
	"os"
	"path/filepath"

	"cabas/domain/notification"
)

// Folder writes every mail as a file that mail programs open. It stands for a
// mail server where none is set up; it implements notification.Mailer.
type Folder struct {
	path string
	from *mail.Address
}

// NewFolder makes the folder when it is missing; only this user may read it.
func NewFolder(path, from string) (*Folder, error) {
	address, err := sender(from)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("mail: folder: %w", err)
	}
	return &Folder{path, address}, nil
}

// Send implements notification.Mailer. The file appears whole or not at all,
// and a repeat replaces it.
func (f *Folder) Send(_ context.Context, m notification.Mail) error {
	msg, err := compose(m, f.from)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(f.path, ".mail-*")
	if err != nil {
		return fmt.Errorf("mail: file: %w", err)
	}
	defer func() { _ = os.Remove(file.Name()) }() // gone already when all went well
	_, err = msg.WriteTo(file)
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err == nil {
		name := m.CreatedAt.UTC().Format("20060102-150405") + "-" + m.ID.String() + ".eml"
		err = os.Rename(file.Name(), filepath.Join(f.path, name))
	}
	if err != nil {
		return fmt.Errorf("mail: file: %w", err)
	}
	return nil
}
