package demo

// Category groups a shop's products and carries what most of them share.
type Category struct {
	Key        string `yaml:"key"`
	Name       string `yaml:"name"`
	VAT        int    `yaml:"vat"` // basis points
	Withdrawal string `yaml:"withdrawal"`
}

// Product is one thing sold. After Load, VAT, Withdrawal and Status are filled
// from the category and the defaults.
type Product struct {
	Key           string     `yaml:"key"` // unique within its shop
	Name          string     `yaml:"name"`
	Description   string     `yaml:"description"`
	Category      string     `yaml:"category"`
	SoldBy        string     `yaml:"sold_by"` // piece (by default) or weight
	StepGrams     int64      `yaml:"step_grams"`
	MinGrams      int64      `yaml:"min_grams"`
	PriceCents    int64      `yaml:"price_cents"` // VAT included, per piece or per kilogram
	VAT           *int       `yaml:"vat"`         // basis points
	Net           Net        `yaml:"net"`
	Stock         Stock      `yaml:"stock"`
	Variants      []Variant  `yaml:"variants"`
	Status        string     `yaml:"status"`     // published (by default) or hidden
	Withdrawal    string     `yaml:"withdrawal"` // allowed, or why there is none
	Ingredients   string     `yaml:"ingredients"`
	Allergens     *Allergens `yaml:"allergens"` // nil: unknown
	Origin        string     `yaml:"origin"`
	Grade         string     `yaml:"grade"`          // commercial class of fruit and vegetables
	Photo         []byte     `yaml:"-"`              // from photos.yaml
	AlcoholTenths int        `yaml:"alcohol_tenths"` // tenths of a percent by volume
}

// Variant is one form of a product, with its own price and stock.
type Variant struct {
	Key        string `yaml:"key"` // unique within its product
	Name       string `yaml:"name"`
	PriceCents int64  `yaml:"price_cents"`
	Net        Net    `yaml:"net"`
	Stock      Stock  `yaml:"stock"`
}

// Forms returns the variants, or for a product without any the single unnamed
// one that carries its price, content and stock.
func (p Product) Forms() []Variant {
	if len(p.Variants) > 0 {
		return p.Variants
	}
	return []Variant{{PriceCents: p.PriceCents, Net: p.Net, Stock: p.Stock}}
}

// Net is what a pre-packed piece contains; at most one field is above zero.
// The unit price is computed from it.
type Net struct {
	Grams       int64 `yaml:"grams"`
	Millilitres int64 `yaml:"millilitres"`
	Pieces      int64 `yaml:"pieces"`
}

// Allergens names those of the fourteen that a food contains or may contain;
// the others are then declared absent.
type Allergens struct {
	Present    []string `yaml:"present"`
	MayContain []string `yaml:"may_contain"`
}
