package front

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/speak"
)

// Painter draws the picture beside a link: a title, what stands under it, the
// colour of the awning, and a price with its unit or none.
type Painter interface {
	Draw(title, under, colour, price, unit string) ([]byte, error)
}

// card is what such a picture shows.
type card struct{ title, under, colour, price, unit string }

// name names the picture by what it shows: it changes with it.
func (c card) name() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{c.title, c.under, c.colour, c.price, c.unit}, "\x00")))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// cardsHeld is how many drawn pictures are kept, of some 40 kB each.
const cardsHeld = 100

// cards keeps the pictures drawn last.
type cards struct {
	mu   sync.Mutex
	held map[string][]byte
}

// cardOf shows a product with the price of its cheapest form.
func cardOf(ctx context.Context, g gen.Product, s gen.Shop) card {
	c := card{title: g.Name, under: s.Name + " · " + s.Town.Name, colour: s.Colour}
	if len(g.Variants) == 0 {
		return c
	}
	language := speak.Of(mid.LanguageOf(ctx))
	cheapest := slices.MinFunc(g.Variants, func(a, b gen.Variant) int { return cmp.Compare(a.PriceCents, b.PriceCents) })
	c.price = language.Money(cheapest.PriceCents)
	if g.SaleUnit != "piece" {
		c.price += map[gen.Unit]string{"gram": "/kg", "millilitre": "/L"}[g.SaleUnit]
	}
	c.unit = cheapest.Name
	return c
}

// RegisterCards serves /carte/<name><path of the page>.png.
func (p *Pages) RegisterCards(e *echo.Echo, before ...echo.MiddlewareFunc) {
	for path, show := range map[string]show{"ville": p.town, "boutique": p.shop, "produit": p.product} {
		e.Match([]string{http.MethodGet, http.MethodHead}, "/carte/:name/"+path+"/:file", p.showCard(show), before...)
	}
}

func (p *Pages) showCard(show show) echo.HandlerFunc {
	return func(c echo.Context) error {
		param, ok := strings.CutSuffix(c.Param("file"), ".png")
		if !ok {
			return fault.ErrNotFound
		}
		v, err := show(c.Request().Context(), param)
		if err != nil {
			return err
		}
		if v.told.status() != http.StatusOK || v.moved != "" {
			return fault.ErrNotFound
		}
		name := v.social.card.name()
		if c.Param("name") != name {
			return c.Redirect(http.StatusFound, v.cardPath())
		}
		body, err := p.drawnCard(name, v.social.card)
		if err != nil {
			return err
		}
		h := c.Response().Header()
		h.Set(echo.HeaderCacheControl, "public, max-age=31536000, immutable")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		return c.Blob(http.StatusOK, "image/png", body)
	}
}

// cardPath is the address of the picture beside a link to the page.
func (v view) cardPath() string { return "/carte/" + v.social.card.name() + v.path + ".png" }

func (p *Pages) drawnCard(name string, c card) ([]byte, error) {
	p.cards.mu.Lock()
	defer p.cards.mu.Unlock() // one is drawn at a time, and once
	if body, ok := p.cards.held[name]; ok {
		return body, nil
	}
	body, err := p.Paint.Draw(c.title, c.under, c.colour, c.price, c.unit)
	if err != nil {
		return nil, err
	}
	if p.cards.held == nil || len(p.cards.held) >= cardsHeld {
		p.cards.held = map[string][]byte{}
	}
	p.cards.held[name] = body
	return body, nil
}
