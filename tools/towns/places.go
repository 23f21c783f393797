package main

import (
	"bufio"
	"os"
	"strconv"
	"strings"

	"cabas/domain/town"
)

// place is one settlement of GeoNames.
type place struct {
	slug, feature string
	lat, lon      float64
	population    int
}

// ranks orders GeoNames' kinds of settlement by how well they stand for their
// commune: the capital first, a section of a town last.
var ranks = map[string]int{"PPLC": 6, "PPLA": 5, "PPLA2": 5, "PPLA3": 4, "PPLA4": 4, "PPLA5": 4, "PPL": 3, "PPLL": 2}

// better reports whether p stands for the commune of that slug better than o.
func (p place) better(o place, slug string) bool {
	if (p.slug == slug) != (o.slug == slug) {
		return p.slug == slug
	}
	if ranks[p.feature] != ranks[o.feature] {
		return ranks[p.feature] > ranks[o.feature]
	}
	return p.population > o.population
}

// byName are the countries, as GeoNames counts them, whose settlements carry no
// INSEE code there and are told by their names; with their INSEE prefix.
var byName = map[string]string{"PF": "987", "BL": "977", "MF": "978"}

// french are the other countries of GeoNames that France consists of.
var french = map[string]bool{
	"FR": true, "GP": true, "MQ": true, "GF": true, "RE": true, "YT": true, "PM": true, "NC": true, "WF": true,
}

// readPlaces reads the settlements of France under their commune's INSEE code,
// or under "987:name" and the like where there is none. It also answers the
// newest date of change in the whole file.
func readPlaces(file string) (map[string][]place, string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, "", err
	}
	defer f.Close()
	out, newest := map[string][]place{}, ""
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		// geonameid name ascii alternates lat lon class code country cc2
		// admin1 admin2 admin3 admin4 population elevation dem zone changed
		v := strings.Split(lines.Text(), "\t")
		if len(v) < 19 {
			continue
		}
		newest = max(newest, v[18])
		p := place{slug: town.Slug(v[1]), feature: v[7]}
		if p.lat, err = strconv.ParseFloat(v[4], 64); err != nil {
			return nil, "", err
		}
		if p.lon, err = strconv.ParseFloat(v[5], 64); err != nil {
			return nil, "", err
		}
		p.population, _ = strconv.Atoi(v[14])
		if prefix, ok := byName[v[8]]; ok {
			out[prefix+":"+p.slug] = append(out[prefix+":"+p.slug], p)
		} else if french[v[8]] {
			// The code stands in the finest division that the country has there.
			for _, admin := range []string{v[13], v[12], v[11], v[10]} {
				if len(admin) == 5 {
					out[admin] = append(out[admin], p)
					break
				}
			}
		}
	}
	return out, newest, lines.Err()
}
