package town

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/geo"
	"cabas/domain/kernel/page"
)

// asked is a gazetteer that remembers what it was asked and gives all it has.
type asked struct {
	criteria Criteria
	limit    int
	after    *Position
	ref      string
	all      []Found
}

func (a *asked) Find(_ context.Context, c Criteria, limit int, after *Position) ([]Found, error) {
	a.criteria, a.limit, a.after = c, limit, after
	return a.all, nil
}

func (a *asked) ByINSEE(_ context.Context, code string) (Town, error) {
	a.ref = "insee " + code
	return Town{}, nil
}

func (a *asked) BySlug(_ context.Context, slug string) (Town, error) {
	a.ref = "slug " + slug
	return Town{}, nil
}

func TestMalformedQueriesAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		q             Query
		pointer, code string
	}{
		"nothing":         {Query{Text: " "}, "?query", fault.FieldRequired},
		"one digit":       {Query{Postcode: "9"}, "?postcode", fault.FieldTooShort},
		"six digits":      {Query{Postcode: "914100"}, "?postcode", fault.FieldMalformed},
		"letters":         {Query{Postcode: "2A"}, "?postcode", fault.FieldMalformed},
		"a novel":         {Query{Text: strings.Repeat("é", 81)}, "?query", fault.FieldTooLong},
		"not on Earth":    {Query{Near: &geo.Point{Lat: 91}}, "?near", fault.FieldMalformed},
		"not even number": {Query{Near: &geo.Point{Lon: math.NaN()}}, "?near", fault.FieldMalformed},
	} {
		_, err := NewService(&asked{}).Search(context.Background(), c.q, page.Request{})
		var f *fault.Error
		if !errors.As(err, &f) || !errors.Is(err, fault.ErrInvalid) || len(f.Fields) != 1 ||
			f.Fields[0].Pointer != c.pointer || f.Fields[0].Code != c.code {
			t.Errorf("%s: %+v", name, err)
		}
	}
}

func TestDigitsInTheTextAreAPostcode(t *testing.T) {
	for _, c := range []struct{ text, postcode, starts, want string }{
		{"91410 Dourdan", "", "dourdan", "91410"},
		{"Paris 75", "", "paris", "75"},
		{"914", "", "", "914"},
		{"Dourdan 91410", "91", "dourdan91410", "91"},
		{"dourdan 1", "", "dourdan1", ""},
		{"Paris 13", "", "paris", "75013"},
		{"Paris 1er", "", "paris", "75001"},
		{"lyon 3ème arr.", "", "lyon", "69003"},
		{"Marseille 16e arrondissement", "", "marseille", "13016"},
		{"Paris 21", "", "paris", "21"},
		{"Paris 13", "75", "paris13", "75"},
	} {
		a := &asked{}
		if _, err := NewService(a).Search(context.Background(), Query{Text: c.text, Postcode: c.postcode}, page.Request{}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(a.criteria.Starts, "|"); got != c.starts || a.criteria.Postcode != c.want {
			t.Errorf("%q: asked for %q at %q", c.text, got, a.criteria.Postcode)
		}
	}
}

func TestThePositionOfTheNextPage(t *testing.T) {
	metres := 420
	near := Found{Town: Town{INSEE: "91200"}, DistanceMetres: &metres}
	word := Found{Town: Town{INSEE: "78551"}, Match: Inside}
	for want, f := range map[Position]Found{{420, "91200"}: near, {int(Inside), "78551"}: word} {
		a := &asked{all: []Found{f, {}}}
		s := NewService(a)
		p, err := s.Search(context.Background(), Query{Text: "d"}, page.Request{Limit: 1})
		if err != nil || len(p.Items) != 1 || a.limit != 2 || a.after != nil {
			t.Fatalf("got %+v, %v after asking %+v", p, err, a)
		}
		if _, err := s.Search(context.Background(), Query{Text: "d"}, page.Request{After: p.Next}); err != nil || *a.after != want {
			t.Errorf("asked after %+v, want %+v (%v)", a.after, want, err)
		}
	}
}

func TestARefIsACodeOrASlug(t *testing.T) {
	for ref, want := range map[string]string{"91200": "insee 91200", "2a004": "insee 2A004", "Dourdan": "slug dourdan", "paris": "slug paris"} {
		a := &asked{}
		if _, err := NewService(a).ByRef(context.Background(), ref); err != nil || a.ref != want {
			t.Errorf("ByRef(%q) asked for %q", ref, a.ref)
		}
	}
}

func TestTheCodeOfAnArrondissementIsItsTowns(t *testing.T) {
	for code, want := range map[string]string{"75113": "75056", "69389": "69123", "13201": "13055", "75100": "75100", "13217": "13217", "91200": "91200"} {
		a := &asked{}
		if _, err := NewService(a).ByRef(t.Context(), code); err != nil || a.ref != "insee "+want {
			t.Errorf("%s: %s, %v", code, a.ref, err)
		}
	}
}
