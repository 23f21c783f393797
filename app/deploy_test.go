package app_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTheUnitsAreSound checks that the units set what the server reads, that the
// documentation installs every file there is, and, where systemd is, that it
// finds nothing wrong with them.
func TestTheUnitsAreSound(t *testing.T) {
	files, err := filepath.Glob("../deploy/*")
	if err != nil || len(files) < 4 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	operating, err := os.ReadFile("../docs/operating.md")
	if err != nil {
		t.Fatal(err)
	}
	known, folder := variables(t), t.TempDir()
	var units []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if name := filepath.Base(file); !strings.Contains(string(operating), name) {
			t.Errorf("docs/operating.md does not install %s", name)
		}
		for _, name := range regexp.MustCompile(`CABAS_[A-Z_]+`).FindAllString(string(text), -1) {
			if _, ok := known[name]; !ok {
				t.Errorf("%s: %s is no setting", file, name)
			}
		}
		if filepath.Ext(file) == "" {
			continue
		}
		unit := filepath.Join(folder, filepath.Base(file)) // the program need not be installed here
		if err := os.WriteFile(unit, []byte(strings.ReplaceAll(string(text), "/usr/local/bin/cabas", "/bin/true")), 0o644); err != nil {
			t.Fatal(err)
		}
		units = append(units, unit)
	}
	for _, name := range regexp.MustCompile(`(?m)^CABAS_[A-Z_]+`).FindAllString(string(operating), -1) {
		if _, ok := known[name]; !ok && name != "CABAS_DB_PASSWORD" {
			t.Errorf("docs/operating.md sets %s, which is no setting", name)
		}
	}
	if systemd, err := exec.LookPath("systemd-analyze"); err == nil {
		if said, err := exec.Command(systemd, append([]string{"verify"}, units...)...).CombinedOutput(); err != nil || len(said) > 0 {
			t.Errorf("systemd says %v: %s", err, said)
		}
	}
}
