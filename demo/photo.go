package demo

import (
	"fmt"
	"io/fs"
)

// album says which picture stands for a shop, a category or a product, by key.
type album struct {
	Shops      map[string]string `yaml:"shops"`
	Categories map[string]string `yaml:"categories"`
	Products   map[string]string `yaml:"products"`
}

// illustrate gives a shop and its products their pictures; whoever has none in
// the album has none.
func (a album) illustrate(files fs.FS, s *Shop) (err error) {
	if s.Photo, err = picture(files, a.Shops[s.Slug]); err != nil {
		return err
	}
	for i := range s.Products {
		p := &s.Products[i]
		if p.Photo, err = picture(files, first(a.Products[p.Key], a.Categories[p.Category])); err != nil {
			return err
		}
	}
	return nil
}

func picture(files fs.FS, name string) ([]byte, error) {
	if name == "" {
		return nil, nil
	}
	file, err := fs.ReadFile(files, "photos/"+name+".webp")
	if err != nil {
		return nil, fmt.Errorf("photos.yaml: %w", err)
	}
	return file, nil
}
