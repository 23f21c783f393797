package app_test

import (
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"cabas/app"
	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// sheets are a web app as small as it can be: its pages show what they are
// told, as they are told.
func sheets(draw string) fstest.MapFS {
	files := fstest.MapFS{
		"app.html":         {Data: []byte(`<html lang="fr"><p>shell</p></html>`)},
		"served/render.js": {Data: []byte("globalThis.draw = (text) => { const asked = JSON.parse(text); " + draw + " };")},
	}
	for _, name := range []string{"home", "town", "shop", "product"} {
		files["served/"+name+".html"] = &fstest.MapFile{Data: []byte(`<html lang="fr"><head><style>p{}</style><!--head--></head><body><!--mark--><div><!--body--><script>go()</script></div></body></html>`)}
	}
	return files
}

// drawn shows the text of all names.
const drawn = `const names = JSON.stringify(asked.answers).match(/"name":"[^"]*"/g) ?? [];
	return JSON.stringify({ head: '<title>' + asked.page + '</title>', body: asked.lang + ' ' + names.join(' ').replaceAll('"', '').replaceAll('<', '&lt;') });`

func withSheets(draw string) func(*app.Config) {
	return func(c *app.Config) { c.Web, c.Cache = sheets(draw), time.Hour }
}

// page asks as a browser does.
func (w *world) page(path string, header ...string) (status int, body string, got http.Header) {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, w.base+path, http.NoBody)
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Accept", "text/html")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := http.DefaultTransport.RoundTrip(r) // redirects are looked at
	if err != nil {
		w.t.Fatal(err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return answer.StatusCode, string(b), answer.Header
}

func TestPagesLeaveTheServerWhole(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, clock.NewManual(saturday), withSheets(drawn))
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		shop := martin.opensShop("Épi")
		martin.sells(shop, "Brioche \u202e</script>", 450, 3)
		slug := w.nobody().get("/shops/" + shop).must(200).at("slug").(string)
		goods := w.nobody().get("/shops/"+shop+"/products").must(200).at("items", 0, "id").(string)
		for _, c := range []struct {
			path, shows string
		}{
			{"/", "name:Dourdan"}, {"/ville/dourdan", "name:Épi"}, {"/boutique/" + slug, "name:Brioche"}, {"/produit/brioche-script-" + goods, "name:Épi"},
		} {
			status, body, header := w.page(c.path)
			if status != 200 || !strings.Contains(body, c.shows) || !strings.Contains(body, `id="told"`) || !strings.Contains(body, `<html lang="fr">`) ||
				!strings.Contains(body, `<link rel="canonical" href="`+w.config.BaseURL+c.path+`" data-served>`) {
				t.Errorf("%s answers %d: %s", c.path, status, body)
			}
			policy := header.Get("Content-Security-Policy")
			if !strings.Contains(policy, "script-src 'self' 'sha256-") || strings.Contains(policy, "unsafe-inline") || header.Get("X-Robots-Tag") == "" || header.Get("Vary") == "" {
				t.Errorf("%s: %v", c.path, header)
			}
			// Nobody gets out of the blocks of data.
			if strings.Count(body, "</script>") != strings.Count(body, "<script") {
				t.Errorf("%s: a shop's words end a script: %s", c.path, body)
			}
			again, nothing, _ := w.page(c.path, "If-None-Match", header.Get("ETag"))
			if again != 304 || nothing != "" {
				t.Errorf("%s again answers %d", c.path, again)
			}
			if _, english, _ := w.page(c.path, "Accept-Language", "en"); !strings.Contains(english, `<html lang="en">`) {
				t.Errorf("%s in English: %s", c.path, english)
			}
		}
		// What changes shows at once, though copies are kept.
		martin.sells(shop, "Chausson", 250, 3)
		if _, body, _ := w.page("/boutique/" + slug + "?from=letter"); !strings.Contains(body, "name:Chausson") {
			t.Errorf("an old page was given: %s", body)
		}
		for path, to := range map[string]string{
			"/ville/91200": "/ville/dourdan", "/boutique/" + shop: "/boutique/" + slug, "/produit/" + goods: "/produit/brioche-script-" + goods,
		} {
			if status, _, header := w.page(path); status != 308 || header.Get("Location") != to {
				t.Errorf("%s answers %d to %s", path, status, header.Get("Location"))
			}
		}
		for _, path := range []string{"/ville/atlantis", "/boutique/nobody", "/boutique/%00", "/produit/rien", "/produit/x-prd_00000000000000000000000000"} {
			status, body, header := w.page(path)
			if status != 404 || !strings.Contains(body, "not_found") || header.Get("X-Robots-Tag") == "" || strings.Contains(body, "canonical") {
				t.Errorf("%s answers %d: %s", path, status, body)
			}
		}
	})
}

// Where letters lead shops to an order, the address begins as a shop's does.
func TestAPageBelowAShopIsTheApps(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday), withSheets(drawn))
	for _, path := range []string{"/boutique/commandes/ord_01kb3m7q2vex5vsknk084sn001", "/ville/dourdan/ailleurs"} {
		if status, body, _ := w.page(path); status != 200 || !strings.Contains(body, "shell") {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}

func TestAPageThatCannotBeDrawnIsLeftToTheApp(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	w := newWorld(t, d, clock.NewManual(saturday), withSheets(`throw new Error('no');`))
	if status, body, _ := w.page("/ville/dourdan"); status != 200 || !strings.Contains(body, "shell") {
		t.Errorf("answers %d: %s", status, body)
	}
	if status, body, _ := w.page("/ville/atlantis"); status != 404 || !strings.Contains(body, "shell") {
		t.Errorf("answers %d: %s", status, body)
	}
}

// pageBudgets says how many statements each page may take, however much it shows.
var pageBudgets = map[string]int{"/": 1, "/ville/dourdan": 7, "/boutique/": 21, "/produit/": 9}

func TestEveryPageTakesAFixedNumberOfIndexedStatements(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		seen := map[string][2]int{}
		for i, n := range []int{2, 20} {
			if i > 0 {
				d = dbtest.Open(t, d.Engine())
			}
			w := newWorld(t, d, clock.NewManual(saturday), withSheets(drawn), func(c *app.Config) { c.Cache = 0 })
			martin, _ := w.signUp("martin@exemple.fr", "Martin")
			var shop string
			for k := range n / 2 {
				shop = martin.opensShop(fmt.Sprintf("Épi %d", k))
			}
			for k := range n {
				martin.sells(shop, fmt.Sprintf("Brioche %d", k), 450, 3)
			}
			slug := w.nobody().get("/shops/" + shop).must(200).at("slug").(string)
			goods := w.nobody().get("/shops/"+shop+"/products").must(200).at("items", 0).(map[string]any)
			for path := range pageBudgets {
				full := path
				switch path {
				case "/boutique/":
					full += slug
				case "/produit/":
					full += strings.ReplaceAll(strings.ToLower(goods["name"].(string)), " ", "-") + "-" + goods["id"].(string)
				}
				w.watch.on.Store(true)
				if status, body, _ := w.page(full); status != 200 {
					t.Fatalf("%s answers %d: %s", full, status, body)
				}
				w.watch.on.Store(false)
				statements := w.watch.last.Load().Statements()
				dbtest.Served(t, d, statements)
				both := seen[path]
				both[i] = len(statements)
				seen[path] = both
			}
		}
		for path, n := range seen {
			if n[0] != n[1] || n[1] > pageBudgets[path] {
				t.Errorf("%s takes %d statements with few things, %d with many, and may take %d", path, n[0], n[1], pageBudgets[path])
			}
		}
	})
}

func TestSearchEnginesAreToldOfWhatIsPublic(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, clock.NewManual(saturday), withSheets(drawn), func(c *app.Config) { c.Demo, c.SMTP = false, "smtp://localhost:1" })
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		shop := martin.opensShop("Épi")
		martin.sells(shop, "Brioche", 450, 3)
		for path, found := range map[string]string{"towns": "/ville/dourdan<", "shops": "/boutique/epi<", "products": "/produit/brioche-prd_"} {
			if _, body, _ := w.page("/sitemap/" + path + ".xml"); strings.Count(body, "<url>") != 1 || !strings.Contains(body, "<loc>"+w.config.BaseURL+found) || !strings.Contains(body, "<lastmod>2026-11-28T") {
				t.Errorf("%s: %s", path, body)
			}
		}
		if _, body, _ := w.page("/robots.txt"); !strings.Contains(body, "Sitemap: "+w.config.BaseURL+"/sitemap.xml") {
			t.Errorf("robots.txt says %s", body)
		}
		_, index, header := w.page("/sitemap.xml")
		if !strings.HasPrefix(header.Get("Content-Type"), "application/xml") {
			t.Errorf("%v", header)
		}
		for _, name := range []string{"towns", "shops", "products"} {
			if !strings.Contains(index, "<loc>"+w.config.BaseURL+"/sitemap/"+name+".xml</loc>") {
				t.Errorf("the index is %s", index)
			}
			status, body, _ := w.page("/sitemap/" + name + ".xml")
			if status != 200 || !strings.HasSuffix(body, "</urlset>\n") {
				t.Errorf("%s: %d %s", name, status, body)
			}
		}
		if status, _, _ := w.page("/sitemap/people.xml"); status != 404 {
			t.Errorf("people: %d", status)
		}
		if _, body, header := w.page("/"); strings.Contains(body, "noindex") || header.Get("X-Robots-Tag") != "" {
			t.Errorf("home is not to be indexed: %v", header)
		}
	})
}

func TestADemonstrationIsNotIndexed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday), withSheets(drawn))
	if status, _, _ := w.page("/sitemap.xml"); status != 404 {
		t.Errorf("it has a sitemap: %d", status)
	}
	for _, path := range []string{"/", "/ville/dourdan", "/panier"} {
		if _, _, header := w.page(path); header.Get("X-Robots-Tag") != "noindex, nofollow" {
			t.Errorf("%s: %v", path, header)
		}
	}
}

func TestAPictureStandsBesideALink(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday), withSheets(drawn))
	martin, _ := w.signUp("martin@exemple.fr", "Martin")
	shop := martin.opensShop("Épi")
	martin.sells(shop, "Brioche", 450, 3)
	goods := w.nobody().get("/shops/"+shop+"/products").must(200).at("items", 0, "id").(string)
	image := regexp.MustCompile(`og:image" content="` + w.config.BaseURL + `(/carte/[^"]+\.png)"`)
	seen := map[string]bool{}
	for _, path := range []string{"/ville/dourdan", "/boutique/epi", "/produit/brioche-" + goods} {
		_, body, _ := w.page(path)
		found := image.FindStringSubmatch(body)
		if found == nil {
			t.Fatalf("%s has none: %s", path, body)
		}
		seen[found[1]] = true
		status, picture, header := w.page(found[1])
		if status != 200 || !strings.HasPrefix(picture, "\x89PNG") || header.Get("Content-Type") != "image/png" || !strings.Contains(header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s answers %d: %v", found[1], status, header)
		}
		old := regexp.MustCompile("/carte/[^/]+").ReplaceAllString(found[1], "/carte/older")
		if status, _, header := w.page(old); status != 302 || header.Get("Location") != found[1] {
			t.Errorf("%s answers %d to %s", old, status, header.Get("Location"))
		}
	}
	if len(seen) != 3 {
		t.Errorf("pages share pictures: %v", seen)
	}
	for _, path := range []string{"/carte/x/boutique/nobody.png", "/carte/x/boutique/epi.jpg", "/carte/x/ville/atlantis.png"} {
		if status, _, _ := w.page(path); status != 404 {
			t.Errorf("%s answers %d", path, status)
		}
	}
}
