package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cabas/domain/town"
)

// commune is one entry of the official geographic code.
type commune struct {
	Code       string   `json:"code"`
	Name       string   `json:"nom"`
	Type       string   `json:"type"`
	OldCodes   []string `json:"anciensCodes"`
	Postcodes  []string `json:"codesPostaux"`
	Population *int     `json:"population"`

	slug     string
	lat, lon float64
	guessed  bool
}

type area struct {
	Code   string `json:"code"`
	Name   string `json:"nom"`
	Region string `json:"region"`
}

// code is what the gazetteer is made of.
type code struct {
	communes    []*commune
	departments []area
	regions     map[string]string
}

// readCode reads the package's files. It leaves out the districts that nobody
// lives in (the southern lands, Clipperton), which are no communes.
func readCode(dir string) (*code, error) {
	var all []*commune
	var regions []area
	c := &code{regions: map[string]string{}}
	for name, into := range map[string]any{"communes": &all, "departements": &c.departments, "regions": &regions} {
		b, err := os.ReadFile(filepath.Join(dir, name+".json"))
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(b, into); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	for _, r := range regions {
		c.regions[r.Code] = r.Name
	}
	for _, m := range all {
		if m.Type == "commune-actuelle" && m.Population != nil && len(m.Postcodes) > 0 {
			slices.Sort(m.Postcodes)
			m.Postcodes = slices.Compact(m.Postcodes)
			c.communes = append(c.communes, m)
		}
	}
	slices.SortFunc(c.communes, func(a, b *commune) int { return strings.Compare(a.Code, b.Code) })
	return c, nil
}

// name gives each commune its slug: the name, with the department where several
// share it. It fails when two still have the same.
func (c *code) name() error {
	names, owners := map[string]int{}, map[string]string{}
	for _, m := range c.communes {
		names[town.Slug(m.Name)]++
	}
	for _, m := range c.communes {
		m.slug = town.Slug(m.Name)
		if names[m.slug] > 1 {
			m.slug += "-" + strings.ToLower(town.Department(m.Code))
		}
		if other, taken := owners[m.slug]; taken {
			return fmt.Errorf("slug %q stands for %s and %s", m.slug, other, m.Code)
		}
		owners[m.slug] = m.Code
	}
	return nil
}
