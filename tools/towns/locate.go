package main

import (
	"fmt"

	"cabas/domain/town"
)

// located counts by what means the communes found their centres.
type located struct{ exact, postcode, department int }

func (l located) String() string {
	return fmt.Sprintf("%d exact, %d from their postcode, %d from their department",
		l.exact, l.postcode, l.department)
}

// mean gathers points.
type mean struct{ lat, lon, n float64 }

func (m *mean) add(lat, lon float64) { m.lat, m.lon, m.n = m.lat+lat, m.lon+lon, m.n+1 }

func (m *mean) give(c *commune) bool {
	if m.n == 0 {
		return false
	}
	c.lat, c.lon, c.guessed = m.lat/m.n, m.lon/m.n, true
	return true
}

// locate gives each commune its centre: its own settlement's; else the mean of
// the communes with their own centre that share a postcode; else the mean of
// those in the department. All but the first are guessed.
func (c *code) locate(places map[string][]place) located {
	var how located
	postcodes, departments := map[string]*mean{}, map[string]*mean{}
	var left []*commune
	for _, m := range c.communes {
		department := town.Department(m.Code)
		if departments[department] == nil {
			departments[department] = &mean{}
		}
		p, ok := own(m, places)
		if !ok {
			left = append(left, m)
			continue
		}
		how.exact++
		m.lat, m.lon = p.lat, p.lon
		departments[department].add(p.lat, p.lon)
		for _, pc := range m.Postcodes {
			if postcodes[pc] == nil {
				postcodes[pc] = &mean{}
			}
			postcodes[pc].add(p.lat, p.lon)
		}
	}
	for _, m := range left {
		shared := &mean{}
		for _, pc := range m.Postcodes {
			if s := postcodes[pc]; s != nil {
				shared.lat, shared.lon, shared.n = shared.lat+s.lat, shared.lon+s.lon, shared.n+s.n
			}
		}
		switch {
		case shared.give(m):
			how.postcode++
		case departments[town.Department(m.Code)].give(m):
			how.department++
		}
	}
	return how
}

// capitals are the settlements of the one-commune islands called otherwise.
var capitals = map[string]string{"97701": "977:gustavia", "97801": "978:marigot"}

// own finds the settlement that stands for the commune itself: under its code, a
// former code of it, or where there are no codes, its name.
func own(m *commune, places map[string][]place) (place, bool) {
	slug := town.Slug(m.Name)
	keys := append([]string{m.Code, town.Department(m.Code) + ":" + slug}, m.OldCodes...)
	if capital, ok := capitals[m.Code]; ok {
		keys = append(keys, capital)
	}
	for _, key := range keys {
		if p, ok := best(places[key], slug); ok {
			return p, true
		}
	}
	return place{}, false
}

// best chooses the place that stands best for the commune of that slug.
func best(all []place, slug string) (place, bool) {
	if len(all) == 0 {
		return place{}, false
	}
	b := all[0]
	for _, p := range all[1:] {
		if p.better(b, slug) {
			b = p
		}
	}
	return b, true
}
