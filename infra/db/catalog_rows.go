package db

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"cabas/domain/catalog"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
)

type productRow struct {
	ID          ident.ID
	ShopID      ident.ID
	Name        string
	NameKey     string
	Description string
	Category    string
	CategoryKey string
	Unit        measure.Unit
	Step        int64
	Minimum     int64
	VatRate     money.Rate
	Withdrawal  catalog.Withdrawal
	Allergens   string
	Ingredients string
	Origin      string
	Published   bool
	Version     int64
	CreatedAt   Micros `gorm:"autoCreateTime:false"`
	UpdatedAt   Micros `gorm:"autoUpdateTime:false"`
	DeletedAt   Micros
}

func (productRow) TableName() string { return "products" }

type variantRow struct {
	ID            ident.ID
	ProductID     ident.ID
	Position      int
	Name          string
	PriceCents    int64
	ContentUnit   measure.Unit
	ContentAmount int64
	DeletedAt     Micros
}

func (variantRow) TableName() string { return "variants" }

type stockRow struct {
	VariantID ident.ID
	Mode      catalog.Mode
	SoldOut   bool
	OnHand    int64
	Allocated int64
	Was       int64
}

func (stockRow) TableName() string { return "stocks" }

type priceRow struct {
	VariantID  ident.ID
	Version    int64
	Since      Micros
	PriceCents int64
}

func (priceRow) TableName() string { return "prices" }

// productLine is a product with one of its variants; a product of several
// comes in as many lines.
type productLine struct {
	P             productRow
	Position      int
	VariantID     ident.ID
	VariantName   string
	PriceCents    int64
	ContentUnit   measure.Unit
	ContentAmount int64
	Mode          catalog.Mode
	SoldOut       bool
	OnHand        int64
	Allocated     int64
}

const (
	productLines = `SELECT p.id, p.shop_id, p.name, p.name_key, p.description, p.category, p.category_key, p.unit, p.step, p.minimum, p.vat_rate, p.withdrawal,
			p.allergens, p.ingredients, p.origin, p.published, p.version, p.created_at, p.updated_at,
			v.position, v.id, v.name, v.price_cents, v.content_unit, v.content_amount, s.mode, s.sold_out, s.on_hand, s.allocated`
	joinVariants = `
		JOIN variants v ON v.product_id = p.id AND v.deleted_at = 0
		JOIN stocks s ON s.variant_id = v.id`
)

// compare puts lines in the order of lists: by category, name and product, then
// as the product's variants stand.
func (l productLine) compare(other productLine) int {
	return cmp.Or(
		cmp.Compare(l.P.CategoryKey, other.P.CategoryKey), cmp.Compare(l.P.NameKey, other.P.NameKey),
		cmp.Compare(l.P.ID, other.P.ID), cmp.Compare(l.Position, other.Position))
}

// scanLines reads the rows of productLines.
func scanLines(query *gorm.DB) (lines []productLine, err error) {
	err = each(query, func(r *sql.Rows) error {
		var l productLine
		p := &l.P
		err := r.Scan(&p.ID, &p.ShopID, &p.Name, &p.NameKey, &p.Description, &p.Category, &p.CategoryKey, &p.Unit, &p.Step, &p.Minimum, &p.VatRate, &p.Withdrawal,
			&p.Allergens, &p.Ingredients, &p.Origin, &p.Published, &p.Version, &p.CreatedAt, &p.UpdatedAt,
			&l.Position, &l.VariantID, &l.VariantName, &l.PriceCents, &l.ContentUnit, &l.ContentAmount, &l.Mode, &l.SoldOut, &l.OnHand, &l.Allocated)
		lines = append(lines, l)
		return err
	})
	return lines, err
}

func fromProduct(p catalog.Product) (productRow, error) {
	allergens, err := json.Marshal(p.Allergens)
	if err != nil {
		return productRow{}, fmt.Errorf("db: allergens of a product: %w", err)
	}
	return productRow{
		ID: p.ID, ShopID: p.Shop, Name: p.Name, NameKey: sortKey(p.Name), Description: p.Description,
		Category: p.Category, CategoryKey: sortKey(p.Category), Unit: p.Unit, Step: p.Step, Minimum: p.Minimum, VatRate: p.VAT,
		Withdrawal: p.Withdrawal, Allergens: string(allergens), Ingredients: p.Ingredients, Origin: p.Origin, Published: p.Published,
		Version: p.Version, CreatedAt: toMicros(p.Created), UpdatedAt: toMicros(p.Updated),
	}, nil
}

func fromVariant(product ident.ID, position int, v catalog.Variant) variantRow {
	row := variantRow{ID: v.ID, ProductID: product, Position: position, Name: v.Name, PriceCents: v.PriceCents}
	if v.NetContent != nil {
		row.ContentUnit, row.ContentAmount = v.NetContent.Unit, v.NetContent.Amount
	}
	return row
}

func fromStock(variant ident.ID, s catalog.Stock) stockRow {
	return stockRow{VariantID: variant, Mode: s.Mode, SoldOut: s.SoldOut, OnHand: s.OnHand}
}

// toProducts gathers lines, those of one product together, into products.
func toProducts(lines []productLine) ([]catalog.Product, error) {
	var products []catalog.Product
	for _, l := range lines {
		if n := len(products); n == 0 || products[n-1].ID != l.P.ID {
			p, err := l.P.product()
			if err != nil {
				return nil, err
			}
			products = append(products, p)
		}
		p := &products[len(products)-1]
		p.Variants = append(p.Variants, catalog.Variant{
			ID: l.VariantID, Name: l.VariantName, PriceCents: l.PriceCents,
			NetContent: content(l.ContentUnit, l.ContentAmount),
			Stock:      catalog.Stock{Mode: l.Mode, SoldOut: l.SoldOut, OnHand: l.OnHand, Allocated: l.Allocated},
		})
	}
	return products, nil
}

func (r productRow) product() (catalog.Product, error) {
	p := catalog.Product{
		ID: r.ID, Shop: r.ShopID, Name: r.Name, Description: r.Description, Category: r.Category,
		Unit: r.Unit, Step: r.Step, Minimum: r.Minimum, VAT: r.VatRate, Withdrawal: r.Withdrawal,
		Ingredients: r.Ingredients, Origin: r.Origin, Published: r.Published, Version: r.Version,
		Created: r.CreatedAt.Time(), Updated: r.UpdatedAt.Time(),
	}
	if err := json.Unmarshal([]byte(r.Allergens), &p.Allergens); err != nil {
		return p, fmt.Errorf("db: allergens of product %s: %w", r.ID, err)
	}
	return p, nil
}

// content is a net content; nil when none is kept.
func content(unit measure.Unit, amount int64) *measure.Quantity {
	if amount == 0 {
		return nil
	}
	return &measure.Quantity{Unit: unit, Amount: amount}
}
