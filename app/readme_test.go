package app_test

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

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

// TestReadmeListsEverySetting keeps the table of settings and Config the same:
// each variable, its flag and its default.
func TestReadmeListsEverySetting(t *testing.T) {
	row := regexp.MustCompile("(?m)^\\| `(CABAS_[A-Z_]+)` \\| `--([a-z-]+)` \\| ([^|]*)\\|")
	type setting struct{ flag, usual string }
	told := map[string]setting{}
	for _, m := range row.FindAllStringSubmatch(readme(t), -1) {
		told[m[1]] = setting{m[2], strings.Trim(m[3], " `")}
	}
	config := reflect.TypeFor[app.Config]()
	for i := range config.NumField() {
		f := config.Field(i)
		flag := f.Tag.Get("name")
		if flag == "" {
			flag = strings.ToLower(f.Name)
		}
		name, want := f.Tag.Get("env"), setting{flag, f.Tag.Get("default")}
		if name == "" {
			t.Errorf("%s cannot be set by a variable", f.Name)
			continue
		}
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
