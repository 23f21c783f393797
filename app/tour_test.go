package app_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// tour gives the commands of the README's tour, as a reader would paste them.
func tour(t *testing.T) string {
	t.Helper()
	_, text, found := strings.Cut(readme(t), "\n## A five-minute tour\n")
	if !found {
		t.Fatal("README.md has no tour")
	}
	text, _, _ = strings.Cut(text, "\n## ")
	var out strings.Builder
	for _, block := range regexp.MustCompile("(?s)\n```sh\n(.*?)```").FindAllStringSubmatch(text, -1) {
		out.WriteString(block[1])
	}
	return out.String()
}

// TestTourOfTheReadmeWorks runs the tour on the demonstration town, on both
// engines.
func TestTourOfTheReadmeWorks(t *testing.T) {
	eachDemo(t, func(t *testing.T, w *world) {
		shell := exec.CommandContext(t.Context(), "bash", "-euo", "pipefail", "-c", tour(t))
		shell.Dir = t.TempDir()
		shell.Env = append(os.Environ(), "CABAS="+w.base, "PYTHONUTF8=1", "no_proxy=*")
		if _, err := exec.LookPath("curl"); err != nil {
			shell.Env = append(shell.Env, "PATH="+standIn(t)+":"+os.Getenv("PATH"))
		}
		out, err := shell.CombinedOutput()
		if err != nil {
			t.Fatalf("the tour stops: %v\n%s", err, out)
		}
		for _, said := range []string{"Dourdan 91200\n", "L’Affinée du Donjon: ", "euros, in one walk from", "'placed'", "'accepted'",
			"\nready\n", "\ncollected\n", "\ncancelled\n", " → ready → collected\n"} {
			if !strings.Contains(string(out), said) {
				t.Errorf("the tour does not say %q:\n%s", said, out)
			}
		}
	})
}

// standIn gives a folder with a "curl" that knows the options of the tour, for
// machines that have none.
func standIn(t *testing.T) string {
	t.Helper()
	const script = `#!/usr/bin/env python3
import argparse, sys, urllib.error, urllib.request
p = argparse.ArgumentParser()
for flag in ("--silent", "--show-error", "--fail-with-body"):
    p.add_argument(flag, action="store_true")
p.add_argument("--header", action="append", default=[])
p.add_argument("--request")
p.add_argument("--data", type=str.encode)
p.add_argument("url")
a = p.parse_intermixed_args()
method = a.request or ("POST" if a.data else "GET")
headers = dict(h.split(": ", 1) for h in a.header)
try:
    answer, code = urllib.request.urlopen(urllib.request.Request(a.url, a.data, headers, method=method)), 0
except urllib.error.HTTPError as refusal:
    answer, code = refusal, 22
sys.stdout.buffer.write(answer.read())
sys.exit(code)
`
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "curl"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return folder
}
