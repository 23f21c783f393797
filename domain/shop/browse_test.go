package shop

import (
	"context"
	"slices"
	"testing"
	"time"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/geo"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/town"
)

// street is a town with the shops in it.
type street []Shop

func (s street) ByRef(context.Context, string) (town.Town, error) {
	return town.Town{INSEE: "91200"}, nil
}
func (s street) InTown(context.Context, string, string) ([]Shop, error) {
	return slices.Clone(s), nil
}
func (s street) CountByTown(context.Context, []string) (map[string]int, error) { return nil, nil }
func (s street) Busiest(context.Context, int) ([]TownCount, error)             { return nil, nil }
func (s street) ForOrdering(context.Context, []ident.ID) (map[ident.ID]ForOrdering, error) {
	return nil, nil
}

func TestShopsOfATownComeInOrderPageByPage(t *testing.T) {
	saturday := time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)
	open := calendar.Week{time.Saturday: {{From: 9 * 60, To: 12 * 60}}}
	var s street
	for i, name := range []string{"Zinc", "Élan", "épi", "Abeille", "Bar"} {
		a := Shop{ID: ident.New("shp"), Profile: Profile{Name: name, Zone: "Europe/Paris"}}
		if i < 3 {
			a.Week = open
		}
		if i > 0 {
			a.Position = &geo.Point{Lat: 48.5 + float64(i)/100, Lon: 2}
		}
		s = append(s, a)
	}
	b := NewBrowser(s, s, clock.NewManual(saturday))
	for _, c := range []struct {
		q    Query
		want []string
	}{
		{Query{}, []string{"Élan", "épi", "Zinc", "Abeille", "Bar"}},
		{Query{OpenNow: true}, []string{"Élan", "épi", "Zinc"}},
		{Query{Near: &geo.Point{Lat: 48.54, Lon: 2}}, []string{"Bar", "Abeille", "épi", "Élan", "Zinc"}},
		{Query{Near: &geo.Point{Lat: 48.54, Lon: 2}, OpenNow: true}, []string{"épi", "Élan", "Zinc"}},
	} {
		var got []string
		for r := (page.Request{Limit: 2}); ; {
			p, err := b.InTown(t.Context(), c.q, r)
			if err != nil {
				t.Fatal(err)
			}
			for _, card := range p.Items {
				got = append(got, card.Name)
			}
			if r.After = p.Next; p.Next == "" {
				break
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%+v gives %v, want %v", c.q, got, c.want)
		}
	}
}
