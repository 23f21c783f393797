package app_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cabas/api"
	"cabas/app"
	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// open are the addresses outside the contract, which anybody may read; those
// under /demo are the demonstration's alone. Whoever adds another says here that
// it shows nothing of anybody.
var open = []string{
	"/", "/*", "/api/docs", "/api/docs/*", "/api/openapi.yaml", "/boutique/:shop",
	"/carte/:name/boutique/:file", "/carte/:name/produit/:file", "/carte/:name/ville/:file",
	"/demo", "/demo/mails", "/demo/mails/:id", "/demo/mails/:id/html",
	"/healthz", "/media/:file", "/pages/plain.css", "/problems/:code", "/produit/:product", "/readyz", "/robots.txt",
	"/sitemap.xml", "/sitemap/:kind", "/ville/:town",
}

func TestEveryAddressOutsideTheContractIsOpenOnPurpose(t *testing.T) {
	t.Parallel()
	var found []string
	for _, demo := range []bool{true, false} {
		w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday), withSheets(drawn), func(c *app.Config) {
			if c.Demo = demo; !demo {
				c.SMTP = "smtp://localhost:1"
			}
		})
		for _, r := range w.server.Echo.Routes() {
			if strings.HasPrefix(r.Path, api.Base) {
				continue
			}
			found = append(found, r.Path)
			if !demo && strings.HasPrefix(r.Path, "/demo") {
				t.Errorf("a real town serves %s", r.Path)
			}
			if r.Method != "GET" && r.Method != "HEAD" && !strings.HasPrefix(r.Method, "echo_") {
				t.Errorf("%s %s changes something outside the contract", r.Method, r.Path)
			}
		}
	}
	slices.Sort(found)
	if got := slices.Compact(found); !slices.Equal(got, open) {
		t.Errorf("served are\n%q, open on purpose\n%q", got, open)
	}
}

// furtherBudgets says how many statements what stands outside the contract may
// take, beside the pages themselves.
var furtherBudgets = map[string]int{
	"/carte/ville": 7, "/carte/boutique": 19, "/carte/produit": 9,
	"/sitemap.xml": 2, "/sitemap/towns.xml": 1, "/sitemap/shops.xml": 1, "/sitemap/products.xml": 1,
	"/healthz": 0, "/readyz": 0, "/robots.txt": 0, "/api/openapi.yaml": 0, "/problems/not_found": 0,
}

var besideALink = regexp.MustCompile(`og:image" content="[^"]*(/carte/[^"]+\.png)"`)

func TestWhatStandsOutsideTheContractTakesAFixedNumberOfStatements(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		taken := map[string][]int{}
		for i, n := range []int{2, 20} {
			if i > 0 {
				d = dbtest.Open(t, d.Engine())
			}
			w := newWorld(t, d, clock.NewManual(saturday), withSheets(drawn), func(c *app.Config) {
				c.Cache, c.Demo, c.SMTP = 0, false, "smtp://localhost:1"
			})
			martin, _ := w.signUp("martin@exemple.fr", "Martin")
			shop := martin.opensShop("Épi")
			for k := range n {
				martin.sells(shop, fmt.Sprintf("Brioche %d", k), 450, 3)
			}
			slug := w.nobody().get("/shops/" + shop).must(200).text("slug")
			goods := w.nobody().get("/shops/"+shop+"/products").must(200).text("items", 0, "id")
			for name := range furtherBudgets {
				path := name
				switch name {
				case "/carte/ville":
					path = w.pictureBeside("/ville/dourdan")
				case "/carte/boutique":
					path = w.pictureBeside("/boutique/" + slug)
				case "/carte/produit":
					_, _, moved := w.page("/produit/" + goods)
					path = w.pictureBeside(moved.Get("Location"))
				}
				w.watch.on.Store(true)
				if status, body, _ := w.page(path); status != 200 {
					t.Fatalf("%s answers %d: %s", path, status, body)
				}
				w.watch.on.Store(false)
				statements := w.watch.last.Load().Statements()
				dbtest.Served(t, d, statements)
				taken[name] = append(taken[name], len(statements))
			}
		}
		for name, n := range taken {
			if n[0] != n[1] || n[1] > furtherBudgets[name] {
				t.Errorf("%s takes %d statements with few things, %d with many, and may take %d", name, n[0], n[1], furtherBudgets[name])
			}
		}
	})
}

// pictureBeside is the address of the picture beside a link to the page.
func (w *world) pictureBeside(page string) string {
	w.t.Helper()
	_, body, _ := w.page(page)
	found := besideALink.FindStringSubmatch(body)
	if found == nil {
		w.t.Fatalf("%s has no picture: %s", page, body)
	}
	return found[1]
}
