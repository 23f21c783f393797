package files

import (
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

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

// TestS3 speaks to a server of the S3 protocol, over HTTP.
func TestS3(t *testing.T) {
	backend := s3mem.New()
	if err := backend.CreateBucket("photos"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	defer server.Close()
	t.Setenv("AWS_ACCESS_KEY_ID", "test")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "test")
	s, err := S3(t.Context(), "s3://photos?region=eu-west-3&use_path_style=true&endpoint="+url.QueryEscape(server.URL))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	contract.Vault(t, s)
}

func TestS3IsAnAddress(t *testing.T) {
	if _, err := S3(t.Context(), "ftp://photos"); err == nil {
		t.Error("another protocol was taken")
	}
}
