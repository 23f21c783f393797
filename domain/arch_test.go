package domain_test

import (
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// ranks orders the rooms of the domain; a room may import lower ranks only.
// Every room must stand here, rooms to come included.
var ranks = map[string]int{
	"kernel": 0, "platform": 1, "account": 2, "town": 3, "media": 3, "shop": 4,
	"label": 5, "catalog": 5, "market": 5, "community": 5, "magazine": 5,
	"fulfilment": 6, "voucher": 6, "payment": 6, "directory": 6, "basket": 7, "order": 8,
	"checkout": 9, "delivery": 9, "rehearsal": 9, "invoice": 9, "review": 9, "standing": 10, "privacy": 10,
	"search": 11, "notification": 11, "live": 11, "statistics": 11, "moderation": 11, "doctor": 11, "sitemap": 11,
}

// allowed lists the libraries the domain may use, and where.
var allowed = map[string]string{
	"github.com/google/uuid":         "domain/kernel/ident",
	"golang.org/x/text/unicode/norm": "domain",
	"golang.org/x/text/runes":        "domain",
	"golang.org/x/text/transform":    "domain",
}

// outside are the parts of the standard library that reach out of the program.
var outside = []string{"database/sql", "net", "net/http", "net/smtp", "os", "os/exec", "os/signal", "syscall"}

// judge answers why a package at from may not import what, or "".
func judge(from, what string) string {
	own, local := strings.CutPrefix(what, "cabas/")
	room := func(p string) string { return strings.Split(p, "/")[0] }
	switch room(from) {
	case "domain":
		return judgeDomain(from, what, own, local)
	case "api":
		if local && (room(own) == "infra" || room(own) == "app") {
			return "the front door never sees the utilities or the wiring"
		}
	case "demo":
		if local && room(own) != "domain" && room(own) != "demo" {
			return "the demonstration's files know the domain only"
		}
	case "infra":
		if !local {
			return ""
		}
		if room(own) == "api" || room(own) == "app" {
			return "a utility knows the domain only"
		}
		if room(own) == "infra" && sibling(from) != sibling(own) && sibling(own) != "contract" && own != "infra/db/dbtest" && sibling(from) != "contract" {
			return "utilities do not know one another"
		}
	}
	return ""
}

func judgeDomain(from, what, own string, local bool) string {
	if !local {
		first := strings.Split(what, "/")[0]
		if !strings.Contains(first, ".") {
			if slices.Contains(outside, what) || what == "encoding/json" && !strings.HasPrefix(from, "domain/kernel") {
				return "the domain does no I/O and knows no wire format"
			}
			return "" // the standard library
		}
		if where, ok := allowed[what]; ok && strings.HasPrefix(from, where) {
			return ""
		}
		return "a library the domain may not use"
	}
	if !strings.HasPrefix(own, "domain/") {
		return "the domain knows nothing outside itself"
	}
	mine, theirs := strings.Split(from, "/"), strings.Split(own, "/")
	if len(mine) < 2 || len(theirs) < 2 {
		return "there is no room there"
	}
	a, known := ranks[mine[1]]
	b, known2 := ranks[theirs[1]]
	switch {
	case !known || !known2:
		return "a room without a rank"
	case mine[1] != theirs[1] && b >= a:
		return fmt.Sprintf("rank %d may not import rank %d", a, b)
	}
	return ""
}

func sibling(p string) string {
	parts := strings.Split(p, "/")
	return parts[min(1, len(parts)-1)]
}

func TestRoomsImportDownwardOnly(t *testing.T) {
	broken, seen := breaches(t, "..")
	for _, why := range broken {
		t.Error(why)
	}
	if seen < 20 {
		t.Fatalf("only %d files were seen; the test looks in the wrong place", seen)
	}
}

// breaches lists the imports under root that break a rule, and how many files
// were looked at. Tests may see what they test from anywhere.
func breaches(t *testing.T, root string) (broken []string, seen int) {
	t.Helper()
	walk(t, root, func(dir, file string, imports []string) {
		if strings.HasSuffix(file, "_test.go") {
			return
		}
		seen++
		for _, what := range imports {
			if why := judge(dir, what); why != "" {
				broken = append(broken, fmt.Sprintf("%s imports %s: %s", file, what, why))
			}
		}
	})
	return broken, seen
}

// TestAnImportAgainstTheRulesFails writes a house in which rules are broken on
// purpose, and walks through it as through ours.
func TestAnImportAgainstTheRulesFails(t *testing.T) {
	root := t.TempDir()
	for file, what := range map[string]string{
		"domain/shop/up.go":       "cabas/domain/catalog",
		"domain/catalog/aside.go": "cabas/domain/market",
		"domain/order/out.go":     "cabas/infra/db",
		"domain/order/disk.go":    "os",
		"api/handler/round.go":    "cabas/infra/db",
		"infra/mail/over.go":      "cabas/infra/db",
		"demo/wide.go":            "cabas/infra/db",
		"domain/order/fine.go":    "cabas/domain/shop",
	} {
		full := filepath.Join(root, file)
		source := fmt.Sprintf("package x\n\nimport _ %q\n", what)
		if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o700), os.WriteFile(full, []byte(source), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	broken, seen := breaches(t, root)
	if seen != 8 || len(broken) != 7 {
		t.Errorf("of 8 files %d were seen, and of 7 breaches these:\n%s", seen, strings.Join(broken, "\n"))
	}
}

func TestBreakingARuleIsSeen(t *testing.T) {
	for _, c := range []struct{ from, what string }{
		{"domain/shop", "cabas/domain/catalog"},
		{"domain/catalog", "cabas/domain/label"},
		{"domain/order", "cabas/infra/db"},
		{"domain/order", "gorm.io/gorm"},
		{"domain/order", "encoding/json"},
		{"domain/attic", "cabas/domain/kernel/fault"},
		{"api/handler", "cabas/infra/db"},
		{"api/handler", "cabas/app"},
		{"infra/mail", "cabas/infra/db"},
		{"infra/mail", "cabas/api/problem"},
	} {
		if judge(c.from, c.what) == "" {
			t.Errorf("%s importing %s was not seen", c.from, c.what)
		}
	}
	for _, c := range []struct{ from, what string }{
		{"domain/checkout", "cabas/domain/order"},
		{"domain/order", "time"},
		{"infra/db", "cabas/domain/order"},
		{"app", "cabas/infra/db"},
	} {
		if why := judge(c.from, c.what); why != "" {
			t.Errorf("%s importing %s: %s", c.from, c.what, why)
		}
	}
}

func TestEveryRoomSaysWhatItOwns(t *testing.T) {
	documented := map[string]bool{}
	walk(t, "..", func(dir, file string, _ []string) {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		documented[dir] = documented[dir] || f.Doc != nil
	})
	for dir, ok := range documented {
		if !ok {
			t.Errorf("%s has no package comment", dir)
		}
	}
}

// walk visits every Go file under root that is written by hand.
func walk(t *testing.T, root string, visit func(dir, file string, imports []string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			if slices.Contains([]string{"node_modules", ".git", "gen", "web", ".cache"}, d.Name()) {
				return filepath.SkipDir
			}
			return nil
		case path.Ext(p) != ".go":
			return nil
		}
		src, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		var imports []string
		for _, i := range f.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			imports = append(imports, name)
		}
		dir, err := filepath.Rel(root, filepath.Dir(p))
		if err != nil {
			return err
		}
		visit(filepath.ToSlash(dir), p, imports)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
