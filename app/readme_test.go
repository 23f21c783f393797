package app_test

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"cabas/app"
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// variables gives every field of the configuration by its variable.
func variables(t *testing.T) map[string]reflect.StructField {
	t.Helper()
	out := map[string]reflect.StructField{}
	config := reflect.TypeFor[app.Config]()
	for i := range config.NumField() {
		f := config.Field(i)
		if f.Tag.Get("kong") == "-" {
			continue // not a setting
		}
		if f.Tag.Get("env") == "" {
			t.Errorf("%s cannot be set by a variable", f.Name)
		}
		out[f.Tag.Get("env")] = f
	}
	return out
}

// TestReadmeListsEverySetting keeps the table of settings and Config the same:
// each variable, its flag and its default.
func TestReadmeListsEverySetting(t *testing.T) {
	row := regexp.MustCompile("(?m)^\\| `(CABAS_[A-Z_]+)` \\| `--([a-z-]+)` \\| ([^|]*)\\|")
	type setting struct{ flag, usual string }
	told := map[string]setting{}
	for _, m := range row.FindAllStringSubmatch(readme(t), -1) {
		told[m[1]] = setting{m[2], strings.Trim(m[3], " `")}
	}
	for name, f := range variables(t) {
		flag := f.Tag.Get("name")
		if flag == "" {
			flag = strings.ToLower(f.Name)
		}
		want := setting{flag, f.Tag.Get("default")}
		got, ok := told[name]
		switch {
		case !ok:
			t.Errorf("README.md does not list %s", name)
		case got != want:
			t.Errorf("README.md says %+v of %s, and it is %+v", got, name, want)
		}
		delete(told, name)
	}
	for name := range told {
		t.Errorf("README.md lists %s, which is no setting", name)
	}
}

func TestDocumentsLinkToWhatExists(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../*.md", "../docs/*.md", "../docs/adr/*.md", "../demo/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(found), err)
		}
		files = append(files, found...)
	}
	link := regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", file, m[1])
			}
		}
	}
}

// TestComposeKnowsTheSettings checks that the composition sets what the server
// reads, and that each of its services says whether it is well.
func TestComposeKnowsTheSettings(t *testing.T) {
	text, err := os.ReadFile("../docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	var compose struct {
		Services map[string]struct {
			Environment map[string]string
			HealthCheck struct{ Test []string }
		}
	}
	if err := yaml.Unmarshal(text, &compose); err != nil {
		t.Fatal(err)
	}
	for name, service := range compose.Services {
		if len(service.HealthCheck.Test) < 2 {
			t.Errorf("%s has no health check", name)
		}
	}
	known := variables(t)
	for name := range compose.Services["server"].Environment {
		if _, ok := known[name]; !ok {
			t.Errorf("%s is no setting", name)
		}
	}
}

// TestTheImageKnowsItsVersion, the web app in it, too: browsers throw away what
// they keep of another version.
func TestTheImageKnowsItsVersion(t *testing.T) {
	text, err := os.ReadFile("../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	for stage := range strings.SplitSeq(string(text), "\nFROM ") {
		for line := range strings.SplitSeq(stage, "\n") {
			if builds := strings.Contains(line, "npm run build") || strings.Contains(line, "go build"); !builds {
				continue
			}
			if before, _, _ := strings.Cut(stage, line); !strings.Contains(before, "\nARG VERSION=") || !strings.Contains(line, "${VERSION}") {
				t.Errorf("this builds without the version: %s", line)
			}
		}
	}
}

// TestDirectDependenciesStandAmongTheLicences checks that whoever adds a module
// has looked at its licence.
func TestDirectDependenciesStandAmongTheLicences(t *testing.T) {
	module, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	licences, err := os.ReadFile("../docs/licences.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^\s+(\S+) v\S+$`).FindAllStringSubmatch(string(module), -1) {
		if !strings.Contains(string(licences), m[1]) {
			t.Errorf("docs/licences.md does not list %s", m[1])
		}
	}
}
