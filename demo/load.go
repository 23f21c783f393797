package demo

import (
	"bytes"
	"fmt"
	"io/fs"

	"gopkg.in/yaml.v3"
)

// Load reads the embedded town and fills in what products take from their
// category. It fails, naming the file and the line, on a field that does not
// exist or a value that cannot be read.
func Load() (Data, error) {
	return LoadFrom(Files)
}

// LoadFrom reads a town from another folder with the same layout.
func LoadFrom(files fs.FS) (Data, error) {
	var data Data
	var people struct {
		Passwords map[string]string `yaml:"passwords"`
		People    []Person          `yaml:"people"`
	}
	var orders struct {
		Checkouts []Checkout `yaml:"checkouts"`
	}
	if err := read(files, "people.yaml", &people); err != nil {
		return Data{}, err
	}
	if err := read(files, "orders.yaml", &orders); err != nil {
		return Data{}, err
	}
	var album album
	if err := read(files, "photos.yaml", &album); err != nil {
		return Data{}, err
	}
	names, err := fs.Glob(files, "shops/*.yaml")
	if err != nil {
		return Data{}, fmt.Errorf("list the demonstration shops: %w", err)
	}
	for _, name := range names {
		var shop Shop
		if err := read(files, name, &shop); err != nil {
			return Data{}, err
		}
		if err := shop.complete(); err != nil {
			return Data{}, fmt.Errorf("%s: %w", name, err)
		}
		if err := album.illustrate(files, &shop); err != nil {
			return Data{}, err
		}
		data.Shops = append(data.Shops, shop)
	}
	data.Passwords, data.People, data.Checkouts = people.Passwords, people.People, orders.Checkouts
	return data, nil
}

func read(files fs.FS, name string, into any) error {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("read the demonstration town: %w", err)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// complete gives each product what its category says and the usual defaults.
func (s *Shop) complete() error {
	categories := map[string]Category{}
	for _, category := range s.Categories {
		categories[category.Key] = category
	}
	for i := range s.Products {
		product := &s.Products[i]
		category, known := categories[product.Category]
		if !known {
			return fmt.Errorf("product %q: no category %q", product.Key, product.Category)
		}
		if product.VAT == nil {
			product.VAT = &category.VAT
		}
		product.Withdrawal = first(product.Withdrawal, category.Withdrawal, "allowed")
		product.Status = first(product.Status, "published")
		product.SoldBy = first(product.SoldBy, "piece")
	}
	return nil
}

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
