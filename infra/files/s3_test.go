package files

import (
	"bytes"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cabas/infra/contract"
)

// TestS3 keeps photos in a real server of the S3 protocol, the Versity
// gateway, which checks signatures as others do.
func TestS3(t *testing.T) {
	if testing.Short() {
		t.Skip("the server takes a minute to build")
	}
	const key, secret = "cabas", "a secret of forty letters, as they are."
	bucket := filepath.Join(t.TempDir(), "photos")
	if err := os.Mkdir(bucket, 0o700); err != nil {
		t.Fatal(err)
	}
	endpoint := gateway(t, filepath.Dir(bucket), key, secret)
	address := "s3://photos?region=us-east-1&use_path_style=true&endpoint=" + url.QueryEscape(endpoint)

	t.Setenv("AWS_ACCESS_KEY_ID", key)
	t.Setenv("AWS_SECRET_ACCESS_KEY", secret)
	s, err := S3(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	contract.Vault(t, s)

	t.Setenv("AWS_SECRET_ACCESS_KEY", "guessed")
	stranger, err := S3(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer stranger.Close()
	if err := stranger.Put(t.Context(), "01/guessed.jpg", []byte("anything")); err == nil {
		t.Error("the server takes files from anybody: it proves nothing")
	}
}

// gateway starts the server on a folder whose folders are buckets, and stops it
// with the test. Somebody else may take the port before the server does; it then
// tries another.
func gateway(t *testing.T, folder, key, secret string) (endpoint string) {
	t.Helper()
	found, err := exec.Command("go", "tool", "-n", "-modfile=../../tools/s3.mod", "versitygw").Output()
	if err != nil {
		t.Fatal("building the S3 server: ", err)
	}
	var said bytes.Buffer
	for range 3 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		address := l.Addr().String()
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		server := exec.Command(strings.TrimSpace(string(found)), "--port", address, "--access", key, "--secret", secret, "--quiet",
			"posix", "--sidecar", t.TempDir(), folder)
		server.Stdout, server.Stderr = &said, &said
		if err := server.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		go func() { _ = server.Wait(); close(ended) }()
		stop := func() { _ = server.Process.Kill(); <-ended }
		t.Cleanup(stop)
		if answers(address, ended) {
			return "http://" + address
		}
		stop()
	}
	t.Fatal("the S3 server did not start: ", said.String())
	return ""
}

// answers waits until the server answers, for a minute at most; it gives up on
// one that has ended.
func answers(address string, ended <-chan struct{}) bool {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); {
		if res, err := http.Get("http://" + address); err == nil {
			_ = res.Body.Close()
			if res.Header.Get("Server") == "VERSITYGW" {
				return true
			}
		}
		select {
		case <-ended:
			return false
		case <-time.After(25 * time.Millisecond):
		}
	}
	return false
}
