// Package town is the gazetteer of France: every commune, known by its INSEE
// code and by a slug, with its postcodes, department, region, population and
// centre. It owns how a town is named and found; towns come from official data
// compiled in, so nothing here creates or changes one. It may import the
// kernel, and refuses to know what happens in a town (shops, markets, agents).
package town

import (
	"slices"

	"cabas/domain/kernel/geo"
)

// Town is one French commune. Paris, Lyon and Marseille are one town each, with
// the postcodes of all their arrondissements.
type Town struct {
	// INSEE is the official geographic code of five characters, as in "91200"
	// or "2A004"; it is not a postcode.
	INSEE string
	// Name is the official name, as in "L'Haÿ-les-Roses".
	Name string
	// Slug is the name for an address, unique in France: "dourdan", or with the
	// department when several towns share the name: "saint-denis-974".
	Slug string
	// Postcodes are the postcodes that serve the town, ascending; at least one.
	Postcodes []string
	// DepartmentCode and DepartmentName are the department's, or the overseas
	// collectivity's: "91", "Essonne".
	DepartmentCode, DepartmentName string
	// RegionCode and RegionName are the region's: "11", "Île-de-France".
	RegionCode, RegionName string
	// Population is the number of inhabitants at the last legal count.
	Population int
	// Centre is the middle of the main settlement.
	Centre geo.Point
	// Approximate says that the centre is derived from neighbouring towns and
	// may be kilometres off; show no map pin for it.
	Approximate bool
}

// Match says how well a name answers what was typed; a smaller one is better.
type Match int

// The ways in which a name answers, best first.
const (
	// Exact: the whole name was typed, or the whole name without its leading
	// article ("Mans" for "Le Mans"). Also when no name was asked for.
	Exact Match = iota
	// Start: the name starts so, with or without its leading article.
	Start
	// Inside: a later word of the name starts so.
	Inside
)

// Found is a town that answers a query.
type Found struct {
	Town
	// Match says how well its name answers.
	Match Match
	// DistanceMetres is how far its centre is from the point asked for; nil when
	// none was.
	DistanceMetres *int
}

// position is where the found town stands in its list.
func (f Found) position() Position {
	if f.DistanceMetres != nil {
		return Position{Order: *f.DistanceMetres, INSEE: f.INSEE}
	}
	return Position{Order: int(f.Match), INSEE: f.INSEE}
}

// Near reports whether a postcode may be that of a place in the town: one of its
// own, or one of its surroundings, as CEDEX codes and those of villages served
// by the next post office are.
func (t Town) Near(postcode string) bool {
	return slices.ContainsFunc(t.Postcodes, func(own string) bool { return own[:2] == postcode[:2] })
}
