package demotown

import (
	"context"
	"slices"

	"cabas/api/handler"
	"cabas/demo"
	"cabas/domain/kernel/page"
	"cabas/domain/shop"
	"cabas/domain/town"
)

// Cast tells who can sign in; it implements handler.Cast.
type Cast struct {
	data    demo.Data
	browser *shop.Browser
	towns   *town.Service
}

// NewCast makes the cast of the town that the data describe.
func NewCast(data demo.Data, browser *shop.Browser, towns *town.Service) Cast {
	return Cast{data, browser, towns}
}

// home is the INSEE code of the town.
func home(data demo.Data) string { return data.Shops[0].Address.INSEE }

// Town implements handler.Cast.
func (c Cast) Town(ctx context.Context) (town.Town, error) { return c.towns.ByRef(ctx, home(c.data)) }

// roles gives the contract's word for a role of the files, in the order in
// which people are listed. Those of a shop have the role they hold there.
var roles = []struct{ key, name string }{{"customer", "customer"}, {"shop", ""}, {"agent", "agent"}, {"admin", "administrator"}}

// SignIns implements handler.Cast.
func (c Cast) SignIns(ctx context.Context) ([]handler.SignIn, error) {
	cards, err := c.browser.InTown(ctx, shop.Query{Town: home(c.data)}, page.Request{Limit: page.MaxLimit})
	if err != nil {
		return nil, err
	}
	var out []handler.SignIn
	for _, role := range roles {
		for _, p := range c.data.People {
			if p.Role != role.key {
				continue
			}
			in := handler.SignIn{Role: role.name, Name: p.Name, Email: p.Email, Password: c.data.Passwords[p.Role]}
			c.place(&in, p.Key, cards.Items)
			out = append(out, in)
		}
	}
	return out, nil
}

// place says where somebody works, and as what. The shop is left out when it
// is no longer what the files call it.
func (c Cast) place(in *handler.SignIn, person string, cards []shop.Card) {
	for _, s := range c.data.Shops {
		for _, m := range s.Staff {
			if m.Person != person {
				continue
			}
			in.Role = m.Role
			if i := slices.IndexFunc(cards, func(card shop.Card) bool { return card.Slug == s.Slug }); i >= 0 {
				in.ShopID, in.ShopSlug, in.ShopName = cards[i].ID, cards[i].Slug, cards[i].Name
			}
		}
	}
}
