package front

import (
	"fmt"
	"strings"

	"cabas/api/gen"
)

// thing is something in the words of schema.org.
type thing map[string]any

// kinds are the words of schema.org for our trades; the others are shops.
var kinds = map[string]string{
	"bakery": "Bakery", "butcher": "GroceryStore", "cheese": "GroceryStore", "greengrocer": "GroceryStore", "producer": "GroceryStore",
	"fish": "GroceryStore", "caterer": "FoodEstablishment", "coffee_chocolate": "GroceryStore", "wine": "LiquorStore", "brewery": "Brewery",
	"grocery": "GroceryStore", "bulk": "GroceryStore", "organic": "GroceryStore", "restaurant": "Restaurant", "flowers": "Florist",
	"garden": "GardenStore", "books": "BookStore", "toys": "ToyStore", "hardware": "HardwareStore", "homeware": "HomeGoodsStore",
	"electronics": "ElectronicsStore", "fashion": "ClothingStore", "shoes": "ShoeStore", "jewellery": "JewelryStore", "beauty": "HealthAndBeautyBusiness",
	"hairdresser": "HairSalon", "sport": "SportingGoodsStore", "pets": "PetStore",
}

// business is a shop.
func (p *Pages) business(s gen.Shop, week *gen.Week) thing {
	kind := kinds[s.Trade]
	if kind == "" {
		kind = "Store"
	}
	t := thing{"@type": kind, "@id": p.Site + shopPath(s.Slug), "url": p.Site + shopPath(s.Slug), "name": s.Name, "currenciesAccepted": "EUR"}
	if s.Description != "" {
		t["description"] = s.Description
	}
	if s.Address != nil {
		t["address"] = thing{"@type": "PostalAddress", "streetAddress": s.Address.Line1, "postalCode": s.Address.Postcode, "addressLocality": s.Address.City, "addressCountry": "FR"}
	}
	if s.Position != nil {
		t["geo"] = thing{"@type": "GeoCoordinates", "latitude": s.Position.Lat, "longitude": s.Position.Lon}
	}
	if s.Contact.Phone != nil {
		t["telephone"] = *s.Contact.Phone
	}
	if photo, ok := p.picture(s.Photo); ok {
		t["image"] = photo
	}
	if week != nil {
		if hours := opening(*week); len(hours) > 0 {
			t["openingHoursSpecification"] = hours
		}
	}
	return t
}

// opening is the usual week; a range till midnight ends at 23:59, as the
// vocabulary has it.
func opening(w gen.Week) []thing {
	var out []thing
	for _, d := range []struct {
		day    string
		ranges []gen.TimeRange
	}{{"Monday", w.Monday}, {"Tuesday", w.Tuesday}, {"Wednesday", w.Wednesday}, {"Thursday", w.Thursday}, {"Friday", w.Friday}, {"Saturday", w.Saturday}, {"Sunday", w.Sunday}} {
		for _, r := range d.ranges {
			out = append(out, thing{"@type": "OpeningHoursSpecification", "dayOfWeek": "https://schema.org/" + d.day, "opens": r.From, "closes": strings.Replace(r.To, "24:00", "23:59", 1)})
		}
	}
	return out
}

// goods is a product, with an offer for each of its forms.
func (p *Pages) goods(g gen.Product, s gen.Shop) thing {
	address := p.Site + productPath(g.ID, g.Name)
	offers := make([]thing, len(g.Variants))
	for i, v := range g.Variants {
		available := "https://schema.org/OutOfStock"
		if v.Stock.Available && s.Selling {
			available = "https://schema.org/InStock"
		}
		price := fmt.Sprintf("%d.%02d", v.PriceCents/100, v.PriceCents%100)
		offers[i] = thing{"@type": "Offer", "url": address, "price": price, "priceCurrency": "EUR", "availability": available, "seller": thing{"@id": p.Site + shopPath(s.Slug)}}
		if v.Name != "" {
			offers[i]["name"] = v.Name
		}
		if code := map[gen.Unit]string{"gram": "KGM", "millilitre": "LTR"}[g.SaleUnit]; code != "" {
			offers[i]["priceSpecification"] = thing{"@type": "UnitPriceSpecification", "price": price, "priceCurrency": "EUR",
				"referenceQuantity": thing{"@type": "QuantitativeValue", "value": 1, "unitCode": code}}
		}
	}
	t := thing{"@type": "Product", "@id": address, "url": address, "name": g.Name, "category": g.Category, "offers": offers}
	if g.Description != "" {
		t["description"] = g.Description
	}
	if len(g.Photos) > 0 {
		if photo, ok := p.picture(&g.Photos[0]); ok {
			t["image"] = photo
		}
	}
	return t
}

// crumb is a step on the way to a page.
type crumb struct{ name, path string }

// trail is the way from home to a page.
func (p *Pages) trail(steps ...crumb) thing {
	items := []thing{{"@type": "ListItem", "position": 1, "name": "Cabas", "item": p.Site + "/"}}
	for i, s := range steps {
		items = append(items, thing{"@type": "ListItem", "position": i + 2, "name": s.name, "item": p.Site + s.path})
	}
	return thing{"@type": "BreadcrumbList", "itemListElement": items}
}

// CardWidth and CardHeight are the pixels of the pictures beside links.
const (
	CardWidth  = 1200
	CardHeight = 630
)
