package communes

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"testing"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/geo"
	"cabas/domain/kernel/page"
	"cabas/domain/town"
)

var (
	ctx   = context.Background()
	towns = town.NewService(New())
)

func search(t *testing.T, q town.Query, limit int) []town.Found {
	t.Helper()
	p, err := towns.Search(ctx, q, page.Request{Limit: limit})
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	return p.Items
}

// first gives the slugs of the first towns that answer.
func first(t *testing.T, q town.Query, limit int) (slugs []string) {
	t.Helper()
	for _, f := range search(t, q, limit) {
		slugs = append(slugs, f.Slug)
	}
	return slugs
}

func TestTheFirstAnswer(t *testing.T) {
	for _, c := range []struct{ text, postcode, want string }{
		{"dourd", "", "dourdan"},
		{"DOURDAN", "", "dourdan"},
		{"", "91410", "dourdan"},
		{"91410", "", "dourdan"},
		{"91410 Dourdan", "", "dourdan"},
		{"dour", "91", "dourdan"},
		{"St Germain en Laye", "", "saint-germain-en-laye"},
		{"saint-germain-en-laye", "", "saint-germain-en-laye"},
		{"st-germain-en-l", "", "saint-germain-en-laye"},
		{"ste genevieve des b", "", "sainte-genevieve-des-bois-91"},
		{"st", "67", "strasbourg"},
		{"st denis", "97", "saint-denis-974"},
		{"l'hay", "", "l-hay-les-roses"},
		{"L’Haÿ-les-Roses", "", "l-hay-les-roses"},
		{"l hay les", "", "l-hay-les-roses"},
		{"lhay", "", "l-hay-les-roses"},
		{"hay les roses", "", "l-hay-les-roses"},
		{"Évry", "", "evry"},
		{"Évry", "91", "evry-courcouronnes"},
		{"E\u0301vry", "91", "evry-courcouronnes"},
		{"evry c", "", "evry-courcouronnes"},
		{"oeuilly", "51", "oeuilly-51"},
		{"œuilly", "51", "oeuilly-51"},
		{"Œui", "51", "oeuilly-51"},
		{"mans", "", "le-mans"},
		{"rochelle", "", "la-rochelle-17"},
		{"le havre", "", "le-havre"},
		{"laye", "", "laye"},
		{"paris", "", "paris"},
		{"", "75116", "paris"},
		{"", "69009", "lyon"},
		{"marseille", "13016", "marseille"},
		{"y", "80", "y"},
	} {
		got := first(t, town.Query{Text: c.text, Postcode: c.postcode}, 1)
		if len(got) != 1 || got[0] != c.want {
			t.Errorf("%q, %q: got %v, want %s", c.text, c.postcode, got, c.want)
		}
	}
}

func TestNothingAnswers(t *testing.T) {
	for _, q := range []town.Query{{Text: "dourdanx"}, {Text: "'-"}, {Text: "dourdan", Postcode: "75"}, {Postcode: "00"}, {Text: "99999"}, {Text: "日本"}} {
		if got := first(t, q, 3); len(got) != 0 {
			t.Errorf("%+v: got %v", q, got)
		}
	}
}

func TestBetterMatchesComeFirstThenBiggerTowns(t *testing.T) {
	last := town.Found{}
	for i, f := range search(t, town.Query{Text: "laye"}, 100) {
		if i > 0 && (f.Match < last.Match || f.Match == last.Match && f.Population > last.Population) {
			t.Fatalf("%s (%d, %d) after %s (%d, %d)", f.Name, f.Match, f.Population, last.Name, last.Match, last.Population)
		}
		last = f
	}
	if last.Match != town.Inside {
		t.Fatalf("the last one is %+v", last)
	}
}

func TestNearest(t *testing.T) {
	dourdan, err := towns.ByRef(ctx, "91200")
	if err != nil {
		t.Fatal(err)
	}
	got := search(t, town.Query{Near: &dourdan.Centre}, 5)
	if got[0].INSEE != "91200" || *got[0].DistanceMetres != 0 {
		t.Fatalf("nearest to Dourdan is %+v", got[0])
	}
	saints := search(t, town.Query{Near: &dourdan.Centre, Text: "saint", Postcode: "91"}, 3)
	if len(saints) != 3 || *saints[0].DistanceMetres == 0 || saints[0].DepartmentCode != "91" {
		t.Fatalf("got %+v", saints)
	}
	if got := first(t, town.Query{Near: &geo.Point{Lat: -20.88, Lon: 55.45}}, 1); got[0] != "saint-denis-974" {
		t.Fatalf("got %v", got)
	}
}

// TestNearestAgreesWithLookingAtEveryTown holds the walk by latitude against the
// plain way, from points in France and far from it.
func TestNearestAgreesWithLookingAtEveryTown(t *testing.T) {
	all := france(t)
	for _, p := range []geo.Point{{Lat: 48.5277, Lon: 2.0111}, {Lat: -21.1, Lon: 55.5}, {Lat: 90, Lon: 0}, {Lat: -17, Lon: 179.9}} {
		want := 0
		got := search(t, town.Query{Near: &p}, 100)
		edge := *got[len(got)-1].DistanceMetres
		for _, f := range all {
			if int(geo.DistanceMetres(p, f.Centre)+0.5) < edge {
				want++
			}
		}
		inside := 0
		for i, f := range got {
			if *f.DistanceMetres < edge {
				inside++
			}
			if i > 0 && *f.DistanceMetres < *got[i-1].DistanceMetres {
				t.Fatalf("%v: %s is out of order", p, f.Name)
			}
		}
		if inside != want {
			t.Errorf("%v: %d of %d towns within %d m", p, inside, want, edge)
		}
	}
}

// everyTown reads all pages and fails when a town comes twice.
func everyTown(t *testing.T, q town.Query, size int) (all []town.Found) {
	t.Helper()
	seen := map[string]bool{}
	for r := (page.Request{Limit: size}); ; {
		p, err := towns.Search(ctx, q, r)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range p.Items {
			if seen[f.INSEE] {
				t.Fatalf("%+v: %s comes twice", q, f.Name)
			}
			seen[f.INSEE] = true
		}
		all = append(all, p.Items...)
		if r.After = p.Next; r.After == "" {
			return all
		}
	}
}

// france reads every town, through the first digits of the postcodes.
func france(t *testing.T) (all []town.Found) {
	t.Helper()
	seen := map[string]bool{}
	for n := 1; n < 100; n++ {
		for _, f := range everyTown(t, town.Query{Postcode: fmt.Sprintf("%02d", n)}, 100) {
			if !seen[f.INSEE] {
				seen[f.INSEE] = true
				all = append(all, f)
			}
		}
	}
	return all
}

func TestPagesGiveEachTownOnce(t *testing.T) {
	near := &geo.Point{Lat: 48.5277, Lon: 2.0111}
	for _, c := range []struct {
		q    town.Query
		size int
		same town.Query
	}{
		{town.Query{Text: "saint"}, 7, town.Query{Text: "saint", Near: near}},
		{town.Query{Text: "st"}, 24, town.Query{Text: "st", Near: near}},
		{town.Query{Postcode: "91"}, 10, town.Query{Postcode: "91", Near: near}},
		{town.Query{Text: "la", Postcode: "72"}, 3, town.Query{Text: "la", Postcode: "72", Near: near}},
	} {
		small, large, other := everyTown(t, c.q, c.size), everyTown(t, c.q, 100), everyTown(t, c.same, c.size)
		if len(small) == 0 || len(small) != len(large) || len(small) != len(other) {
			t.Fatalf("%+v: %d, %d, %d towns", c.q, len(small), len(large), len(other))
		}
		for i := range small {
			if small[i].INSEE != large[i].INSEE {
				t.Fatalf("%+v: place %d depends on the size of the page", c.q, i)
			}
		}
	}
}

func TestForeignPositionsAreRefused(t *testing.T) {
	for _, after := range []string{"x", page.Encode(0, "99999"), page.Encode(-1, "91200"), page.Encode(maxOrder+1, "91200")} {
		_, err := towns.Search(ctx, town.Query{Text: "d"}, page.Request{After: after})
		if kind := fault.KindOf(err); kind != fault.Invalid && kind != fault.Malformed {
			t.Errorf("%q: %v", after, err)
		}
	}
}

func TestEveryTownIsWhole(t *testing.T) {
	all := france(t)
	if len(all) != 34_963 {
		t.Fatalf("%d towns", len(all))
	}
	slugs, shape := map[string]string{}, regexp.MustCompile(`^[a-z]+(-[a-z]+)*(-\d[\dab]\d?)?$`)
	exact := 0
	for _, f := range all {
		if f.Population < 0 || !f.Centre.Valid() || f.Centre == (geo.Point{}) || f.Name == "" || len(f.Postcodes) == 0 ||
			f.DepartmentName == "" || f.RegionName == "" || !shape.MatchString(f.Slug) || slugs[f.Slug] != "" {
			t.Fatalf("%+v (the slug also means %q)", f, slugs[f.Slug])
		}
		slugs[f.Slug] = f.INSEE
		if key := keyOf(f.Slug); key != keyOf(town.Slug(f.Name)) {
			t.Fatalf("%s has the key %s", f.Name, key)
		}
		for _, ref := range []string{f.INSEE, f.Slug} {
			if got, err := towns.ByRef(ctx, ref); err != nil || got.INSEE != f.INSEE {
				t.Fatalf("ByRef(%q) = %s, %v", ref, got.Name, err)
			}
		}
		if !f.Approximate {
			exact++
		}
	}
	if exact < 14_000 {
		t.Errorf("only %d exact centres", exact)
	}
}

func TestTownsAsTheyAre(t *testing.T) {
	for ref, want := range map[string]town.Town{
		"dourdan": {INSEE: "91200", Name: "Dourdan", DepartmentCode: "91", DepartmentName: "Essonne", RegionCode: "11", RegionName: "Île-de-France",
			Population: 11415, Centre: geo.Point{Lat: 48.5277, Lon: 2.0111}},
		"97411": {INSEE: "97411", Name: "Saint-Denis", DepartmentCode: "974", DepartmentName: "La Réunion", RegionCode: "04", RegionName: "La Réunion",
			Population: 155634, Centre: geo.Point{Lat: -20.8823, Lon: 55.4504}},
		"2a004": {INSEE: "2A004", Name: "Ajaccio", DepartmentCode: "2A", DepartmentName: "Corse-du-Sud", RegionCode: "94", RegionName: "Corse",
			Population: 76320, Centre: geo.Point{Lat: 41.9189, Lon: 8.7381}},
	} {
		got, err := towns.ByRef(ctx, ref)
		if err != nil || got.INSEE != want.INSEE || got.Name != want.Name || got.DepartmentCode != want.DepartmentCode ||
			got.DepartmentName != want.DepartmentName || got.RegionCode != want.RegionCode || got.RegionName != want.RegionName ||
			got.Population != want.Population || geo.DistanceMetres(got.Centre, want.Centre) > 50 || got.Approximate {
			t.Errorf("%s: got %+v, %v", ref, got, err)
		}
	}
	for _, ref := range []string{"", "saint-denis", "99999", "1", "00000000000", "dourdan-91", "-", "2Z004"} {
		if got, err := towns.ByRef(ctx, ref); !errors.Is(err, town.ErrNotFound) {
			t.Errorf("ByRef(%q) = %s, %v", ref, got.Name, err)
		}
	}
}

func TestABrokenTableIsOurFault(t *testing.T) {
	broken := &Gazetteer{open: func() (*table, error) { return unpack([]byte("no gzip"), "") }}
	if err := broken.Load(); fault.KindOf(err) != fault.Internal {
		t.Fatalf("got %v", err)
	}
}
