package files

import (
	"os"
	"path/filepath"
	"testing"

	"cabas/infra/contract"
)

func TestFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "photos")
	s, err := Folder(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	contract.Vault(t, s)
	if left, err := os.ReadDir(filepath.Join(folder, "01")); err == nil && len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestS3IsAnAddress(t *testing.T) {
	if _, err := S3(t.Context(), "ftp://photos"); err == nil {
		t.Error("another protocol was taken")
	}
}
