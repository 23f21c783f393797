package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// elsewhere copies the sources of this working copy to another folder, as they
// stand, the built web app with them where there is one.
func elsewhere(t *testing.T, root string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "somewhere", "else")
	list := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "go.mod", "go.sum", "openapi.yaml", "*.go", "domain", "infra", "api", "demo")
	list.Dir = root
	names, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for name := range strings.SplitSeq(strings.TrimRight(string(names), "\x00"), "\x00") {
		content, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(to, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.CopyFS(filepath.Join(to, "web", "dist"), os.DirFS(filepath.Join(root, "web", "dist"))); err != nil {
		t.Fatal(err)
	}
	return to
}

// TestAReleaseIsTheSameEverywhere releases from here and from a copy in another
// folder: static, naming its version (release refuses anything else), and the
// same to the last byte.
func TestAReleaseIsTheSameEverywhere(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	var binaries, sums [2][]byte
	for i, source := range []string{root, elsewhere(t, root)} {
		out := t.TempDir()
		if err := release(source, out, "v9.8.7", []string{runtime.GOARCH}); err != nil {
			t.Fatal(err)
		}
		name := "cabas_9.8.7_linux_" + runtime.GOARCH
		if binaries[i], err = os.ReadFile(filepath.Join(out, name)); err != nil {
			t.Fatal(err)
		}
		if sums[i], err = os.ReadFile(filepath.Join(out, "SHA256SUMS")); err != nil {
			t.Fatal(err)
		}
		check := exec.Command("sha256sum", "--check", "--strict", "SHA256SUMS")
		check.Dir = out
		if told, err := check.CombinedOutput(); err != nil {
			t.Errorf("the sums do not hold: %v %s", err, told)
		}
	}
	if !bytes.Equal(binaries[0], binaries[1]) || !bytes.Equal(sums[0], sums[1]) {
		t.Error("another folder gives another binary")
	}
}

func TestWhatIsNotAReleaseIsRefused(t *testing.T) {
	if err := static("/bin/sh"); err == nil {
		t.Error("a program that wants libraries passes for static")
	}
	if err := says("/bin/true", "v1.0.0", runtime.GOARCH); err == nil {
		t.Error("a program that does not say its version passes")
	}
	if err := release(".", t.TempDir(), "", machines); err == nil {
		t.Error("a release without a version is made")
	}
}
