package front

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"strings"

	"cabas/api/gen"
	"cabas/api/mid"
)

// social is what search engines and previews of links read of a page.
type social struct {
	kind, title, description string
	// card is shown beside a link; picture is its address.
	card    card
	picture string
	// data is what the page is about, in the words of schema.org.
	data []any
}

// head writes it. The tags go when the app moves on to another page.
func (s social) head(address, language string, demo bool) (string, error) {
	var b strings.Builder
	tag := func(name, key, value string) {
		if value != "" {
			fmt.Fprintf(&b, `<meta %s="%s" content="%s" data-served>`, name, key, html.EscapeString(value))
		}
	}
	if demo {
		tag("name", "robots", "noindex, nofollow")
	}
	fmt.Fprintf(&b, `<link rel="canonical" href="%s" data-served>`, html.EscapeString(address))
	tag("property", "og:site_name", "Cabas")
	tag("property", "og:type", s.kind)
	tag("property", "og:title", s.title)
	tag("property", "og:description", s.description)
	tag("property", "og:url", address)
	tag("property", "og:locale", map[string]string{"fr": "fr_FR", "en": "en_GB"}[language])
	if s.picture != "" {
		tag("property", "og:image", s.picture)
		tag("property", "og:image:width", fmt.Sprint(CardWidth))
		tag("property", "og:image:height", fmt.Sprint(CardHeight))
		tag("property", "og:image:alt", s.card.title+", "+s.card.under)
		tag("name", "twitter:card", "summary_large_image")
	}
	data, err := json.Marshal(map[string]any{"@context": "https://schema.org", "@graph": s.data})
	b.WriteString(`<script type="application/ld+json" data-served>` + string(data) + "</script>")
	return b.String(), err
}

func (p *Pages) homeSocial(ctx context.Context) social {
	title, text := "Cabas, la place de marché de votre commune", "Choisissez chez plusieurs commerçants de votre ville, venez chercher quand vous voulez, payez sur place."
	if mid.LanguageOf(ctx) == "en" {
		title, text = "Cabas, your town’s marketplace", "Choose from several shops of your town, collect when you like, pay at the counter."
	}
	return social{kind: "website", title: title, description: text, data: []any{thing{"@type": "WebSite", "name": "Cabas", "url": p.Site + "/", "inLanguage": []string{"fr", "en"}}}}
}

func (p *Pages) townSocial(ctx context.Context, t gen.Town, shops []gen.ShopSummary) social {
	title := "Les boutiques " + ofTown(t.Name)
	text := fmt.Sprintf("%s %s (%s)\u202f: horaires, produits et prix. Commandez sans compte, payez sur place.", several(t.ShopCount, "boutique"), atTown(t.Name), t.Department)
	if mid.LanguageOf(ctx) == "en" {
		title = "The shops of " + t.Name
		text = fmt.Sprintf("%s in %s (%s): opening hours, products and prices. Order without an account, pay at the counter.", several(t.ShopCount, "shop"), t.Name, t.Department)
	}
	items := make([]any, len(shops))
	for i, s := range shops {
		items[i] = thing{"@type": "ListItem", "position": i + 1, "name": s.Name, "url": p.Site + shopPath(s.Slug)}
	}
	return social{kind: "website", title: title, description: text, card: card{title: title, under: t.Department}, data: []any{
		thing{"@type": "ItemList", "name": title, "itemListElement": items}, p.trail(crumb{t.Name, townPath(t.Slug)}),
	}}
}

func (p *Pages) shopSocial(_ context.Context, s gen.Shop, week gen.Week) social {
	text := s.Description
	if text == "" {
		text = s.TradeName + ", " + s.Town.Name
	}
	return social{kind: "website", title: s.Name + ", " + s.Town.Name, description: text, card: card{title: s.Name, under: s.TradeName + " · " + s.Town.Name, colour: s.Colour}, data: []any{
		p.business(s, &week), p.trail(crumb{s.Town.Name, townPath(s.Town.Slug)}, crumb{s.Name, shopPath(s.Slug)}),
	}}
}

func (p *Pages) productSocial(ctx context.Context, g gen.Product, s gen.Shop) social {
	text := g.Description
	if text == "" {
		text = g.Name + ", " + s.Name + ", " + s.Town.Name
	}
	return social{kind: "product", title: g.Name + ", " + s.Name, description: text, card: cardOf(ctx, g, s), data: []any{
		p.goods(g, s), p.trail(crumb{s.Town.Name, townPath(s.Town.Slug)}, crumb{s.Name, shopPath(s.Slug)}, crumb{g.Name, productPath(g.ID, g.Name)}),
	}}
}
